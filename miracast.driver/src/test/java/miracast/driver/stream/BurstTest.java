// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.driver.SilentHost;
import miracast.wire.ts.Pid;
import miracast.wire.ts.TsPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * When the packets of a whole stream leave: what the sending thread hands to its socket, by a clock that stands still while nobody
 * looks at it or waits for it.
 */
@Timeout(120)
class BurstTest {
    private static final int BURST = 32;
    private static final long BURST_NS = 1_000_000;
    private static final double SHARE = 0.4;
    private static final int FRAMES = 60;
    private static final long UNIT_NS = 10_000_000;
    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(1920, 1080, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
    private static final long INTERVAL_NS = FORMAT.mode().frameIntervalNs();
    /** 227 packets. */
    private static final int LARGE = 300_000;

    private static final int SMALL = 20_000;
    private static final int LARGE_EACH = 15;
    /** Sound is held up for so long, and comes in one go. */
    private static final long HELD_FROM_NS = 750_000_000;

    private static final long HELD_UNTIL_NS = 1_350_000_000;
    /** Long enough for sound that was held up to be in time. */
    private static final long LEAD_NS = 2_000_000_000L;

    private record Departure(long timeNs, long frame, int soundUnits) {}

    /** A camera at 30 Hz and a microphone, by that time. */
    private final class Studio extends SilentHost {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(LARGE);
        private final TsPacket packet = new TsPacket();
        private final long startNs = time.nowNs();
        private int frames;
        private int units;
        private int handedOut;

        @Override
        public int nextChunk(EncodeChunk chunk, long timeoutNs) {
            long dueNs = startNs + frames * INTERVAL_NS;
            if (dueNs > time.nowNs()) {
                time.park(Math.min(timeoutNs, dueNs - time.nowNs()));
            }
            if (frames == FRAMES) {
                sender.stop();
            }
            if (dueNs > time.nowNs() || frames == FRAMES) {
                return NO_CHUNK;
            }
            boolean large = frames % LARGE_EACH == 0;
            int octets = large ? LARGE : SMALL;
            chunk.wrap(
                    memory, 0, octets, ChunkId.of(frames, 0), ChunkType.ENCODE_COMPLETE, dueNs, 1, 8000, large, true);
            frames++;
            return 0;
        }

        @Override
        public int nextAudio(EncodeChunk chunk) {
            long atNs = units * UNIT_NS;
            long sinceNs = time.nowNs() - startNs;
            boolean held = sinceNs >= HELD_FROM_NS && sinceNs < HELD_UNTIL_NS;
            if (held || sinceNs < atNs) {
                return NO_CHUNK;
            }
            chunk.wrapAudio(memory, 0, 1920, ChunkId.of(units++, 0), AudioCoding.LPCM, startNs + atNs, 1);
            return 0;
        }

        @Override
        public void transportStream(ByteBuffer packets, int offset, int octets) {
            boolean video = false;
            for (int at = offset; at < offset + octets; at += TsPacket.LENGTH) {
                packet.wrap(packets, at);
                video |= packet.pid() == Pid.VIDEO;
                handedOut += packet.pid() == Pid.AUDIO && packet.unitStart() ? 1 : 0;
            }
            departures.add(new Departure(time.nowNs() - startNs, video ? frames - 1 : -1, handedOut));
        }
    }

    private final SlowTime time = new SlowTime();
    private final List<Departure> departures = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private StreamSender sender;

    private void play(double share) throws Exception {
        Studio studio = new Studio();
        StreamSettings settings =
                new StreamSettings(LEAD_NS, BURST, share, 50_000, 59_999, 40, 256 * 1024, 7_000_000_000L);
        sender = new StreamSender(
                "miracast-send-burst",
                studio,
                new MediaClock(time::nanoTime, time::park),
                new RtpOutput(new SlowNetwork(time, BURST, 1_000_000_000), studio, true, 1, 1),
                new StreamFormat(FORMAT, Optional.of(AudioCoding.LPCM), false),
                settings,
                null,
                new QuietListener() {
                    @Override
                    public void streamFailed(Throwable cause) {
                        failure.set(cause);
                    }
                });
        sender.play();
        assertThat(sender.awaitEnd(TimeUnit.SECONDS.toNanos(60))).isTrue();
        assertThat(failure.get()).isNull();
    }

    private List<Long> of(long frame) {
        return departures.stream()
                .filter(each -> each.frame() == frame)
                .map(Departure::timeNs)
                .toList();
    }

    private void noBurstIsTooLarge() {
        assertThat(departures).hasSizeGreaterThan(2000);
        for (int i = 0; i + BURST < departures.size(); i++) {
            assertThat(departures.get(i + BURST).timeNs() - departures.get(i).timeNs())
                    .as("from packet %d, %s, to %s", i, departures.get(i), departures.get(i + BURST))
                    .isGreaterThanOrEqualTo(BURST_NS);
        }
    }

    @Test
    void noBurstOfPicturesSoundAndTablesTogetherIsLargerThanSet() throws Exception {
        play(SHARE);

        noBurstIsTooLarge();
    }

    @Test
    void norWherePicturesAreNotSpread() throws Exception {
        play(0);

        noBurstIsTooLarge();
    }

    @Test
    void aLargePictureIsSpreadOverItsShareOfTheInterval() throws Exception {
        play(SHARE);

        for (long frame = 0; frame < FRAMES; frame += LARGE_EACH) {
            List<Long> packets = of(frame);
            long lastsNs = packets.get(packets.size() - 1) - packets.get(0);
            assertThat(packets).hasSizeGreaterThan(LARGE / 1328);
            assertThat(lastsNs).isBetween((long) (INTERVAL_NS * SHARE * 0.9), (long) (INTERVAL_NS * SHARE) + BURST_NS);
        }
    }

    @Test
    void aSmallPictureLeavesAtOnce() throws Exception {
        play(SHARE);

        List<Long> packets = of(1);
        assertThat(packets.get(packets.size() - 1) - packets.get(0)).isLessThan(BURST_NS);
    }

    /** A unit is looked for every 5 ms; a burst before it may cost 1 ms, and a wait that ends late something. */
    @Test
    void soundIsNotDelayedByLargePictures() throws Exception {
        play(SHARE);

        long latest = 0;
        int units = 0;
        for (Departure each : departures) {
            for (; units < each.soundUnits(); units++) {
                long atNs = units * UNIT_NS;
                if (atNs < HELD_FROM_NS - UNIT_NS || atNs >= HELD_UNTIL_NS) {
                    latest = Math.max(latest, each.timeNs() - atNs);
                }
            }
        }
        assertThat(units).isGreaterThan(190);
        assertThat(latest).isLessThan(7_000_000);
    }

    @Test
    void soundThatWasHeldUpFollowsWithinMilliseconds() throws Exception {
        play(SHARE);

        long all = HELD_UNTIL_NS / UNIT_NS;
        long caughtUpNs = departures.stream()
                .filter(each -> each.soundUnits() >= all)
                .findFirst()
                .orElseThrow()
                .timeNs();
        assertThat(caughtUpNs - HELD_UNTIL_NS).isLessThan(20_000_000);
    }
}
