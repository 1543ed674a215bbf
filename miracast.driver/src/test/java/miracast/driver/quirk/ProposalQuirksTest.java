// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayRequest.SetFormat;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink.Message;
import miracast.driver.TestHost;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks that do not take M4 as it first comes. */
class ProposalQuirksTest extends QuirkTestCase {
    private static final String VIDEO = "wfd_video_formats";
    private static final String AUDIO = "wfd_audio_codecs";
    private static final String FULL_HD = "00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none";
    private static final String HD = "00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none";
    private static final String MANDATORY = "00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none";
    private static final String LPCM = "LPCM 00000002 00";

    private void untilM4() throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities();
    }

    private Message refuse(String status) throws Exception {
        return refuse(status, "");
    }

    private Message refuse(String status, String body) throws Exception {
        Message m4 = sink.expect("SET_PARAMETER");
        sink.reply(m4, status, body);
        return m4;
    }

    private static void assertProposes(Message m4, String video, String audio) {
        assertThat(m4.parameter(VIDEO)).isEqualTo(video);
        assertThat(m4.parameter(AUDIO)).isEqualTo(audio);
        assertThat(m4.parameter("wfd_presentation_URL")).isNotNull();
        assertThat(m4.parameter("wfd_client_rtp_ports")).isNotNull();
    }

    private void assertFormat(VideoMode mode) {
        assertThat(host.requests(SetFormat.class))
                .extracting(SetFormat::format)
                .extracting(VideoFormat::mode)
                .containsExactly(mode);
    }

    /** Down to the mode that every display has. */
    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "406 Not Acceptable", "415 Unsupported Media Type", "303 See Other"})
    void aSinkThatRefusesM4IsProposedLessAndLess(String status) throws Exception {
        untilM4();
        assertProposes(refuse(status), FULL_HD, LPCM);
        assertProposes(refuse(status), FULL_HD, null);
        assertProposes(refuse(status), HD, LPCM);
        assertProposes(sink.agree(), MANDATORY, LPCM);

        assertPlays();
        assertFormat(VideoMode.progressive(640, 480, 60));
    }

    @Test
    void aSinkThatRefusesTheModeByNameIsProposedSmallerOnes() throws Exception {
        untilM4();
        assertProposes(refuse("303 See Other", "wfd_video_formats: 415\n"), FULL_HD, LPCM);
        // Without sound it would be the same mode again.
        assertProposes(refuse("303 See Other", "wfd_video_formats: 415, 457\n"), HD, LPCM);
        assertProposes(sink.agree(), MANDATORY, LPCM);

        assertPlays();
        assertFormat(VideoMode.progressive(640, 480, 60));
    }

    /** WDS. */
    @Test
    void theReasonPhraseOf303MayBeOk() throws Exception {
        untilM4();
        refuse("303 OK", "wfd_audio_codecs: 415\n");
        assertProposes(sink.agree(), FULL_HD, null);

        assertPlays();
    }

    @Test
    void aSinkThatRefusesTheSoundByNameKeepsItsMode() throws Exception {
        untilM4();
        assertProposes(refuse("303 See Other", "wfd_audio_codecs: 415, 457\n"), FULL_HD, LPCM);
        assertProposes(sink.agree(), FULL_HD, null);

        assertPlays();
        assertThat(screen.hasSound()).isFalse();
    }

    @Test
    void aSinkThatRefusesAacByNameIsProposedLpcmThenNone() throws Exception {
        beginAgain(
                TestSettings.defaults(),
                new TestHost()
                        .capabilities(SourceCapabilities.builder()
                                .audioCodings(List.of(AudioCoding.AAC_LC, AudioCoding.LPCM))
                                .build()));
        untilM4();
        assertProposes(refuse("303 See Other", "wfd_audio_codecs: 415\n"), FULL_HD, "AAC 00000001 00");
        assertProposes(refuse("303 See Other", "wfd_audio_codecs: 415\n"), FULL_HD, LPCM);
        assertProposes(sink.agree(), FULL_HD, null);

        assertPlays();
    }

    @Test
    void aSinkMayRefuseSoundAndMode() throws Exception {
        untilM4();
        refuse("303 See Other", "wfd_audio_codecs: 415\nwfd_video_formats: 415\n");
        assertProposes(sink.agree(), HD, null);

        assertPlays();
    }

    @Test
    void aSinkMayNameWhatWasNotProposed() throws Exception {
        untilM4();
        refuse("303 See Other", "wfd_uibc_capability: 404\nnonsense\n: \n");
        sink.agree();

        assertPlays();
    }

    @Test
    void theBodyOfARefusalMayBeNonsense() throws Exception {
        untilM4();
        refuse("303 See Other", "=\n");
        sink.agree();

        assertPlays();
    }

    /** Samsung: best is to send sound always. */
    @Test
    void aSinkMayRefuseM4WithoutSound() throws Exception {
        TestHost silent = new TestHost()
                .capabilities(SourceCapabilities.builder().audio(false).build());
        beginAgain(TestSettings.defaults(), silent);
        untilM4();
        assertProposes(refuse("406 Not Acceptable"), FULL_HD, null);
        assertProposes(sink.agree(), FULL_HD, LPCM);

        assertPlays();
    }

    @Test
    void aSinkMayRefuseTheSlicesThatItOffers() throws Exception {
        TestHost slicing = new TestHost()
                .capabilities(SourceCapabilities.builder().slices(true).build());
        beginAgain(TestSettings.defaults(), slicing);
        sink.exchangeOptions();
        sink.answerCapabilities("wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0001 0007 00 none none\n"
                + "wfd_audio_codecs: LPCM 00000002 00\nwfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort()
                + " 0 mode=play\n");
        assertThat(refuse("406 Not Acceptable").parameter(VIDEO)).doesNotContain(" 0000 0000 ");
        assertProposes(sink.agree(), FULL_HD, LPCM);

        assertPlays();
    }

    @Test
    void aSinkMayRefuseWhateverIsNotOneOfTheFourParameters() throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities();
        Message m4 = sink.agree();

        assertThat(List.of(m4.body().split("\r\n")))
                .allMatch(line -> line.matches(
                        "(wfd_video_formats|wfd_audio_codecs|wfd_presentation_URL|wfd_client_rtp_ports): .*"));
        assertPlays();
    }

    @Test
    void aSinkThatRefusesEverythingEndsTheSession() throws Exception {
        untilM4();
        for (int i = 0; i < 4; i++) {
            refuse("406 Not Acceptable");
        }

        assertEnds(NtStatus.STATUS_NOT_SUPPORTED, "refuses M4", "640x480p60", "406");
    }

    @Test
    void aSinkThatAsksForSetUpBeforeItAgreedIsToldToWait() throws Exception {
        untilM4();
        Message m4 = sink.expect("SET_PARAMETER");
        String url = m4.parameter("wfd_presentation_URL").split(" ")[0];
        Message early = sink.request("SETUP", url, "", "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());
        assertThat(early.status()).isEqualTo(455);
        sink.reply(m4, "");
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
        assertThat(sink.request("SETUP", url, "", "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort())
                        .status())
                .isEqualTo(200);

        assertThat(sink.request("PLAY", url, "").status()).isEqualTo(200);
        screen.assertShowsFromIdr();
    }
}
