// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/** A WLAN service that does not return from a call holds up nobody who asks a session for something. */
@Timeout(120)
class SlowServiceTest {
    private static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:77:08");

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private StandIn standIn;
    private WindowsWifiDirect provider;
    private WfdHandle handle;

    @BeforeEach
    void loadTheStandIn() throws Exception {
        standIn = StandIn.load();
    }

    @AfterEach
    void stop() {
        released.countDown();
        handle.close();
        provider.close();
        assertThat(standIn.functions().standin_invalid_uses()).isZero();
    }

    /** @param slow which function returns when the test says so */
    private WfdSession session(String slow, int openMs) throws Exception {
        WindowsSystem real = WindowsSystem.load(standIn.file().toString(), Platform.isWindows());
        WlanApi wlan = (WlanApi) Proxy.newProxyInstance(
                WlanApi.class.getClassLoader(), new Class<?>[] {WlanApi.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(slow)) {
                        reached.countDown();
                        released.await();
                    }
                    try {
                        return method.invoke(real.wlan(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        WinBase base =
                Native.load(Platform.isWindows() ? "kernel32" : standIn.file().toString(), WinBase.class);
        provider =
                new WindowsWifiDirect(new WindowsSystem(wlan, real.devices(), real.network(), real.services(), base));
        provider.follow();
        standIn.device(DEVICE, "device", true, openMs, 0, 0, 0);
        handle = provider.open();
        return handle.startOpenSession(DEVICE);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void assertNobodyWaits(WfdSession session, Runnable slowCall) throws Exception {
        get(CompletableFuture.runAsync(slowCall));
        get(CompletableFuture.runAsync(() -> {
            assertThatThrownBy(session::link)
                    .isInstanceOfSatisfying(
                            WfdException.class,
                            refusal -> assertThat(refusal.error()).isEqualTo(WfdError.ERROR_INVALID_STATE));
            assertThat(session.stats()).isSameAs(WfdStats.UNKNOWN);
        }));
    }

    @Test
    void nobodyWaitsForASlowCancel() throws Exception {
        WfdSession session = session("WFDCancelOpenSession", 60_000);

        assertNobodyWaits(session, session::cancelOpen);

        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        released.countDown();
        assertThatThrownBy(() -> get(session.opened())).hasCauseInstanceOf(WfdException.class);
    }

    @Test
    void nobodyWaitsForASlowClose() throws Exception {
        WfdSession session = session("WFDCloseSession", 0);
        get(session.opened());

        assertNobodyWaits(session, session::close);

        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(session.closed().toCompletableFuture()).isNotDone();
        released.countDown();
        assertThat(get(session.closed())).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    void anOpenIsCancelledOnce() throws Exception {
        WfdSession session = session("", 60_000);

        session.cancelOpen();
        session.cancelOpen();

        assertThatThrownBy(() -> get(session.opened())).hasCauseInstanceOf(WfdException.class);
        assertThat(standIn.calls()).containsOnlyOnce("WFDCancelOpenSession 0");
    }
}
