// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import miracast.api.driver.DisplayRequest;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows our TEARDOWN trigger (M5): the sink's own TEARDOWN (M8), or nothing. */
@Timeout(120)
class FarewellTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    /** Longer than any test: what ends is not ended by the time. */
    private static final TestSettings PATIENT = TestSettings.defaults().farewellMs(600_000);

    private Rig rig;

    private void stopped(TestSettings settings) throws Exception {
        rig = new Rig(settings).playing();
        rig.stop();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private CompletionStage<Void> farewell() {
        return rig.context().farewell();
    }

    private void isOver() {
        assertThat(farewell().toCompletableFuture()).succeedsWithin(LONG);
        assertThat(rig.rtsp().isOpen()).isTrue();
    }

    private void goesOn() {
        assertThat(farewell().toCompletableFuture()).isNotDone();
    }

    @Test
    void theSinksTearDownIsAnsweredAndEndsIt() throws Exception {
        stopped(PATIENT);
        rig.sink().answerTrigger("TEARDOWN");
        goesOn();

        Message reply = rig.sink().inSession("TEARDOWN");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Session")).isEqualTo(rig.sink().session());
        isOver();
    }

    @Test
    void aSinkMayTearDownBeforeItAnswersTheTrigger() throws Exception {
        stopped(PATIENT);
        rig.sink().expect("SET_PARAMETER");

        assertThat(rig.sink().inSession("TEARDOWN").status()).isEqualTo(200);
        isOver();
    }

    @Test
    void aMuteSinkIsWaitedForNoLongerThanItsTime() throws Exception {
        stopped(TestSettings.defaults().farewellMs(50));

        isOver();
    }

    @Test
    void aSinkThatRefusesTheTriggerIsNotWaitedFor() throws Exception {
        stopped(PATIENT);
        rig.sink().reply(rig.sink().expect("SET_PARAMETER"), "400 Bad Request", "");

        isOver();
    }

    @Test
    void aSinkThatClosesIsNotWaitedFor() throws Exception {
        stopped(PATIENT);
        rig.sink().finish();

        isOver();
    }

    @Test
    void aSinkThatHasTornDownBeforeIsNotWaitedFor() throws Exception {
        rig = new Rig(PATIENT).playing();
        rig.sink().inSession("TEARDOWN");
        rig.host().awaitReport();
        rig.stop();

        isOver();
    }

    @Test
    void beforeAStopThereIsNothingToWaitFor() throws Exception {
        rig = new Rig(PATIENT).playing();

        isOver();
    }

    @Test
    void anAnswerToAnEarlierRequestIsNoneToTheTrigger() throws Exception {
        rig = new Rig(PATIENT.keepAliveMs(50, 5_000, 60_000)).playing();
        Message keepAlive = rig.sink().expect("GET_PARAMETER");
        rig.stop();
        Message trigger = rig.sink().expect("SET_PARAMETER");

        rig.sink().reply(keepAlive, "454 Session Not Found", "");
        rig.sink().reply(trigger, "");

        assertThat(rig.sink().inSession("TEARDOWN").status()).isEqualTo(200);
        isOver();
    }

    @Test
    void whateverElseTheSinkAsksIsRefusedAndTheHostHearsNothing() throws Exception {
        stopped(PATIENT);
        List<DisplayRequest> before = List.copyOf(rig.host().requests());
        rig.sink().answerTrigger("TEARDOWN");

        assertThat(rig.sink().inSession("PLAY").status()).isEqualTo(455);
        assertThat(rig.sink().inSession("PAUSE").status()).isEqualTo(455);
        assertThat(rig.sink()
                        .request("SET_PARAMETER", RawSink.URI, "wfd_idr_request\n")
                        .status())
                .isEqualTo(455);
        goesOn();
        assertThat(rig.host().requests()).isEqualTo(before);
        assertThat(rig.host().pendingReports()).isZero();
    }

    @Test
    void garbageEndsIt() throws Exception {
        stopped(PATIENT);
        rig.sink().sendRaw("garbage\r\n\r\n");

        isOver();
    }

    @Test
    void othersNeitherWaitNorNotice() throws Exception {
        stopped(PATIENT);

        try (Rig other = Rig.beside(rig, TestSettings.defaults())) {
            other.playing();
            other.host().feed(true, 1000);
            new ReceivedStream(other.sink()).untilPictures(1, 1000);
            goesOn();
        }
    }

    @Test
    void theSameContextMayStartItsNextSessionMeanwhile() throws Exception {
        stopped(PATIENT);
        CompletionStage<Void> first = farewell();

        RawSink old = rig.sink();
        SocketChannel oldSocket = rig.rtsp();
        try (old) {
            rig.connectAnother();
            rig.playing();
            assertThat(first.toCompletableFuture()).isNotDone();
            old.answerTrigger("TEARDOWN");

            assertThat(old.inSession("TEARDOWN").status()).isEqualTo(200);
            assertThat(first.toCompletableFuture()).succeedsWithin(LONG);
        } finally {
            oldSocket.close();
        }
    }

    @Test
    void itOutlivesTheContext() throws Exception {
        stopped(PATIENT);
        rig.closeContext();
        rig.sink().answerTrigger("TEARDOWN");

        assertThat(rig.sink().inSession("TEARDOWN").status()).isEqualTo(200);
        isOver();
    }

    @Test
    void itEndsWithTheDriversThreadAlsoIfThatIsBusy() throws Exception {
        rig = new Rig(PATIENT).playing();
        CountDownLatch idle = new CountDownLatch(1);
        rig.loop().loop().execute(() -> awaitUninterruptibly(idle));
        rig.stop();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(rig.loop()::close);
        await().until(rig.loop().loop()::isShuttingDown);

        idle.countDown();

        isOver();
        assertThat(closing).succeedsWithin(LONG);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void itEndsWithTheDriversThread() throws Exception {
        stopped(PATIENT);

        rig.loop().close();

        isOver();
    }
}
