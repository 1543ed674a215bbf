// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink.Message;
import miracast.driver.ReceivedStream.Pes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the display wants of a session that plays. */
@Timeout(120)
class DisplayMessageTest {
    private static final VideoMode HD = VideoMode.progressive(1280, 720, 30);
    private static final VideoMode FULL_HD = VideoMode.progressive(1920, 1080, 30);
    private static final VideoMode VGA = VideoMode.progressive(640, 480, 60);

    private Rig rig;
    private RawSink sink;
    private TestHost host;

    @BeforeEach
    void play() throws Exception {
        rig = new Rig().playing();
        sink = rig.sink();
        host = rig.host();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    // Power.

    @Test
    void aDisplayThatSleepsPausesTheSink() throws Exception {
        rig.context().handleMessage(new DisplayMessage.Power(false));

        assertThat(sink.answerTrigger("PAUSE").header("Session")).isEqualTo(sink.session());
        sink.inSession("PAUSE");

        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(false)));
    }

    @Test
    void aDisplayThatWakesMakesTheSinkPlay() throws Exception {
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.answerTrigger("PAUSE");
        sink.inSession("PAUSE");

        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.answerTrigger("PLAY");
        sink.play();

        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(true)));
    }

    @Test
    void aDisplayThatWakesBeforeTheSinkHasPausedMakesItPlayAgain() throws Exception {
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.answerTrigger("PAUSE");
        rig.context().handleMessage(new DisplayMessage.Power(true));
        awaitLoop();

        sink.inSession("PAUSE");

        sink.answerTrigger("PLAY");
    }

    @Test
    void aSinkThatRefusesToPauseGetsNoPicturesAllTheSame() throws Exception {
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.reply(sink.expect("SET_PARAMETER"), "400 Bad Request", "");

        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(false)));
    }

    @Test
    void aPauseOfTheSinkIsItsOwn() throws Exception {
        sink.inSession("PAUSE");

        rig.context().handleMessage(new DisplayMessage.Power(true));

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void aPointerChangesNothing() throws Exception {
        rig.context().handleMessage(new DisplayMessage.Cursor(10, 10, true));

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    // Mode.

    @Test
    void anotherModeIsProposedWithItsTime() throws Exception {
        rig.context().handleMessage(new DisplayMessage.SetMode(HD));

        Message proposal = sink.agree();

        assertThat(proposal.header("Session")).isEqualTo(sink.session());
        assertThat(proposal.parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
        assertThat(proposal.parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(proposal.parameter("wfd_av_format_change_timing")).matches("([0-9A-F]{10}) \\1");
        assertThat(proposal.parameter("wfd_presentation_URL")).isNull();
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .endsWith(HD));
    }

    @Test
    void theNewFormatBeginsWithAnIdrPictureAtTheAnnouncedTime() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        rig.context().handleMessage(new DisplayMessage.SetMode(HD));
        Message proposal = sink.agree();
        long announced =
                Long.parseLong(proposal.parameter("wfd_av_format_change_timing").split(" ")[0], 16) >> 7;
        await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);

        // A picture of the old format that was still under way, and the first of the new one.
        host.feed(false, 1500);
        await().untilAsserted(() -> assertThat(host.processed()).hasSize(2));
        long dueNs = System.nanoTime() + 300_000_000;
        host.feed(true, 2000, dueNs);
        host.feed(false, 2500, dueNs + 33_000_000);
        stream.untilPictures(3, 2500);

        List<Pes> pictures = stream.pes(0x1011);
        assertThat(pictures.get(1).pts()).isEqualTo(announced);
        assertThat(pictures.get(1).payload()).hasSize(2000);
        // Not crowded: it is due a frame's interval after what was due at the announced time or later.
        assertThat(pictures.get(2).pts()).isGreaterThanOrEqualTo(announced + 33 * 90);
    }

    @Test
    void ofTheNewFormatNothingGoesThatIsDueBeforeTheAnnouncedTime() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        rig.context().handleMessage(new DisplayMessage.SetMode(HD));
        sink.agree();
        await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);
        int asked = host.requests(DisplayRequest.RequestIdr.class).size();
        host.feed(true, 1500);
        host.feed(false, 1600);
        await().untilAsserted(() -> assertThat(host.processed()).hasSize(2));
        assertThat(host.requests(DisplayRequest.RequestIdr.class)).hasSize(asked);

        // Due, but not to be decoded alone: another one is asked for.
        long dueNs = System.nanoTime() + 300_000_000;
        host.feed(false, 1700, dueNs);
        await().untilAsserted(() ->
                assertThat(host.requests(DisplayRequest.RequestIdr.class)).hasSize(asked + 1));
        host.feed(true, 2000, dueNs + 33_000_000);
        stream.untilPictures(1, 2000);

        assertThat(stream.pes(0x1011).get(0).payload()).hasSize(2000);
    }

    /** Returns when the driver has heard it: of a reply and a wish at the same time, its loop may take either first. */
    private void wants(VideoMode mode) throws Exception {
        rig.context().handleMessage(new DisplayMessage.SetMode(mode));
        awaitLoop();
    }

    private void awaitLoop() throws Exception {
        rig.loop().loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
    }

    private void modesUntil(VideoMode... last) {
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .endsWith(last));
    }

    @Test
    void aModeThatIsWantedDuringAChangeFollowsIt() throws Exception {
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        wants(VGA);
        sink.reply(first, "");

        assertThat(sink.agree().parameter("wfd_video_formats")).startsWith("00 00 01 01 00000001 ");
        modesUntil(HD, VGA);
    }

    @Test
    void ofSeveralModesThatAreWantedDuringAChangeTheLastOneCounts() throws Exception {
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        wants(VGA);
        wants(HD);
        sink.reply(first, "");

        modesUntil(HD);
        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void theModeBeforeMayBeWantedBackDuringAChange() throws Exception {
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        wants(FULL_HD);
        sink.reply(first, "");
        sink.agree();

        modesUntil(HD, FULL_HD);
    }

    @Test
    void aModeThatIsWantedDuringAChangeWaitsForAPauseToEnd() throws Exception {
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        wants(VGA);
        sink.inSession("PAUSE");
        sink.reply(first, "");
        modesUntil(HD);
        assertThat(sink.isSilentFor(100)).isTrue();

        rig.play();
        sink.agree();

        modesUntil(HD, VGA);
    }

    /** The second change is announced before the sending thread has taken the first one over. */
    @Test
    void theEndOfTheFormatInBetweenIsKept() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        wants(VGA);
        sink.reply(first, "");
        Message second = sink.expect("SET_PARAMETER");

        long nowNs = System.nanoTime();
        host.feed(true, 1500, nowNs + TimeUnit.SECONDS.toNanos(1));
        stream.untilPictures(2, 1500);
        host.feed(false, 1700, nowNs + TimeUnit.SECONDS.toNanos(5));
        await().untilAsserted(() -> assertThat(host.processed()).hasSize(3));
        sink.reply(second, "");
        modesUntil(HD, VGA);
        host.feed(true, 2000, nowNs + TimeUnit.SECONDS.toNanos(6));
        stream.untilPictures(3, 1600);

        assertThat(stream.pes(0x1011).get(2).payload()).hasSize(2000);
    }

    @Test
    void picturesGoOnWhileTheChangeWaitsForAnAnswerToAnotherRequest() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        sink.set("wfd_connector_type: 05\n");
        Message question = sink.expect("GET_PARAMETER");
        wants(HD);

        // Beyond any time that could have been announced when the change was wanted.
        host.feed(false, 1500, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        stream.untilPictures(2, 1500);
        sink.reply(question, "451 Parameter Not Understood", "");

        assertThat(sink.agree().parameter("wfd_av_format_change_timing")).isNotNull();
        modesUntil(HD);
    }

    @Test
    void aModeThatTheSinkDoesNotHaveIsIgnored() throws Exception {
        rig.context().handleMessage(new DisplayMessage.SetMode(VideoMode.progressive(1600, 900, 60)));

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void thePresentModeIsIgnored() throws Exception {
        rig.context().handleMessage(new DisplayMessage.SetMode(VideoMode.progressive(1920, 1080, 30)));

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    private void theLinkCarries(long bitRate) {
        host.dataRates().dataRate(new DataRateStats(bitRate, 100_000_000, 0, 0, 0, 0));
    }

    @Test
    void aLinkThatIsFarTooSlowChangesTheModeAndLeavesNoFrameOutOfWhichTheSinkSaidNothing() throws Exception {
        theLinkCarries(700_000);
        sink.agree();
        await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);

        assertThat(host.requests(DisplayRequest.SetFrameShare.class)).isEmpty();
    }

    @Test
    void aLinkThatIsFarTooSlowHalvesTheFramesAndThenChangesTheMode() throws Exception {
        rig.close();
        rig = new Rig();
        sink = rig.sink();
        host = rig.host();
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(
                String.format(RawSink.CAPABILITIES, sink.rtpPort()).replace("0000 0000 00 none", "0000 0000 01 none"));
        sink.agree();
        rig.awaitStarted();
        sink.setUp();
        rig.play();
        theLinkCarries(700_000);

        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFrameShare.class))
                .containsExactly(new DisplayRequest.SetFrameShare(2, "the link carries 0.7 Mbit/s")));
        Message proposal = sink.agree();

        assertThat(proposal.parameter("wfd_av_format_change_timing")).isNotNull();
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .last()
                .satisfies(request -> assertThat(request.format().mode().pixelRate())
                        .isLessThan(VideoMode.progressive(1920, 1080, 30).pixelRate())));
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetBitRate.class))
                .last()
                .satisfies(request -> assertThat(request.bitRate()).isLessThan(2_000_000)));
    }

    /** No large mode is carried by these. */
    @ParameterizedTest
    @CsvSource({"550000, 640x480p60", "600000, 640x480p60", "650000, 720x480p60", "740000, 1280x720p25"})
    void aLinkThatCarriesNoLargeModeHasTheStreamInASmallOne(long bitRate, String mode) throws Exception {
        theLinkCarries(bitRate);
        sink.agree();

        modesUntil(FULL_HD, VideoMode.parse(mode));
        assertThat(host.requests(DisplayRequest.SetFormat.class)
                        .get(1)
                        .reasons()
                        .get(0))
                .matches(mode + " was chosen: the link carries 0\\.[567] Mbit/s, too little for 1920x1080p30");
        assertThat(host.pendingReports()).isZero();
    }

    /** A format comes with its own bit rate. */
    @Test
    void whatTheLinkCarriesIsToldAgainAfterTheSmallerMode() throws Exception {
        theLinkCarries(700_000);
        sink.agree();
        await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);

        await().untilAsserted(() -> {
            List<DisplayRequest> requests = List.copyOf(host.requests());
            int format = requests.lastIndexOf(
                    host.requests(DisplayRequest.SetFormat.class).get(1));
            assertThat(requests.subList(format, requests.size())).contains(new DisplayRequest.SetBitRate(700_000));
        });
    }

    @Test
    void aSinkThatRefusesTheSmallerModeKeepsItsPresentOne() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        theLinkCarries(700_000);

        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);

        assertThat(host.requests(DisplayRequest.SetFormat.class)).hasSize(1);
        assertThat(host.pendingReports()).isZero();
    }

    /** A picture that refers to one that the sink never got would be garbage. */
    @Test
    void aSinkThatRefusesAfterPicturesWereLeftOutGoesOnWithAnIdrPicture() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        theLinkCarries(700_000);
        Message proposal = sink.expect("SET_PARAMETER");
        long dueNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        host.feed(false, 1100, dueNs);
        await().untilAsserted(() -> assertThat(host.processed()).hasSize(2));
        int asked = host.requests(DisplayRequest.RequestIdr.class).size();

        sink.reply(proposal, "406 Not Acceptable", "");
        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);
        host.feed(false, 1200, dueNs + 33_000_000);
        await().untilAsserted(() ->
                assertThat(host.requests(DisplayRequest.RequestIdr.class)).hasSize(asked + 1));
        host.feed(true, 1300, dueNs + 66_000_000);
        host.feed(false, 1400, dueNs + 99_000_000);
        stream.untilPictures(3, 1400);

        assertThat(stream.pes(0x1011))
                .extracting(picture -> picture.payload().length)
                .containsExactly(1000, 1300, 1400);
    }

    @Test
    void droppedFramesLowerTheBitRate() throws Exception {
        host.feedStep(0, ChunkType.FRAME_DROPPED);

        await().untilAsserted(() ->
                assertThat(host.requests(DisplayRequest.SetBitRate.class)).isNotEmpty());
    }

    @Test
    void aSinkThatRefusesAnotherModeNeedsANewSession() throws Exception {
        rig.context().handleMessage(new DisplayMessage.SetMode(HD));
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd_video_formats: 415\n");

        assertThat(host.awaitReport().status()).isEqualTo(MiracastStatus.SINK_FAILED_MODE_CHANGE);
        sink.answerTrigger("TEARDOWN");
    }

    // What the cast allows.

    private void allow(VideoMode... modes) throws Exception {
        rig.context()
                .handleMessage(new DisplayMessage.Capabilities(SourceCapabilities.builder()
                        .modes(List.of(modes))
                        .preferredMode(modes[0])
                        .build()));
        awaitLoop();
    }

    private void assertNeedsANewSession(String detail) throws Exception {
        TestHost.Report report = host.awaitReport();
        assertThat(report.status()).isEqualTo(MiracastStatus.SINK_FAILED_MODE_CHANGE);
        assertThat(report.detail()).contains(detail);
        sink.answerTrigger("TEARDOWN");
    }

    @Test
    void theBestOfOtherModesIsProposedWithItsTime() throws Exception {
        allow(VideoMode.progressive(1600, 900, 60), HD, VGA);

        Message proposal = sink.agree();

        assertThat(proposal.parameter("wfd_video_formats")).startsWith("00 00 01 01 00000020 ");
        assertThat(proposal.parameter("wfd_av_format_change_timing")).isNotNull();
        modesUntil(FULL_HD, HD);
        assertThat(host.requests(DisplayRequest.SetFormat.class).get(1).reasons())
                .first()
                .asString()
                .contains("number 2 of the 3 modes that the cast allows");
    }

    @Test
    void theModeThatPlaysStaysIfItIsTheBestOfOthers() throws Exception {
        allow(FULL_HD, HD);

        assertThat(sink.isSilentFor(100)).isTrue();
        assertThat(host.requests(DisplayRequest.ExplainFormat.class))
                .extracting(DisplayRequest.ExplainFormat::reasons)
                .containsExactly(
                        List.of("1920x1080p30 was chosen: it is number 1 of the 2 modes that the cast allows"));
    }

    @Test
    void otherModesWaitForAPauseToEnd() throws Exception {
        sink.inSession("PAUSE");
        allow(HD);
        assertThat(sink.isSilentFor(100)).isTrue();

        rig.play();
        sink.agree();

        modesUntil(FULL_HD, HD);
    }

    @Test
    void otherModesThatComeDuringAChangeFollowIt() throws Exception {
        wants(HD);
        Message first = sink.expect("SET_PARAMETER");
        allow(VGA);
        sink.reply(first, "");
        sink.agree();

        modesUntil(FULL_HD, HD, VGA);
    }

    @Test
    void modesThatTheSinkLacksNeedANewSession() throws Exception {
        allow(VideoMode.progressive(1600, 900, 60));

        assertNeedsANewSession("has none of the modes that are wanted now: the sink does not offer 1600x900p60");
    }

    @Test
    void modesThatTheSinkWasNotAskedForNeedANewSession() throws Exception {
        allow(VideoMode.progressive(3840, 2160, 30), HD);

        assertNeedsANewSession("was not asked for modes beyond wfd_video_formats");
    }

    @Test
    void aSinkThatRefusesTheBestOfOtherModesNeedsANewSession() throws Exception {
        allow(HD);
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd_video_formats: 415\n");

        assertNeedsANewSession("refuses to change to 1280x720p30");
    }

    @Test
    void aLinkThatIsFarTooSlowChangesToAModeThatIsAllowedNow() throws Exception {
        VideoMode film = VideoMode.progressive(1280, 720, 24);
        allow(FULL_HD, film);
        theLinkCarries(700_000);
        sink.agree();

        modesUntil(FULL_HD, film);
    }
}
