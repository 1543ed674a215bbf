// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drivers that do what the contract forbids. */
@Timeout(120)
class HostileDriverTest {
    private HostRig rig;

    private HostRig with(Supplier<? extends TestDriver> driver) throws Exception {
        rig = new HostRig(driver);
        return rig;
    }

    private static MiracastException unsupported(String message) {
        return new MiracastException(NtStatus.STATUS_NOT_SUPPORTED, message);
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
        HostRig.until(() -> HostRig.threads().stream().noneMatch(name -> name.endsWith("-encode")));
        assertThat(rig.encoder.sessions()).isZero();
        assertThat(rig.source.streams()).isZero();
    }

    private CastEnd endOfOneSession() throws Exception {
        Cast cast = rig.listening(rig.listen().once(true));
        rig.connect(cast);
        return rig.end(cast);
    }

    // ---- create, start, stop, close

    @Test
    void aDriverThatHasNoContextEndsTheSession() throws Exception {
        with(() -> new TestDriver() {
            @Override
            public MiracastContext createContext(MiracastCallbacks newCallbacks) throws MiracastException {
                throw unsupported("no further context");
            }
        });

        assertThat(endOfOneSession())
                .isEqualTo(new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_NOT_SUPPORTED, "no further context"));
        assertThat(rig.givenBack).isEqualTo(rig.drivers);
    }

    @Test
    void aStatusOfTheStartIsThatOfTheEnd() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                throw new MiracastException(NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES, "100 kbit/s");
            }
        });

        assertThat(endOfOneSession())
                .isEqualTo(
                        new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES, "100 kbit/s"));
        assertThat(rig.driver().socket.isOpen()).isFalse();
    }

    @Test
    void anErrorInTheStartEndsTheSession() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) {
                throw new NoClassDefFoundError("gone");
            }
        });

        assertThat(endOfOneSession().detail()).isEqualTo("driver test failed: java.lang.NoClassDefFoundError: gone");
        assertThat(rig.givenBack).isEqualTo(rig.drivers);
    }

    private void endsAndClosesTheSocket(Supplier<? extends TestDriver> driver) throws Exception {
        with(driver);
        Cast cast = rig.playing(rig.listen());

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(rig.driver().socket.isOpen()).isFalse();
        assertThat(rig.givenBack).isEqualTo(rig.drivers);
    }

    @Test
    void aFarewellThatNeverEndsIsCutShort() throws Exception {
        endsAndClosesTheSocket(() -> new TestDriver() {
            @Override
            protected CompletionStage<Void> farewell() {
                return new CompletableFuture<>();
            }
        });
    }

    @Test
    void aFarewellThatFailsIsOver() throws Exception {
        endsAndClosesTheSocket(() -> new TestDriver() {
            @Override
            protected CompletionStage<Void> farewell() {
                return CompletableFuture.failedStage(new IllegalStateException("no farewell"));
            }
        });
    }

    @Test
    void aDriverThatThrowsOnItsFarewellHasNone() throws Exception {
        endsAndClosesTheSocket(() -> new TestDriver() {
            @Override
            protected CompletionStage<Void> farewell() {
                throw new NoClassDefFoundError("gone");
            }
        });
    }

    @Test
    void aDriverThatGivesNoFarewellHasNone() throws Exception {
        endsAndClosesTheSocket(() -> new TestDriver() {
            @Override
            protected CompletionStage<Void> farewell() {
                return null;
            }
        });
    }

    @Test
    void aStartThatTellsNothingEndsTheSession() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) {
                return null;
            }
        });

        assertThat(endOfOneSession().detail()).startsWith("driver test failed: ");
        assertThat(rig.givenBack).isEqualTo(rig.drivers);
    }

    @Test
    void aStopThatOverflowsTheStackFreesEverythingAllTheSame() throws Exception {
        endsAndClosesTheSocket(() -> new TestDriver() {
            @Override
            protected void stop() {
                super.stop();
                throw new StackOverflowError("hostile");
            }
        });
    }

    @Test
    void aStartThatNeverReturnsIsLeftBehindWhenTheCastIsStopped() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) {
                awaitUninterruptibly(never);
                return new SessionInfo(true, false);
            }
        });
        Cast cast = rig.listening(rig.listen());
        rig.connect(cast);
        HostRig.until(() -> rig.driver().calls.contains("start"));

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(rig.driver().socket.isOpen()).isFalse();
        assertThat(rig.driver().calls).doesNotContain("stop");
        never.countDown();
        HostRig.until(() -> rig.driver().calls.contains("close"));
    }

    @Test
    void closingTheSocketEndsAStart() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                HostRig.until(() -> !rtsp.isOpen());
                throw new MiracastException(NtStatus.STATUS_CANCELLED, "socket was closed");
            }
        });
        Cast cast = rig.listening(rig.listen());
        rig.connect(cast);
        HostRig.until(() -> rig.driver().calls.contains("start"));

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        HostRig.until(() -> rig.givenBack.size() == 1);
        assertThat(rig.driver().calls).endsWith("close");
    }

    @Test
    void aStopThatThrowsFreesEverythingAllTheSame() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected void stop() {
                super.stop();
                throw new IllegalStateException("no");
            }
        });
        Cast cast = rig.playing(rig.listen());

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(rig.driver().socket.isOpen()).isFalse();
        assertThat(rig.givenBack).isEqualTo(rig.drivers);
    }

    @Test
    void aStopThatNeverReturnsIsLeftBehind() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        with(() -> new TestDriver() {
            @Override
            protected void stop() {
                super.stop();
                awaitUninterruptibly(never);
            }
        });
        Cast cast = rig.playing(rig.listen());

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(rig.driver().socket.isOpen()).isFalse();
        never.countDown();
    }

    @Test
    void whileOneStartHangsOtherCastsAreStartedAndStopped() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        with(() -> made.incrementAndGet() > 1
                ? new TestDriver()
                : new TestDriver() {
                    @Override
                    protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) {
                        awaitUninterruptibly(never);
                        return new SessionInfo(true, false);
                    }
                });
        rig.connect(rig.listening(rig.listen()));
        HostRig.until(() -> rig.driver().calls.contains("start"));

        Cast other = rig.playing(rig.listen());
        other.stop();

        assertThat(rig.end(other).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        never.countDown();
    }

    @Test
    void noTwoLifeCycleCallsRunAtOnce() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        with(() -> new TestDriver() {
            private void call(String name) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                HostRig.until(() -> calls.contains(name));
                running.decrementAndGet();
            }

            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                call("start");
                SessionInfo info = super.start(rtsp, connection);
                sinkLeaves();
                return info;
            }

            @Override
            protected void stop() {
                call("stop");
                super.stop();
            }
        });

        Cast cast = rig.listening(rig.listen().once(true));
        rig.connect(cast);
        cast.stop();
        rig.end(cast);

        assertThat(most.get()).isLessThanOrEqualTo(1);
    }

    // ---- callbacks at the wrong time

    @Test
    void callbacksAfterTheEndDoNothing() throws Exception {
        with(TestDriver::new);
        Cast cast = rig.playing(rig.listen().once(true));
        MiracastCallbacks callbacks = rig.driver().callbacks;
        rig.driver().sinkLeaves();
        rig.end(cast);
        long packets = cast.statistics().packets();
        EncodeChunk chunk = new EncodeChunk();

        callbacks.reportSessionStatus(MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_UNSUCCESSFUL, "late");
        callbacks.chunkProcessed(0, ChunkType.ENCODE_COMPLETE, 1, 1);
        callbacks.chunkSent(0);
        callbacks.protocolEvent(ProtocolEvent.IDR_REQUESTED);
        callbacks.packetsSent(1, 1, 1);
        callbacks.transportStream(ByteBuffer.allocateDirect(188), 0, 188);

        assertThat(callbacks.nextChunk(chunk, TimeUnit.HOURS.toNanos(1))).isEqualTo(MiracastCallbacks.NO_CHUNK);
        assertThatThrownBy(() -> callbacks.ioControl(new DisplayRequest.RequestIdr()))
                .isInstanceOf(MiracastException.class)
                .hasMessageContaining("comes while the session stops");
        assertThatIllegalStateException().isThrownBy(() -> callbacks.registerForDataRate(null));
        assertThat(cast.statistics().packets()).isEqualTo(packets);
        assertThat(cast.statistics().idrRequests()).isZero();
    }

    @Test
    void lateCallbacksOfAnOldSessionDoNotReachTheNextOne() throws Exception {
        with(TestDriver::new);
        Cast cast = rig.playing(rig.listen());
        TestDriver old = rig.driver();
        old.sinkLeaves();
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.connect(cast);
        HostRig.until(() -> rig.drivers.size() == 2 && rig.driver().shown.size() > 5);

        old.callbacks.reportSessionStatus(MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_UNSUCCESSFUL, "late");
        assertThat(old.callbacks.nextChunk(new EncodeChunk(), 0)).isEqualTo(MiracastCallbacks.NO_CHUNK);
        int before = rig.driver().shown.size();

        HostRig.until(() -> rig.driver().shown.size() > before + 5);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void aSecondThreadThatPullsIsRefused() throws Exception {
        with(TestDriver::new);
        rig.playing(rig.listen());
        TestDriver driver = rig.driver();
        AtomicInteger refused = new AtomicInteger();

        HostRig.until(() -> {
            try {
                driver.callbacks.nextChunk(new EncodeChunk(), 0);
            } catch (IllegalStateException e) {
                refused.incrementAndGet();
            }
            return refused.get() > 0;
        });
    }

    @Test
    void ioControlOfAnotherThreadWaitsWhileTheSessionStarts() throws Exception {
        CompletableFuture<Boolean> beganEarly = new CompletableFuture<>();
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> control(callbacks));
                SessionInfo info = super.start(rtsp, connection);
                beganEarly.complete(other.isDone());
                return info;
            }
        });

        rig.playing(rig.listen());

        assertThat(beganEarly).isCompletedWithValue(false);
    }

    private static void control(MiracastCallbacks callbacks) {
        try {
            callbacks.ioControl(new DisplayRequest.RequestIdr());
        } catch (MiracastException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ioControlFailsWhileTheSessionStops() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        with(() -> new TestDriver() {
            @Override
            protected void stop() {
                super.stop();
                try {
                    callbacks.ioControl(new DisplayRequest.SetActive(true));
                    failure.complete(null);
                } catch (MiracastException e) {
                    failure.complete(e);
                }
            }
        });
        Cast cast = rig.playing(rig.listen());

        cast.stop();
        rig.end(cast);

        assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(MiracastException.class);
    }

    @Test
    void dataRatesAreRegisteredForOnTheStartingThreadOnly() throws Exception {
        CompletableFuture<Throwable> twice = new CompletableFuture<>();
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                callbacks.registerForDataRate(stats -> {});
                try {
                    callbacks.registerForDataRate(stats -> {});
                } catch (IllegalStateException e) {
                    twice.complete(e);
                }
                return super.start(rtsp, connection);
            }
        });

        rig.playing(rig.listen());

        assertThat(twice).isCompleted();
        assertThatIllegalStateException()
                .isThrownBy(() -> rig.driver().callbacks.registerForDataRate(stats -> {}));
    }

    @Test
    void aStatusOutOfTheStartEndsTheSessionAfterIt() throws Exception {
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                callbacks.reportSessionStatus(MiracastStatus.MISSING_KEEP_ALIVE, NtStatus.STATUS_IO_TIMEOUT, "silent");
                return super.start(rtsp, connection);
            }
        });

        assertThat(endOfOneSession())
                .isEqualTo(new CastEnd(CastEnd.Cause.SINK_LEFT, NtStatus.STATUS_IO_TIMEOUT, "silent"));
        assertThat(rig.driver().calls).contains("close");
    }

    @Test
    void onlyTheFirstStatusCounts() throws Exception {
        with(TestDriver::new);
        Cast cast = rig.playing(rig.listen().once(true));

        MiracastCallbacks callbacks = rig.driver().callbacks;
        callbacks.reportSessionStatus(
                MiracastStatus.INSUFFICIENT_BANDWIDTH, NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES, "first");
        callbacks.reportSessionStatus(MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_UNSUCCESSFUL, null);

        assertThat(rig.end(cast).detail()).isEqualTo("first");
    }

    // ---- wishes that cannot be met

    @Test
    void aFormatThatNoEncoderTakesIsRefused() throws Exception {
        with(TestDriver::new);
        rig.playing(rig.listen());

        assertThatThrownBy(() -> rig.driver()
                        .callbacks
                        .ioControl(new DisplayRequest.SetFormat(new VideoFormat(
                                VideoMode.progressive(3840, 2160, 30),
                                H264Profile.CONSTRAINED_BASELINE,
                                H264Level.LEVEL_5_1,
                                1_000_000))))
                .isInstanceOf(MiracastException.class)
                .hasMessageContaining("a: level 5.1 is above 4.2");
    }

    @Test
    void nothingFlowsWithoutAFormat() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        with(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                try {
                    callbacks.ioControl(new DisplayRequest.SetActive(true));
                } catch (MiracastException e) {
                    failure.complete(e);
                }
                return super.start(rtsp, connection);
            }
        });

        rig.playing(rig.listen());

        assertThat(failure.getNow(null)).hasMessageContaining("cannot be active before it has a format");
    }

    @Test
    void aBitRateIsBoundedByWhatTheCastAllows() throws Exception {
        with(TestDriver::new);
        rig.playing(rig.listen().bitRate(3_000_000));
        MiracastCallbacks callbacks = rig.driver().callbacks;

        callbacks.ioControl(new DisplayRequest.SetBitRate(Long.MAX_VALUE));
        HostRig.until(() -> rig.encoder.bitRate == 3_000_000);

        assertThatThrownBy(() -> callbacks.ioControl(new DisplayRequest.SetBitRate(0)))
                .isInstanceOf(MiracastException.class);
        assertThatThrownBy(() -> callbacks.ioControl(null)).isInstanceOf(MiracastException.class);
    }

    @Test
    void nonsenseInReportsIsLeftOut() throws Exception {
        with(TestDriver::new);
        Cast cast = rig.playing(rig.listen());
        MiracastCallbacks callbacks = rig.driver().callbacks;

        assertThatCode(() -> {
                    callbacks.chunkProcessed(-1, null, -1, -1);
                    callbacks.chunkProcessed(Long.MAX_VALUE, ChunkType.ENCODE_COMPLETE, Integer.MIN_VALUE, 0);
                    callbacks.chunkSent(Long.MIN_VALUE);
                    callbacks.protocolEvent(null);
                    callbacks.packetsSent(-5, -5, -5);
                    callbacks.transportStream(ByteBuffer.allocateDirect(10), 5, 188);
                })
                .doesNotThrowAnyException();
        assertThat(cast.statistics().packetsRefused()).isZero();
    }

    @Test
    void whenTheDriverDoesNotPullFramesAreDroppedAndTheStreamGoesOnWithAnIdrPicture() throws Exception {
        with(TestDriver::new);
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();

        driver.pulls = false;
        HostRig.until(() -> cast.statistics().framesDropped() > 5);
        int before = driver.shown.size();
        driver.pulls = true;

        HostRig.until(() -> driver.shown.stream().skip(before + 1).anyMatch(TestDriver.Shown::idr));
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
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
