// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.TestDriver;
import miracast.host.link.LinkProvider;
import miracast.host.link.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** Wi-Fi Direct providers that do what the contract forbids, beside one that does not. */
@Timeout(120)
class HostileProviderTest {
    private static final int PORT = 17_239;
    private static final String CONTROL_LOOP = "miracast-host-control";

    /** What a cast calls of a provider. */
    enum Call {
        DEVICES(WifiDirect.class, "devices"),
        UPDATE_VISIBILITY(WifiDirect.class, "updateVisibility"),
        OPEN(WifiDirect.class, "open"),
        START_OPEN_SESSION(WfdHandle.class, "startOpenSession"),
        OPENED(WfdSession.class, "opened"),
        CLOSED(WfdSession.class, "closed"),
        CANCEL_OPEN(WfdSession.class, "cancelOpen"),
        LINK(WfdSession.class, "link"),
        STATS(WfdSession.class, "stats"),
        CLOSE(WfdSession.class, "close");

        private final Class<?> type;
        private final String name;

        Call(Class<?> type, String name) {
            this.type = type;
            this.name = name;
        }
    }

    enum Deed {
        THROWS,
        /** Null, or nothing done. */
        ANSWERS_NOTHING,
        /** Gives a stage that does not complete. */
        NEVER_COMPLETES,
        /** Returns when the test is over. */
        BLOCKS
    }

    private final HostRig rig = new HostRig(TestDriver::new, settings());
    private final FakeWifiDirect honest = new FakeWifiDirect().with("Good", 0x020000000001L);
    private final FakeWifiDirect behind = new FakeWifiDirect();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private Call call;
    private Deed deed;

    HostileProviderTest() throws Exception {
        rig.host.providers().add(new LinkProvider(honest, "good"), Map.of(WifiDirectProvider.NAME, "good"));
    }

    private static HostSettings settings() {
        return HostRig.settings(new LinkSettings(PORT, TimeUnit.SECONDS.toNanos(60), TimeUnit.SECONDS.toNanos(60)));
    }

    @AfterEach
    void stopTheHost() throws Exception {
        released.countDown();
        rig.close();
    }

    private void offer(Call newCall, Deed newDeed) {
        call = newCall;
        deed = newDeed;
        behind.opensAtOnce = call != Call.CANCEL_OPEN;
        behind.known.add(new WfdDevice(
                new MacAddress(0x020000000002L),
                "Bad",
                true,
                call != Call.UPDATE_VISIBILITY,
                DisplayRole.PRIMARY_SINK,
                7236,
                true,
                50_000_000));
        WifiDirect hostile = hostile(WifiDirect.class, behind);
        rig.host
                .providers()
                .add(
                        new LinkProvider(hostile, "bad"),
                        Map.of(WifiDirectProvider.NAME, "bad", "service.ranking", 1, "service.id", 9L));
    }

    private <T> T hostile(Class<T> type, T honestOne) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    callers.add(Thread.currentThread().getName());
                    if (method.getName().equals(call.name) && type == call.type) {
                        reached.countDown();
                        if (deed != Deed.BLOCKS) {
                            return misdeed(method);
                        }
                        awaitUninterruptibly(released);
                    }
                    return honestly(method, honestOne, arguments);
                }));
    }

    private Object honestly(Method method, Object honestOne, Object[] arguments) throws Throwable {
        try {
            Object answer = method.invoke(honestOne, arguments);
            if (answer instanceof WfdHandle handle) {
                return hostile(WfdHandle.class, handle);
            }
            return answer instanceof WfdSession session ? hostile(WfdSession.class, session) : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object misdeed(Method method) {
        return switch (deed) {
            case THROWS -> throw new NoClassDefFoundError("hostile " + method.getName());
            case NEVER_COMPLETES -> new CompletableFuture<>();
            default -> null;
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A hostile provider does not care.
            }
        }
    }

    private Cast cast(String device) {
        return rig.host.cast(
                CastRequest.to(CastTarget.device(device)).source("fake").build());
    }

    /** Brings a cast to where it makes the call; nothing of what the host does may depend on how that goes. */
    private Cast untilReached() throws Exception {
        Cast cast = cast("Bad");
        switch (call) {
            case CANCEL_OPEN -> {
                HostRig.until(() -> !behind.links.isEmpty());
                cast.stop();
            }
            case CLOSE -> {
                HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
                cast.stop();
            }
            case STATS -> {
                HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
                try (Socket television = behind.link().connect(PORT)) {
                    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
                    HostRig.until(() -> cast.state() == CastState.PLAYING);
                    assertThat(television.isConnected()).isTrue();
                }
            }
            default -> {
                // A search comes to it by itself.
            }
        }
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        return cast;
    }

    private void anotherCastPlaysAndEnds() throws Exception {
        Cast other = cast("Good");
        HostRig.until(() -> other.state() == CastState.AWAITING_SINK);
        try (Socket television = honest.link().connect(PORT)) {
            HostRig.until(() -> other.state() == CastState.PLAYING);
            assertThat(television.isConnected()).isTrue();
            other.stop();
            assertThat(rig.end(other).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        }
    }

    static Stream<Arguments> misdeeds() {
        return Arrays.stream(Call.values())
                .flatMap(call -> Stream.of(Deed.THROWS, Deed.ANSWERS_NOTHING, Deed.NEVER_COMPLETES)
                        .filter(deed -> deed != Deed.NEVER_COMPLETES || call == Call.OPENED || call == Call.CLOSED)
                        .map(deed -> Arguments.of(call, deed)));
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void aCastEndsWhateverItsProviderDoes(Call newCall, Deed newDeed) throws Exception {
        offer(newCall, newDeed);
        Cast cast = untilReached();

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(callers).doesNotContain(CONTROL_LOOP);
    }

    @ParameterizedTest
    @EnumSource
    void aProviderThatBlocksDoesNotDelayAnotherCast(Call newCall) throws Exception {
        offer(newCall, Deed.BLOCKS);
        Cast cast = untilReached();

        anotherCastPlaysAndEnds();

        assertThat(callers).doesNotContain(CONTROL_LOOP);
        released.countDown();
        cast.stop();
        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
    }

    @Test
    void aLinkThatCouldNotBeClosedInTimeIsClosedAllTheSame() throws Exception {
        offer(Call.LINK, Deed.BLOCKS);
        Cast cast = untilReached();

        cast.stop();
        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(behind.link().isUp()).isTrue();

        released.countDown();
        HostRig.until(() -> !behind.link().isUp());
    }

    @Test
    void aSessionThatComesAfterTheEndOfItsCastIsCancelled() throws Exception {
        offer(Call.START_OPEN_SESSION, Deed.BLOCKS);
        behind.opensAtOnce = false;
        Cast cast = untilReached();

        cast.stop();
        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(behind.links).isEmpty();

        released.countDown();
        HostRig.until(() -> !behind.links.isEmpty() && behind.link().cancelAsked);
    }
}
