// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DisplayMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a sink gets of the picture that is being sent when a session ends in good order, or rests. */
@Timeout(120)
class LastPictureTest {
    private static final int VIDEO = 0x1011;
    private static final int SLICE = 3000;

    private Rig rig;
    private TestHost host;
    private ReceivedStream stream;

    /** @param lastPictureMs the time that a stop has for it; long, where the test is not about that */
    private void playing(long lastPictureMs) throws Exception {
        rig = new Rig(TestSettings.defaults().lastPictureMs(lastPictureMs)).playing();
        host = rig.host();
        stream = new ReceivedStream(rig.sink());
    }

    /** A picture of which the second slice is still being made. */
    private void playingHalfAPicture(long lastPictureMs) throws Exception {
        playing(lastPictureMs);
        host.feedSlice(0, 0, true, false, SLICE, System.nanoTime());
        stream.untilPictures(1, SLICE);
    }

    private void feedTheOtherHalf() {
        host.feedSlice(0, 1, true, true, SLICE, System.nanoTime());
    }

    private void theWholePictureComes() throws Exception {
        stream.untilPictures(1, 2 * SLICE);
        assertThat(stream.pes(VIDEO).get(0).payload()).hasSize(2 * SLICE);
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    @Test
    void aStopWaitsForTheRestOfThePicture() throws Exception {
        playingHalfAPicture(600_000);
        CompletableFuture<Long> stop = CompletableFuture.supplyAsync(rig::stop);
        await().until(host::isStopping);

        feedTheOtherHalf();

        theWholePictureComes();
        stop.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theSinkIsToldToTearDownAfterThePicture() throws Exception {
        playingHalfAPicture(600_000);
        CompletableFuture<Long> stop = CompletableFuture.supplyAsync(rig::stop);
        await().until(host::isStopping);

        assertThat(rig.sink().isSilentFor(100)).isTrue();

        feedTheOtherHalf();
        rig.sink().answerTrigger("TEARDOWN");
        stop.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatPacingHeldBackLeavesAtOnce() throws Exception {
        int octets = 1_000_000;
        playing(600_000);
        host.feed(true, octets);
        stream.until(received -> received.ts(VIDEO).size() > 1);
        CompletableFuture<Long> stop = CompletableFuture.supplyAsync(rig::stop);

        // The socket's buffer at our end may be too small for all of it.
        await().untilAsserted(() -> assertThat(host.sent()).containsExactly(ChunkId.of(0, 0)));
        stop.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theNextPictureIsNotBegun() throws Exception {
        playingHalfAPicture(600_000);
        CompletableFuture<Long> stop = CompletableFuture.supplyAsync(rig::stop);
        await().until(host::isStopping);

        feedTheOtherHalf();
        host.feed(true, SLICE);

        stop.get(60, TimeUnit.SECONDS);
        theWholePictureComes();
        assertThat(host.sent()).containsExactly(ChunkId.of(0, 0), ChunkId.of(0, 1));
    }

    @Test
    void aPictureThatNeverEndsHoldsNoStopUp() throws Exception {
        playingHalfAPicture(40);

        rig.stop();

        assertThat(rig.sink().answerTrigger("TEARDOWN").header("Session"))
                .isEqualTo(rig.sink().session());
    }

    @Test
    void aPictureWhoseEncoderFailedIsNotWaitedFor() throws Exception {
        playingHalfAPicture(600_000);
        host.feedStep(0, ChunkType.FRAME_DROPPED);

        rig.stop();

        assertThat(host.sent()).containsExactly(ChunkId.of(0, 0));
    }

    @Test
    void aPictureThatAnotherOneFollowsIsNotWaitedFor() throws Exception {
        playingHalfAPicture(600_000);
        CompletableFuture<Long> stop = CompletableFuture.supplyAsync(rig::stop);
        await().until(host::isStopping);

        host.feedSlice(1, 0, true, false, SLICE, System.nanoTime());

        stop.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aPauseLetsThePictureEnd() throws Exception {
        playingHalfAPicture(0);
        rig.sink().inSession("PAUSE");
        await().until(() -> host.requests().contains(TestHost.INACTIVE));

        feedTheOtherHalf();
        host.feed(true, SLICE);

        theWholePictureComes();
        await().until(() -> host.processed().contains(ChunkId.of(1, 0)));
        assertThat(host.sent()).containsExactly(ChunkId.of(0, 0), ChunkId.of(0, 1));
    }

    @Test
    void aPauseOfOursLetsThePictureEndToo() throws Exception {
        playingHalfAPicture(0);
        rig.context().handleMessage(new DisplayMessage.Power(false));
        rig.sink().answerTrigger("PAUSE");
        rig.sink().inSession("PAUSE");
        await().until(() -> host.requests().contains(TestHost.INACTIVE));

        feedTheOtherHalf();

        theWholePictureComes();
    }
}
