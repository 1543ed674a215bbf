// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.AudioCoding;
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

/**
 * The sending thread allocates nothing per frame either where pictures are spread in bursts, wait for the network, and are left out,
 * by a clock that stands still while nobody looks at it.
 */
@Timeout(120)
class SlowNetworkAllocationTest {
    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(1920, 1080, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
    private static final long INTERVAL_NS = FORMAT.mode().frameIntervalNs();
    private static final int WARM_UP = 2000;
    private static final int FRAMES = 10_000;
    private static final int BURST = 32;
    private static final int ROOM = 15;
    private static final long FAST = 100_000_000;
    private static final long SLOW = 2_000_000;
    /** The network is fast for so many frames, then slow for as many. */
    private static final int SPELL = 50;
    /** 114 packets; one in a spell, and those that are asked for. */
    private static final int LARGE = 150_000;

    private static final int SMALL = 30_000;
    private static final long UNIT_NS = 10_000_000;

    /** A camera, an encoder and a microphone that allocate nothing, and look at the sending thread's account. */
    private final class Studio extends SilentHost {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final ByteBuffer memory = ByteBuffer.allocateDirect(LARGE);
        private final long startNs = time.nowNs();
        private boolean idrWanted;
        private int frame;
        private int units;
        private long before;
        private long after;
        private int sent;
        private int leftOut;
        private int sentLarge;

        @Override
        public int nextChunk(EncodeChunk chunk, long timeoutNs) {
            long dueNs = startNs + frame * INTERVAL_NS;
            if (dueNs > time.nowNs()) {
                time.park(Math.min(timeoutNs, dueNs - time.nowNs()));
            }
            if (dueNs > time.nowNs()) {
                return NO_CHUNK;
            }
            if (frame == WARM_UP) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            if (frame == FRAMES) {
                after = threads.getCurrentThreadAllocatedBytes();
                sender.stop();
                return NO_CHUNK;
            }
            boolean idr = idrWanted || frame % SPELL == 0;
            idrWanted = false;
            network.bitRate(frame / SPELL % 2 == 0 ? FAST : SLOW);
            // What was missed meanwhile comes late, one after the other.
            chunk.wrap(
                    memory,
                    0,
                    idr ? LARGE : SMALL,
                    ChunkId.of(frame++, 0),
                    ChunkType.ENCODE_COMPLETE,
                    dueNs,
                    1000,
                    8000,
                    idr,
                    true);
            return 0;
        }

        @Override
        public int nextAudio(EncodeChunk chunk) {
            long atNs = startNs + units * UNIT_NS;
            if (time.nowNs() < atNs) {
                return NO_CHUNK;
            }
            chunk.wrapAudio(memory, 0, 1920, ChunkId.of(units++, 0), AudioCoding.LPCM, atNs, 1);
            return 0;
        }

        @Override
        public void ioControl(DisplayRequest request) {
            idrWanted |= request instanceof DisplayRequest.RequestIdr;
        }

        @Override
        public void chunkSent(long chunkId) {
            sent++;
            sentLarge += ChunkId.frame(chunkId) % SPELL == 0 ? 1 : 0;
        }

        @Override
        public void pictureLeftOut(long chunkId) {
            leftOut++;
        }
    }

    private final SlowTime time = new SlowTime();
    private final SlowNetwork network = new SlowNetwork(time, ROOM, FAST);
    private StreamSender sender;
    private int told;
    private volatile Throwable failure;

    @Test
    void aPictureThatIsSpreadOrWaitsOrIsLeftOutAllocatesNothing() throws Exception {
        Studio studio = new Studio();
        sender = new StreamSender(
                "miracast-send-measured",
                studio,
                new MediaClock(time::nanoTime, time::park),
                new RtpOutput(network, studio, true, 1, 1),
                new StreamFormat(FORMAT, Optional.of(AudioCoding.LPCM), false),
                new StreamSettings(80_000_000, BURST, 0.4, 50_000, 59_999, 40, 16 * 1024, 7_000_000_000L),
                null,
                new QuietListener() {
                    @Override
                    public void pictureTooLate(long bitRate) {
                        told++;
                        studio.idrWanted = true;
                    }

                    @Override
                    public void streamFailed(Throwable cause) {
                        failure = cause;
                    }
                });
        sender.play();
        assertThat(sender.awaitEnd(TimeUnit.SECONDS.toNanos(100))).isTrue();
        assertThat(failure).isNull();

        // The ways were gone that are measured, and often.
        assertThat(sender.outlet().waitedNs()).isGreaterThan(TimeUnit.SECONDS.toNanos(50));
        assertThat(studio.sent).isGreaterThan(FRAMES / 4);
        assertThat(studio.sentLarge).isGreaterThan(FRAMES / SPELL / 4);
        assertThat(studio.leftOut).isGreaterThan(FRAMES / 20);
        assertThat(told).isGreaterThan(FRAMES / SPELL / 4);
        // Far less than one object per frame.
        assertThat(studio.after - studio.before).isLessThan(FRAMES);
    }
}
