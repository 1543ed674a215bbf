// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Displays that refuse M3 or M4, or leave out what a source needs. */
@Timeout(120)
class RefusalTest {
    private static final String SLICES =
            "wfd_video_formats: 00 00 01 10 00000080 00000000 00000000 00 0040 0007 00 none none\n";
    private static final String FORMATS =
            "wfd_video_formats: 00 00 01 10 00000080 00000000 00000000 00 0000 0000 00 none none\n";
    private static final String SOUND = "wfd_audio_codecs: LPCM 00000002 00\n";

    private Rig rig;
    private RawSink sink;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        sink = rig.sink();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private String ports() {
        return "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play\n";
    }

    private void startWith(String capabilities) throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(capabilities);
    }

    private static String video(Message proposal) {
        return proposal.parameter("wfd_video_formats");
    }

    private static String sound(Message proposal) {
        return proposal.parameter("wfd_audio_codecs");
    }

    // M3.

    @ParameterizedTest
    @ValueSource(strings = {"303 See Other", "400 Bad Request", "451 Parameter Not Understood", "500 Oops"})
    void aRefusedM3IsRepeatedWithoutExtensionsAndThenWithTheMandatoryNames(String status) throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.reply(sink.expect("GET_PARAMETER"), status, "");
        Message second = sink.expect("GET_PARAMETER");
        sink.reply(second, status, "");

        Message third = sink.answerCapabilities(FORMATS + SOUND + ports());

        assertThat(second.body()).contains("wfd_display_edid").doesNotContain("microsoft", "intel");
        assertThat(third.body().split("\r\n"))
                .containsExactly("wfd_video_formats", "wfd_audio_codecs", "wfd_client_rtp_ports");
        sink.agree();
        rig.awaitStarted();
    }

    @Test
    void aThirdRefusalOfM3IsTheEnd() throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.reply(sink.expect("GET_PARAMETER"), "400 Bad Request", "");
        sink.reply(sink.expect("GET_PARAMETER"), "400 Bad Request", "");
        sink.reply(sink.expect("GET_PARAMETER"), "400 Bad Request", "");

        MiracastException failure = rig.awaitFailure();

        assertThat(failure.ntStatus()).isEqualTo(NtStatus.STATUS_INVALID_NETWORK_RESPONSE);
        assertThat(failure).hasMessageContaining("400 Bad Request");
    }

    @Test
    void aSinkThatTellsNoPortIsGivenUp() throws Exception {
        startWith(FORMATS);

        assertThat(rig.awaitFailure()).hasMessageContaining("wfd_client_rtp_ports is missing");
    }

    @Test
    void aSinkThatTellsAnImpossiblePortIsGivenUp() throws Exception {
        startWith(FORMATS + "wfd_client_rtp_ports: RTP/AVP/UDP;unicast 70000 0 mode=play\n");

        assertThat(rig.awaitFailure()).hasMessageContaining("70000");
    }

    @Test
    void anOldLgThatTellsNoPortReceivesAt19000() throws Exception {
        rig.start();
        sink.reply(sink.expect("OPTIONS"), "200 OK", "", "Public: org.wfa.wfd1.0", "User-Agent: LGE");
        sink.request("OPTIONS", "*", "");
        sink.answerCapabilities(FORMATS);

        assertThat(sink.agree().parameter("wfd_client_rtp_ports")).isEqualTo("RTP/AVP/UDP;unicast 19000 0 mode=play");
        rig.awaitStarted();
    }

    @Test
    void aSinkThatShowsNoVideoIsGivenUp() throws Exception {
        startWith("wfd_video_formats: none\n" + SOUND + ports());

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
    }

    @Test
    void aSinkThatTellsNoFormatsGetsTheMandatoryOne() throws Exception {
        startWith(SOUND + ports());

        assertThat(video(sink.agree())).isEqualTo("00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none");
        rig.awaitStarted();
    }

    @Test
    void aSinkThatIsNoDisplayIsGivenUp() throws Exception {
        rig.start();
        sink.reply(sink.expect("OPTIONS"), "551 Option not supported", "", "Unsupported: org.wfa.wfd1.0");

        assertThat(rig.awaitFailure()).hasMessageContaining("no Wi-Fi display");
    }

    // M4.

    @Test
    void aSinkWithoutSoundIsNotToldOfAny() throws Exception {
        startWith(FORMATS + "wfd_audio_codecs: none\n" + ports());

        assertThat(sound(sink.agree())).isNull();
        rig.awaitStarted();
    }

    @Test
    void aSinkWithOtherSoundIsNotToldOfAny() throws Exception {
        startWith(FORMATS + "wfd_audio_codecs: AAC 00000001 00\n" + ports());

        assertThat(sound(sink.agree())).isNull();
        rig.awaitStarted();
    }

    @Test
    void aSinkThatRefusesSoundGetsNone() throws Exception {
        startWith(FORMATS + SOUND + ports());
        Message first = sink.expect("SET_PARAMETER");
        sink.reply(first, "303 See Other", "wfd_audio_codecs: 415\n");

        Message second = sink.agree();

        assertThat(video(second)).isEqualTo(video(first));
        assertThat(sound(second)).isNull();
        rig.awaitStarted();
    }

    @Test
    void aSinkThatRefusesWithoutAReasonIsTriedWithoutSoundNext() throws Exception {
        startWith(FORMATS + SOUND + ports());
        Message first = sink.expect("SET_PARAMETER");
        sink.reply(first, "400 Bad Request", "");

        Message second = sink.agree();

        assertThat(video(second)).isEqualTo(video(first));
        assertThat(sound(second)).isNull();
        rig.awaitStarted();
    }

    @Test
    void aSinkThatInsistsOnSoundGetsSome() throws Exception {
        rig.host().capabilities(SourceCapabilities.builder().audio(false).build());
        startWith(FORMATS + SOUND + ports());
        Message first = sink.expect("SET_PARAMETER");
        assertThat(sound(first)).isNull();
        sink.reply(first, "400 Bad Request", "");

        assertThat(sound(sink.agree())).isEqualTo("LPCM 00000002 00");
        rig.awaitStarted();
    }

    @Test
    void slicesAreGivenUpBeforeTheMode() throws Exception {
        rig.host().capabilities(SourceCapabilities.builder().slices(true).build());
        startWith(SLICES + SOUND + ports());
        Message first = sink.expect("SET_PARAMETER");
        assertThat(video(first)).isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0040 0007 00 none none");
        sink.reply(first, "303 See Other", "wfd_video_formats: 415\n");

        assertThat(video(sink.agree())).isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
        rig.awaitStarted();
    }

    @Test
    void smallerModesAreTriedInTurn() throws Exception {
        startWith(FORMATS + SOUND + ports());
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd_video_formats: 415\n");
        Message second = sink.expect("SET_PARAMETER");
        assertThat(video(second)).isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
        sink.reply(second, "303 See Other", "wfd_video_formats: 415\n");

        assertThat(video(sink.agree())).isEqualTo("00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none");
        rig.awaitStarted();
        assertThat(rig.host().requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .containsExactly(VideoMode.progressive(640, 480, 60));
    }

    @Test
    void aSinkThatRefusesEverythingIsGivenUp() throws Exception {
        startWith(FORMATS + ports());
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");

        MiracastException failure = rig.awaitFailure();

        assertThat(failure.ntStatus()).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
        assertThat(failure).hasMessageContaining("M4").hasMessageContaining("406");
    }

    @Test
    void modesThatTheCastForbidsAreNotTried() throws Exception {
        rig.host()
                .capabilities(SourceCapabilities.builder()
                        .modes(java.util.List.of(VideoMode.progressive(1920, 1080, 30)))
                        .build());
        startWith(FORMATS + ports());
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
    }

    // M5.

    @Test
    void aSinkThatRefusesTheTriggerIsGivenUp() throws Exception {
        rig.start();
        sink.negotiate();
        sink.reply(sink.expect("SET_PARAMETER"), "400 Bad Request", "");

        assertThat(rig.host().awaitReport().detail()).contains("SETUP trigger").contains("400");
    }

    @Test
    void aSinkThatSetsUpBeforeItAnswersTheTriggerIsFine() throws Exception {
        rig.start();
        sink.negotiate();
        Message trigger = sink.expect("SET_PARAMETER");
        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort())
                        .status())
                .isEqualTo(200);
        sink.reply(trigger, "");

        assertThat(sink.play().status()).isEqualTo(200);
    }
}
