// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.Monitor;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.MiracastDriver;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.display.Display;
import miracast.host.fake.ManualLoop;
import miracast.host.fake.TestDriver;
import miracast.host.parts.Offer;
import miracast.host.session.DriverSession;
import miracast.host.session.DriverSupply;
import miracast.host.session.SessionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.WfdStats;

/** What a driver may still do that was given up, since a call of it did not return in time. */
@Timeout(120)
class AbandonedDriverTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final StandRig rig = new StandRig(Display::start);
    private final ManualLoop loop = rig.loop;
    private final CountDownLatch returns = new CountDownLatch(1);
    private final List<MiracastDriver> givenBack = new CopyOnWriteArrayList<>();
    private final List<DriverSession> sessions = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server = ServerSocketChannel.open();

    AbandonedDriverTest() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stopAll() throws Exception {
        returns.countDown();
        for (DriverSession session : sessions) {
            CompletableFuture<Void> stopped = session.stop();
            HostRig.until(() -> {
                loop.run();
                return stopped.isDone();
            });
        }
        rig.close();
        server.close();
    }

    private DriverSession session(TestDriver driver) throws Exception {
        DriverSession session = new DriverSession(
                new Offer<>(new Supply(driver), "test", 0, 3, Map.of()),
                SocketChannel.open(server.getLocalAddress()),
                () -> WfdStats.UNKNOWN,
                rig.stand.parts(),
                loop,
                rig.doorman,
                Runnable::run,
                new Heard());
        sessions.add(session);
        session.start(TimeUnit.MINUTES.toNanos(1));
        return session;
    }

    private final class Supply implements DriverSupply {
        private final TestDriver driver;

        Supply(TestDriver driver) {
            this.driver = driver;
        }

        @Override
        public MiracastDriver take() {
            return driver;
        }

        @Override
        public void giveBack(MiracastDriver object) {
            givenBack.add(object);
        }
    }

    private final class Heard implements SessionListener {
        @Override
        public void started(String detail) {
            heard.add("started");
        }

        @Override
        public void active(boolean active) {
            heard.add(active ? "plays" : "pauses");
        }

        @Override
        public void format(VideoFormat format, List<String> reasons) {
            heard.add("format");
        }

        @Override
        public void formatExplained(List<String> reasons) {
            heard.add("format explained");
        }

        @Override
        public void frameShare(int oneOf, String reason) {
            heard.add("frame share");
        }

        @Override
        public void monitor(Monitor present) {
            heard.add("monitor");
        }

        @Override
        public void monitorGone() {
            heard.add("monitor gone");
        }

        @Override
        public void formatRefused(CastEnd end) {
            heard.add("format refused: " + end);
        }

        @Override
        public void driverFailed(String reason, Throwable cause) {
            heard.add("driver failed: " + reason);
        }

        @Override
        public void over(CastEnd end) {
            heard.add("over: " + end);
        }
    }

    private class SlowStart extends TestDriver {
        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            awaitUninterruptibly(returns);
            return new SessionInfo(true, false);
        }
    }

    private final class SlowFailure extends SlowStart {
        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            super.start(rtsp, connection);
            throw new MiracastException(NtStatus.STATUS_CANCELLED, "socket was closed");
        }
    }

    private final class SlowStop extends TestDriver {
        @Override
        protected void stop() {
            awaitUninterruptibly(returns);
            super.stop();
        }
    }

    /** Uses up the patience with a stop, or with a start that is to be stopped. */
    private void abandon(DriverSession session) {
        session.stop();
        loop.advance(PATIENCE_NS);
        assertThat(session.stop()).isCompleted();
    }

    private void awaitStarted() {
        HostRig.until(() -> {
            loop.run();
            return heard.contains("started") && heard.contains("plays");
        });
    }

    private void assertFreedOnce(TestDriver driver) {
        HostRig.until(() -> givenBack.contains(driver));
        assertThat(givenBack).containsOnlyOnce(driver);
        assertThat(driver.calls).containsOnlyOnce("close");
    }

    /** A driver that plays on the memory that an abandoned one had before. */
    private TestDriver next() throws Exception {
        heard.clear();
        rig.clear();
        TestDriver next = new TestDriver();
        session(next);
        awaitStarted();
        HostRig.until(() -> next.shown.size() > 3);
        return next;
    }

    private static void assertGoesOn(TestDriver driver) {
        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 5);
    }

    @Test
    void aStopThatReturnsLateLeavesTheNextSessionItsPictures() throws Exception {
        SlowStop late = new SlowStop();
        DriverSession session = session(late);
        awaitStarted();
        abandon(session);
        TestDriver next = next();

        returns.countDown();

        assertFreedOnce(late);
        assertGoesOn(next);
    }

    @Test
    void aStartThatFailsLateLeavesTheNextSessionItsPictures() throws Exception {
        SlowFailure late = new SlowFailure();
        DriverSession session = session(late);
        HostRig.until(() -> late.calls.contains("start"));
        abandon(session);
        TestDriver next = next();

        returns.countDown();

        assertFreedOnce(late);
        assertGoesOn(next);
    }

    @Test
    void aStartThatReturnsLateLeavesTheNextSessionItsPictures() throws Exception {
        SlowStart late = new SlowStart();
        DriverSession session = session(late);
        HostRig.until(() -> late.calls.contains("start"));
        abandon(session);
        TestDriver next = next();

        returns.countDown();

        assertFreedOnce(late);
        assertGoesOn(next);
    }

    @Test
    void aStartThatReturnsInTheMomentItIsGivenUpIsFreed() throws Exception {
        assertFreedWhenItReturnsJustBeforeItIsGivenUp(new SlowStart());
    }

    @Test
    void aStartThatFailsInTheMomentItIsGivenUpIsFreed() throws Exception {
        assertFreedWhenItReturnsJustBeforeItIsGivenUp(new SlowFailure());
    }

    private void assertFreedWhenItReturnsJustBeforeItIsGivenUp(TestDriver driver) throws Exception {
        DriverSession session = session(driver);
        HostRig.until(() -> driver.calls.contains("start"));
        loop.after(PATIENCE_NS, () -> {
            // What the worker tells comes after the giving up, which is due now.
            returns.countDown();
            HostRig.until(() -> loop.untilNext() == 0 && isIdle("cast-c1-driver"));
        });

        abandon(session);
        loop.run();

        assertFreedOnce(driver);
        assertThat(heard).noneMatch(told -> told.startsWith("started"));
    }

    @Test
    void aMessageThatReturnsLateFreesTheDriver() throws Exception {
        TestDriver late = new TestDriver() {
            @Override
            protected void hear(DisplayMessage message) {
                super.hear(message);
                awaitUninterruptibly(returns);
            }
        };
        DriverSession session = session(late);
        awaitStarted();
        session.message(new DisplayMessage.Power(false));
        HostRig.until(() -> !late.messages.isEmpty());
        abandon(session);

        returns.countDown();

        assertFreedOnce(late);
    }

    /** Whether a worker's thread waits for its next task. */
    private static boolean isIdle(String worker) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals(worker))
                .flatMap(each -> Stream.of(each.getValue()))
                .noneMatch(call -> call.getClassName().startsWith("miracast.host"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A hostile driver does not care.
            }
        }
    }
}
