// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.driver.SilentHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of pictures when the network is slower than they are, by a clock that stands still while nobody looks at it. */
@Timeout(120)
class SlowNetworkTest {
    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(1920, 1080, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
    private static final long INTERVAL_NS = FORMAT.mode().frameIntervalNs();
    private static final long ENCODING_NS = 10_000_000;
    private static final int FRAMES = 90;
    private static final int FALLS_AT = 30;
    /** Packets that the preset send buffer holds on Linux. */
    private static final int ROOM = 15;

    private static final int WAITING = 3;

    private record Shown(int frame, boolean idr, long delayNs) {}

    /** A camera and an encoder that does at once what it is told; pictures wait until they are pulled. */
    private final class Encoder extends SilentHost {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 20);
        private final long startNs = time.nowNs();
        private final boolean[] idr = new boolean[FRAMES];
        private int frame;
        private boolean idrWanted = true;
        private long bitRate = FORMAT.bitRate();

        @Override
        public int nextChunk(EncodeChunk chunk, long timeoutNs) {
            // What the ring has no room for is not made, and the next one that is can be decoded without it.
            long behind = (time.nowNs() - startNs - ENCODING_NS) / INTERVAL_NS - frame;
            if (behind > WAITING) {
                frame += (int) behind - WAITING;
                idrWanted = true;
            }
            if (frame >= FRAMES) {
                sender.stop();
                return NO_CHUNK;
            }
            if (frame >= FALLS_AT) {
                network.bitRate(slow);
            }
            long takenNs = startNs + frame * INTERVAL_NS;
            long readyNs = takenNs + ENCODING_NS;
            if (readyNs > time.nowNs()) {
                time.park(Math.min(timeoutNs, readyNs - time.nowNs()));
            }
            if (readyNs > time.nowNs()) {
                return NO_CHUNK;
            }
            made++;
            idr[frame] = idrWanted;
            int octets = (int) (bitRate / 8 / 30 * (idrWanted ? 3 : 2) / 2);
            chunk.wrap(
                    memory,
                    0,
                    octets,
                    ChunkId.of(frame, 0),
                    ChunkType.ENCODE_COMPLETE,
                    takenNs,
                    (int) (ENCODING_NS / 1000),
                    (int) (bitRate / 1000),
                    idrWanted,
                    true);
            idrWanted = false;
            frame++;
            return 0;
        }

        @Override
        public void ioControl(DisplayRequest request) {
            idrWanted |= request instanceof DisplayRequest.RequestIdr;
        }

        @Override
        public void chunkSent(long chunkId) {
            pulled.add((int) ChunkId.frame(chunkId));
        }

        @Override
        public void pictureLeftOut(long chunkId) {
            leftOut.add((int) ChunkId.frame(chunkId));
        }

        @Override
        public void transportStream(ByteBuffer packets, int offset, int octets) {
            if (!pulled.isEmpty() && pulled.size() > shown.size()) {
                int number = pulled.get(pulled.size() - 1);
                long takenNs = startNs + number * INTERVAL_NS;
                shown.add(new Shown(number, idr[number], network.lastNs() - takenNs));
            }
        }
    }

    private final SlowTime time = new SlowTime();
    private final SlowNetwork network = new SlowNetwork(time, ROOM, 20_000_000);
    private final List<Integer> pulled = new ArrayList<>();
    private final List<Integer> leftOut = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private boolean obeys = true;
    private int made;
    private long slow;
    private StreamSender sender;

    /** @param to what the network carries from a second on */
    private void fall(long to) throws Exception {
        slow = to;
        Encoder encoder = new Encoder();
        List<Throwable> failures = new ArrayList<>();
        sender = new StreamSender(
                "miracast-send-slow",
                encoder,
                new MediaClock(time::nanoTime, time::park),
                new RtpOutput(network, encoder, true, 1, 1),
                new StreamFormat(FORMAT, Optional.empty(), false),
                new StreamSettings(80_000_000, 32, 0.4, 50_000, 59_999, 40, 16 * 1024, 7_000_000_000L),
                null,
                new QuietListener() {
                    @Override
                    public void pictureTooLate(long bitRate) {
                        told.add(bitRate);
                        if (obeys) {
                            encoder.bitRate = bitRate * 8 / 10;
                        }
                        encoder.idrWanted = true;
                    }

                    @Override
                    public void streamFailed(Throwable cause) {
                        failures.add(cause);
                    }
                });
        sender.play();
        assertThat(sender.awaitEnd(TimeUnit.SECONDS.toNanos(60))).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void aFastNetworkGetsEveryPicture() throws Exception {
        fall(20_000_000);

        assertThat(told).isEmpty();
        assertThat(shown).hasSizeGreaterThanOrEqualTo(FRAMES - 1);
    }

    @Test
    void noPictureIsShownTooLateWhenTheNetworkFallsToAQuarterOfTheBitRate() throws Exception {
        fall(2_000_000);

        assertThat(shown)
                .hasSizeGreaterThan(FRAMES - 12)
                .allSatisfy(each -> assertThat(each.delayNs()).as("%s", each).isLessThan(200_000_000));
    }

    @Test
    void whatTheNetworkCarriesIsToldWithTheFirstPictureThatIsLeftOut() throws Exception {
        fall(2_000_000);

        assertThat(told).isNotEmpty();
        assertThat(told.get(0)).isBetween(1_500_000L, 2_300_000L);
    }

    @Test
    void afterAPictureThatWasLeftOutComesAnIdrPicture() throws Exception {
        fall(2_000_000);

        int gaps = 0;
        for (int i = 1; i < shown.size(); i++) {
            if (shown.get(i).frame() > shown.get(i - 1).frame() + 1) {
                gaps++;
                assertThat(shown.get(i).idr()).as("%s", shown.get(i)).isTrue();
            }
        }
        assertThat(gaps).isPositive();
    }

    @Test
    void everyPictureThatIsLeftOutIsTold() throws Exception {
        fall(2_000_000);

        assertThat(leftOut).isNotEmpty().doesNotContainAnyElementsOf(pulled).doesNotHaveDuplicates();
        assertThat(leftOut.size() + pulled.size()).isBetween(made - 1, made);
    }

    /** Also with an encoder that goes on as before. */
    @Test
    void picturesComeHoweverSlowTheNetworkIs() throws Exception {
        obeys = false;
        fall(300_000);

        assertThat(shown.stream().filter(each -> each.frame() > FALLS_AT + 10)).isNotEmpty();
    }
}
