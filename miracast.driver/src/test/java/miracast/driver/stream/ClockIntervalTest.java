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
import miracast.api.driver.EncodeChunk;
import miracast.driver.SilentHost;
import miracast.wire.ts.Pid;
import miracast.wire.ts.TsPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often the clock (PCR) is sent, by a time that no other load of the machine can hold up. */
@Timeout(120)
class ClockIntervalTest {
    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(1920, 1080, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
    private static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long LASTS_NS = TimeUnit.SECONDS.toNanos(2);

    private final SlowTime time = new SlowTime();
    private final List<Long> clocks = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private StreamSender sender;

    /** Its pictures stand still, and it has none to send. */
    private final class Still extends SilentHost {
        private final TsPacket packet = new TsPacket();
        private final long endNs = time.nowNs() + LASTS_NS;

        @Override
        public int nextChunk(EncodeChunk chunk, long timeoutNs) {
            time.park(timeoutNs);
            if (time.nowNs() > endNs) {
                sender.stop();
            }
            return NO_CHUNK;
        }

        @Override
        public void transportStream(ByteBuffer packets, int offset, int octets) {
            for (int at = offset; at < offset + octets; at += TsPacket.LENGTH) {
                packet.wrap(packets, at);
                if (packet.pid() == Pid.PCR) {
                    clocks.add(time.nowNs());
                }
            }
        }
    }

    @Test
    void theClockComesAtLeastEvery40MsAlsoWithoutPictures() throws Exception {
        Still host = new Still();
        sender = new StreamSender(
                "miracast-send-still",
                host,
                new MediaClock(time::nanoTime, time::park),
                new RtpOutput(new SlowNetwork(time, 32, 1_000_000_000), host, true, 1, 1),
                new StreamFormat(FORMAT, Optional.empty(), false),
                new StreamSettings(80_000_000, 32, 0.4, 50_000, 59_999, 40, 16 * 1024, 7_000_000_000L),
                null,
                new QuietListener() {
                    @Override
                    public void streamFailed(Throwable cause) {
                        failures.add(cause);
                    }
                });
        sender.play();
        assertThat(sender.awaitEnd(TimeUnit.SECONDS.toNanos(60))).isTrue();

        assertThat(failures).isEmpty();
        assertThat(clocks).hasSizeGreaterThan((int) (LASTS_NS / MOST_NS) - 1);
        for (int i = 1; i < clocks.size(); i++) {
            assertThat(clocks.get(i) - clocks.get(i - 1))
                    .as("before clock %d", i)
                    .isLessThanOrEqualTo(MOST_NS);
        }
    }
}
