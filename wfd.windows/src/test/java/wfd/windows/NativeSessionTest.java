// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.FrameCounters;
import wfd.api.LinkRates;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/** The provider on the stand-in, without a framework: what Windows may do, and mostly doesn't. */
@Timeout(600)
class NativeSessionTest {
    /** How many cycles; a Windows JVM is told to make ten thousand. */
    static final String CYCLES_PROPERTY = "wfd.windows.cycles";

    private static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:77:07");
    /** More than the noise of a JVM that is warm, less than 1 KiB kept for each of ten thousand cycles. */
    private static final long GROWTH = 8L << 20;

    private StandIn standIn;
    private WindowsSystem windows;
    private WindowsWifiDirect provider;

    @BeforeEach
    void start() throws Exception {
        standIn = StandIn.load();
        windows = WindowsSystem.load(standIn.file().toString(), Platform.isWindows());
        provider = new WindowsWifiDirect(windows);
        provider.follow();
    }

    @AfterEach
    void stop() {
        if (provider != null) provider.close();
    }

    private void device(int delayMs, int behaviour) {
        standIn.device(DEVICE, "device", true, delayMs, 0, 0, behaviour);
    }

    private static <T> T get(java.util.concurrent.CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCompletionThatComesTwiceDoesNoHarm() throws Exception {
        device(0, StandIn.TWICE);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);
            get(session.opened());

            assertThat(session.link()).isNotNull();
        }
        assertThat(standIn.functions().standin_invalid_uses()).isZero();
    }

    @Test
    void aCompletionMayComeBeforeTheCallReturns() throws Exception {
        device(0, StandIn.BEFORE_RETURN);
        try (WfdHandle handle = provider.open()) {
            assertThat(get(handle.startOpenSession(DEVICE).opened())).isNotNull();
        }
    }

    @Test
    void aCompletionForAGoneSessionWhileItsHandleIsBeingClosedDoesNoHarm() throws Exception {
        device(0, StandIn.AGAIN_AT_CLOSE);
        WfdHandle handle = provider.open();
        WfdSession session = handle.startOpenSession(DEVICE);
        get(session.opened());

        handle.close();

        assertThat(get(session.closed())).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    void aCancelledOpenMaySucceed() throws Exception {
        device(200, StandIn.CANCEL_SUCCEEDS);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);
            session.cancelOpen();

            CompletableFuture<?> outcome =
                    session.opened().toCompletableFuture().handle((id, failure) -> "completed");
            assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo("completed");
        }
        assertThat(standIn.calls()).contains("WFDCancelOpenSession 0");
    }

    @Test
    void aCompletionDoesNotEndTheHandleUnderACancel() throws Exception {
        device(60_000, StandIn.SLOW_CANCEL);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);

            session.cancelOpen();

            assertThatThrownBy(() -> get(session.opened())).hasCauseInstanceOf(WfdException.class);
        }
        assertThat(standIn.calls()).contains("WFDCancelOpenSession 0");
        assertThat(standIn.functions().standin_invalid_uses()).isZero();
    }

    @Test
    void anOpenThatTheSystemHasCompletedIsNotCancelledAnyMore() throws Exception {
        provider.close();
        BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        provider = new WindowsWifiDirect(windows, new WindowsThreads(work::add));
        provider.follow();
        standIn.device(DEVICE, "device", true, 0, 1460, 0, 0);
        WfdSession session = provider.open().startOpenSession(DEVICE);
        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_completions() == 1);

        // The completion has returned, and nobody has looked at it yet.
        session.cancelOpen();
        work.take().run();

        assertThatThrownBy(() -> get(session.opened()))
                .hasCauseInstanceOf(WfdException.class)
                .satisfies(failure ->
                        assertThat(((WfdException) failure.getCause()).error()).isEqualTo(1460));
        assertThat(standIn.calls()).noneMatch(call -> call.startsWith("WFDCancelOpenSession"));
    }

    @Test
    void aSessionThatWasDroppedStillCompletesAndIsClosedWithItsHandle() throws Exception {
        device(300, 0);
        WfdHandle handle = provider.open();
        handle.startOpenSession(DEVICE);
        System.gc();

        handle.close();

        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_open_sessions() == 0);
        assertThat(standIn.functions().standin_completions()).isOne();
        assertThat(standIn.functions().standin_open_handles()).isZero();
    }

    @Test
    void noHandleWaitsForAnOpenThatAStoppedServiceNeverCompletes() throws Exception {
        device(0, StandIn.HELD);
        WfdHandle handle = provider.open();
        WfdSession session = handle.startOpenSession(DEVICE);
        FutureTask<Void> close = new FutureTask<>(handle::close, null);
        Thread closing = new Thread(close, "closing");
        closing.start();
        await().atMost(ofSeconds(60)).until(() -> closing.getState() == Thread.State.WAITING);

        windows.serviceStopped();

        close.get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> get(session.opened())).hasCauseInstanceOf(WfdException.class);
        assertThat(get(session.closed())).isEqualTo(SessionEnd.NOT_OPENED);
        assertThat(standIn.functions().standin_completions()).isZero();
        standIn.functions().standin_release();
        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_open_handles() == 0);
    }

    @Test
    void whatGoesWrongInOursWhileALinkIsMadeFailsTheOpen() throws Exception {
        device(0, StandIn.NULL_TABLE);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);

            assertThatThrownBy(() -> get(session.opened()))
                    .hasCauseInstanceOf(WfdException.class)
                    .hasMessageContaining("opening " + DEVICE);
        }
    }

    @Test
    void aCompletionThatComesWhenTheProviderIsGoneDoesNoHarm() throws Exception {
        device(7000, StandIn.CANCEL_SUCCEEDS | StandIn.TWICE);
        WfdSession session = provider.open().startOpenSession(DEVICE);

        provider.close();
        provider = null;
        System.gc();

        assertThatThrownBy(() -> get(session.opened())).hasCauseInstanceOf(WfdException.class);
        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_open_handles() == 0);
        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_open_sessions() == 0);
    }

    @Test
    void anOpenSessionKnowsItsRatesAndLosses() throws Exception {
        device(0, 0);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);
            get(session.opened());

            WfdStats stats = session.stats();
            assertThat(stats.rates()).contains(new LinkRates(144_400_000, 300_000_000, 300_000_000));
            // The stand-in has two modulations and counts 100 frames for each each time it is asked.
            assertThat(stats.frames()).contains(new FrameCounters(180, 10, 10, 4));
        }
    }

    @Test
    void theNetworkStackCountsWhereTheRadioIsNotKnown() throws Exception {
        device(0, StandIn.NO_RADIO);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);
            get(session.opened());

            assertThat(session.stats().rates()).contains(new LinkRates(300_000_000, 300_000_000, 300_000_000));
            assertThat(session.stats().frames())
                    .hasValueSatisfying(
                            frames -> assertThat(frames.sentWithoutRetry()).isPositive());
        }
    }

    @Test
    void aProviderThatCannotListDevicesLeavesNothingBehind() {
        provider.close();
        standIn.functions().standin_query_result(0x80070005);
        provider = null;
        WindowsWifiDirect refused = new WindowsWifiDirect(windows);

        assertThatThrownBy(refused::follow)
                .isInstanceOf(WfdException.class)
                .hasMessageContaining("DevCreateObjectQuery");

        assertThat(standIn.functions().standin_registrations()).isZero();
    }

    @Test
    void theLinkIsLoopbackOfTheDevicesLastOctets() throws Exception {
        device(0, 0);
        try (WfdHandle handle = provider.open()) {
            WfdSession session = handle.startOpenSession(DEVICE);
            get(session.opened());

            assertThat(session.link().local().getHostAddress()).isEqualTo("127.119.7.1");
            assertThat(session.link().peer().getHostAddress()).isEqualTo("127.119.7.2");
        }
    }

    @Test
    void theGuidIsPassedByValueAsTheSystemWritesIt() {
        byte[] octets = {0x44, 0x33, 0x22, 0x11, 0x66, 0x55, (byte) 0x88, 0x77, 1, 2, 3, 4, 5, 6, 7, (byte) 0xF8};
        Object[] told = new Object[5];
        WlanApi.WFD_OPEN_SESSION_COMPLETE_CALLBACK callback = (session, context, id, error, reason) -> {
            told[0] = Pointer.nativeValue(session);
            told[1] = Pointer.nativeValue(context);
            told[2] = id.toUuid();
            told[3] = error;
            told[4] = reason;
        };

        standIn.functions().standin_call(callback, Pointer.createConstant(0x123456789AL), octets, -2, 0x00050005);

        assertThat(told)
                .containsExactly(
                        0x1122334455667788L,
                        0x123456789AL,
                        UUID.fromString("11223344-5566-7788-0102-0304050607f8"),
                        -2,
                        0x00050005);
    }

    @Test
    void manyCyclesLoseNoCompletionAndLeakNothing() throws Exception {
        int count = Integer.getInteger(CYCLES_PROPERTY, 800);
        Cycles cycles = new Cycles(standIn, provider);
        // Until the JVM has compiled what runs here, which is what grows at first.
        int warmUp = count / 5 * 3;
        cycles.run(warmUp);
        System.gc();
        long before = nativeMemory();

        cycles.run(count);

        System.gc();
        long growth = nativeMemory() - before;
        System.out.println("native memory grew by " + growth / 1024 + " KiB in " + count + " cycles");
        assertThat(cycles.completed()).isEqualTo(warmUp + count);
        assertThat(cycles.opened()).isBetween((warmUp + count) / 3, warmUp + count - 1);
        assertThat(standIn.functions().standin_open_handles()).isZero();
        assertThat(standIn.functions().standin_invalid_uses()).isZero();
        await().atMost(ofSeconds(60)).until(() -> standIn.functions().standin_open_sessions() == 0);
        // Elsewhere it is address space, which the C library reserves by the thread.
        if (Platform.isWindows())
            assertThat(growth).as("growth of the process' memory, octets").isLessThan(GROWTH);
    }

    /** What the process has from the system. The tests' JVM has all of its heap from the beginning. */
    private static long nativeMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getCommittedVirtualMemorySize();
    }
}
