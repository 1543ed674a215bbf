// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.SourceCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sending thread allocates nothing per frame. */
@Timeout(300)
class AllocationTest {
    private static final int WARM_UP = 2000;
    private static final int FRAMES = 10_000;
    private static final long UNIT_NS = 10_000_000;
    private static final int OCTETS = 10_000;

    /** A host that hands out frames as fast as they are taken, allocates nothing, and looks at the sending thread's account. */
    private static final class BusyHost extends SilentHost {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final ByteBuffer memory = ByteBuffer.allocateDirect(OCTETS);
        private final SourceCapabilities capabilities =
                SourceCapabilities.builder().recording(true).build();
        private volatile boolean active;
        private long heardNs;
        private volatile int frame;
        private volatile long allocatedBefore;
        private volatile long allocatedAfter;

        @Override
        public SourceCapabilities capabilities() {
            return capabilities;
        }

        @Override
        public int nextAudio(EncodeChunk chunk) {
            long now = System.nanoTime();
            if (now - heardNs < UNIT_NS) {
                return NO_CHUNK;
            }
            heardNs = Math.max(heardNs + UNIT_NS, now - UNIT_NS);
            chunk.wrapAudio(memory, 0, 1920, ChunkId.of(0, 0), AudioCoding.LPCM, heardNs, 1);
            return 0;
        }

        @Override
        public int nextChunk(EncodeChunk chunk, long timeoutNs) {
            if (!active || frame > FRAMES) {
                Thread.onSpinWait();
                return NO_CHUNK;
            }
            if (frame == WARM_UP) {
                allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            }
            if (frame == FRAMES) {
                allocatedAfter = threads.getCurrentThreadAllocatedBytes();
            }
            int number = frame++;
            chunk.wrap(
                    memory,
                    0,
                    OCTETS,
                    ChunkId.of(number, 0),
                    ChunkType.ENCODE_COMPLETE,
                    System.nanoTime(),
                    1,
                    8000,
                    number % 100 == 0,
                    true);
            return 0;
        }

        @Override
        public void ioControl(DisplayRequest request) {
            if (request instanceof DisplayRequest.SetActive set) {
                active = set.active();
            }
        }
    }

    @Test
    void aFrameAllocatesNothing() throws Exception {
        BusyHost host = new BusyHost();
        try (Rig rig = new Rig(TestSettings.defaults().burstPackets(1000).build(), host)) {
            rig.playing();

            await().atMost(Duration.ofMinutes(4)).until(() -> host.allocatedAfter != 0);

            // Far less than one object per frame: what the system loads late, and a refused packet's exception now and
            // then.
            assertThat(host.allocatedAfter - host.allocatedBefore).isLessThan(FRAMES);
        }
    }
}
