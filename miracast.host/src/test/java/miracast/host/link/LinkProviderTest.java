// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

@Timeout(120)
class LinkProviderTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CountDownLatch closes = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();
    private final LinkProvider provider = new LinkProvider(new Air(), "fake");

    /** A provider whose handle closes when a test says so, as one does that waits for an open that is pending. */
    private class Air implements WifiDirect {
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

    /** The system has closed the first handle, and two casts learn of it before either has opened another one. */
    @Test
    void twoCastsThatLoseOneHandleOpenOneNewHandle() throws Exception {
        CyclicBarrier bothHaveTheOldOne = new CyclicBarrier(2);
        CountDownLatch firstIsThrough = new CountDownLatch(1);
        List<Shared> handles = new CopyOnWriteArrayList<>();
        LinkProvider shared = new LinkProvider(
                new Air() {
                    @Override
                    public WfdHandle open(int version) {
                        Shared handle = new Shared(bothHaveTheOldOne, firstIsThrough, handles.isEmpty());
                        handles.add(handle);
                        return handle;
                    }
                },
                "fake");
        // Opens the handle that both are to share.
        assertThatThrownBy(() -> shared.startOpenSession(Shared.NOBODY)).isInstanceOf(WfdException.class);

        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> open(shared, Shared.FIRST));
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> open(shared, Shared.SECOND));
        first.get(60, TimeUnit.SECONDS);
        firstIsThrough.countDown();
        second.get(60, TimeUnit.SECONDS);
        shared.close(TimeUnit.MINUTES.toNanos(1));

        assertThat(handles).hasSize(2);
        assertThat(handles.get(1).isClosed).isTrue();
    }

    private static void open(LinkProvider shared, MacAddress device) {
        try {
            shared.startOpenSession(device);
        } catch (WfdException e) {
            assertThat(e.error()).isEqualTo(WfdError.ERROR_INVALID_PARAMETER);
        }
    }

    /** One that the system closes once two casts have it; the second of them hears of that when the first has another one. */
    private static final class Shared implements WfdHandle {
        static final MacAddress NOBODY = new MacAddress(1);
        static final MacAddress FIRST = new MacAddress(2);
        static final MacAddress SECOND = new MacAddress(3);

        private final CyclicBarrier bothHaveTheOldOne;
        private final CountDownLatch firstIsThrough;
        private final boolean isOld;
        volatile boolean isClosed;

        Shared(CyclicBarrier bothHaveTheOldOne, CountDownLatch firstIsThrough, boolean isOld) {
            this.bothHaveTheOldOne = bothHaveTheOldOne;
            this.firstIsThrough = firstIsThrough;
            this.isOld = isOld;
        }

        @Override
        public int negotiatedVersion() {
            return WifiDirect.WFD_API_VERSION;
        }

        @Override
        public WfdSession startOpenSession(MacAddress device) throws WfdException {
            if (!isOld || device.equals(NOBODY)) {
                throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no such device");
            }
            try {
                bothHaveTheOldOne.await(60, TimeUnit.SECONDS);
                if (device.equals(SECOND)) {
                    firstIsThrough.await();
                }
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            throw new WfdException(WfdError.ERROR_INVALID_HANDLE, 0, "closed by the system");
        }

        @Override
        public WfdSession openLegacySession(MacAddress device) throws WfdException {
            return startOpenSession(device);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
