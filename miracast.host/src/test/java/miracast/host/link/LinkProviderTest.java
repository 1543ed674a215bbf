// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

@Timeout(60)
class LinkProviderTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CountDownLatch closes = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();
    private final LinkProvider provider = new LinkProvider(new Air(), "fake");

    /** A provider whose handle closes when a test says so, as one does that waits for an open that is pending. */
    private final class Air implements WifiDirect {
        @Override
        public WfdHandle open(int version) {
            return new Handle();
        }

        @Override
        public List<WfdDevice> devices() {
            return List.of();
        }

        @Override
        public void updateVisibility(MacAddress device) {}
    }

    private final class Handle implements WfdHandle {
        @Override
        public int negotiatedVersion() {
            return WifiDirect.WFD_API_VERSION;
        }

        @Override
        public WfdSession startOpenSession(MacAddress device) throws WfdException {
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no such device");
        }

        @Override
        public WfdSession openLegacySession(MacAddress device) throws WfdException {
            return startOpenSession(device);
        }

        @Override
        public void close() {
            try {
                closes.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closed.incrementAndGet();
        }
    }

    private void openItsHandle() {
        try {
            provider.startOpenSession(new MacAddress(1));
        } catch (WfdException e) {
            assertThat(e.error()).isEqualTo(WfdError.ERROR_INVALID_PARAMETER);
        }
    }

    @Test
    void aHandleThatDoesNotCloseHoldsNobodyUpForLong() {
        openItsHandle();

        provider.close(20 * MS);

        assertThat(closed).hasValue(0);
        closes.countDown();
    }

    @Test
    void aHandleThatClosesIsWaitedFor() {
        openItsHandle();
        closes.countDown();

        provider.close(TimeUnit.MINUTES.toNanos(1));

        assertThat(closed).hasValue(1);
    }
}
