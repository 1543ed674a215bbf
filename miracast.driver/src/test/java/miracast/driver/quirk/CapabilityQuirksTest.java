// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import miracast.api.AudioCoding;
import miracast.api.NtStatus;
import miracast.api.driver.DisplayRequest.MonitorArrived;
import miracast.api.driver.DisplayRequest.SetAudio;
import miracast.api.driver.DisplayRequest.SetFormat;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink.Message;
import miracast.driver.TestHost;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sink says of itself in its reply to M3: missing, garbled, or beyond what the tables know. */
class CapabilityQuirksTest extends QuirkTestCase {
    private static final String VIDEO =
            "wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none\n";
    private static final String AUDIO = "wfd_audio_codecs: LPCM 00000002 00, AAC 00000001 00\n";
    private static final String FULL_HD = "00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none";
    private static final String MANDATORY = "00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none";

    private String ports() {
        return "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play\n";
    }

    /** Answers M3 with this, and plays on; returns M4. */
    private Message plays(String capabilities) throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(capabilities);
        Message m4 = sink.agree();
        assertPlays();
        return m4;
    }

    /** Answers M3 with this; the session ends, and the text tells about it. */
    private void ends(String capabilities, int ntStatus, String... words) throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(capabilities);
        assertEnds(ntStatus, words);
    }

    // wfd_video_formats.

    private void assertVideo(String value, String chosen) throws Exception {
        Message m4 = plays("wfd_video_formats: " + value + "\n" + AUDIO + ports());
        assertThat(m4.parameter("wfd_video_formats")).isEqualTo(chosen);
    }

    /** FoxLost sends nothing behind the masks; a source crashes on less. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 00 01 10 0001bde1 00300000 000003c0",
                "00 00 01 10 0001bde1 00300000",
                "00 00 01 10 0001bde1",
                "00 00 01 10 0001bde1 00300000 000003c0 00 00",
                "00 00 01 10 0001bde1 00300000 000003c0 00 0000 0000 00 none"
            })
    void videoFormatsMayBeCutShort(String value) throws Exception {
        assertVideo(value, FULL_HD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 01 10", "00 00 01", "00 00", "00", "0"})
    void videoFormatsCutShortBeforeTheMasksStandForTheMandatoryMode(String value) throws Exception {
        assertVideo(value, MANDATORY);
    }

    /** MiracleCast, rdk. */
    @Test
    void anEntryMayHaveTwoProfiles() throws Exception {
        assertVideo(
                "00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none",
                FULL_HD.replace("00 none", "10 none"));
    }

    @Test
    void anEntryMayHaveSeveralLevelBits() throws Exception {
        assertVideo("40 00 01 1f 000101ff 00000000 00000000 00 0000 0000 00 none none", FULL_HD);
    }

    @Test
    void highReservedBitsAreNoModes() throws Exception {
        assertVideo("00 00 01 10 FFFE0080 E0000000 FFFFF000 00 0000 0000 00 none none", FULL_HD);
    }

    @Test
    void zeroMasksStandForTheMandatoryMode() throws Exception {
        assertVideo("00 00 01 10 00000000 00000000 00000000 00 0000 0000 00 none none", MANDATORY);
    }

    @Test
    void noProfileAndNoLevelStandForTheMandatoryMode() throws Exception {
        assertVideo("40 00 00 00 00000080 00000000 00000000 00 0000 0000 00 none none", MANDATORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"47", "FF", "F8", "F9", "FA", "XY", "-1", "123"})
    void theNativeModeMayBeNoneThatIsKnown(String nativeOctet) throws Exception {
        assertVideo(nativeOctet + " 00 01 10 00000080 00000000 00000000 00 0000 0000 00 none none", FULL_HD);
    }

    /** LG C9 has no 1080p60 in its mask, but as native mode; and with it the lower rates. */
    @Test
    void theNativeModeMayStandInNoMask() throws Exception {
        assertVideo("40 00 01 10 00000001 00000000 00000000 00 0000 0000 00 none none", FULL_HD);
    }

    @Test
    void ofSeveralEntriesOneMayBeGarbled() throws Exception {
        assertVideo(
                "40 00 02 zz 0001DEFF nonsense, 01 10 00000080 00000000 00000000 00 0000 0000 00 none none, , 7",
                FULL_HD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "40", "40 00 zz 10 00000080", "40 00 01 10 123456789", ",,,", "\u0001\u00ff"})
    void garbledVideoFormatsStandForTheMandatoryMode(String value) throws Exception {
        assertVideo(value, MANDATORY);
    }

    @Test
    void missingVideoFormatsStandForTheMandatoryMode() throws Exception {
        assertThat(plays(AUDIO + ports()).parameter("wfd_video_formats")).isEqualTo(MANDATORY);
    }

    @Test
    void videoFormatsMayHaveNoValue() throws Exception {
        assertVideo("", MANDATORY);
    }

    /** Windows sinks. */
    @Test
    void thereMayBeAPreferredDisplayModeAndSlicesThatAreNone() throws Exception {
        assertVideo(
                "40 01 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438",
                FULL_HD.replace("00 none", "11 none"));
    }

    @Test
    void noVideoAtAllEndsTheSession() throws Exception {
        ends("wfd_video_formats: none\n" + AUDIO + ports(), NtStatus.STATUS_NOT_SUPPORTED, "wfd_video_formats is none");
    }

    // wfd_audio_codecs.

    private void assertSilent(String capabilities) throws Exception {
        Message m4 = plays(capabilities + VIDEO + ports());
        assertThat(m4.body()).doesNotContain("wfd_audio_codecs");
        assertThat(screen.hasSound()).isFalse();
    }

    private void assertSound(String value) throws Exception {
        Message m4 = plays("wfd_audio_codecs: " + value + "\n" + VIDEO + ports());
        assertThat(m4.parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
    }

    @Test
    void missingAudioCodecsStandForNoSound() throws Exception {
        assertSilent("");
    }

    /** A Samsung leaves when M4 says none in its turn. */
    @Test
    void withoutAudioCodecsM4DoesNotMentionThem() throws Exception {
        assertSilent("wfd_audio_codecs: none\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "LPCM", "LPCM zz 00", "AC3 00000000 00", "AAC 00000001 00", "LPCM 00000001 00"})
    void withoutASoundThatWeHaveThereIsNone(String value) throws Exception {
        assertSilent("wfd_audio_codecs: " + value + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LPCM 00000003 00, AAC 0000000f 00, AC3 00000007 00",
                "AC3 00000000 00, DTS 00000001 00, LPCM 00000002 00",
                "AAC 1, LPCM zz 00,, LPCM 00000002 00",
                "LPCM 00000002",
                "LPCM 2 0",
                "LPCM 000001ff 00"
            })
    void audioCodecsMayHaveUnknownAndGarbledEntries(String value) throws Exception {
        assertSound(value);
    }

    // The same with an encoder of AAC.

    private Message playsWithAac(String value) throws Exception {
        TestHost coder = new TestHost()
                .capabilities(SourceCapabilities.builder()
                        .audioCodings(List.of(AudioCoding.AAC_LC, AudioCoding.LPCM))
                        .build());
        beginAgain(TestSettings.defaults(), coder);
        return plays("wfd_audio_codecs: " + value + "\n" + VIDEO + ports());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAC 00000001 00",
                "LPCM 00000003 00, AAC 0000000f 00, AC3 00000007 00",
                "LPCM 00000001 00, AAC 00000007 00",
                "aac 00000001, nonsense",
                "LPCM zz 00,, AAC 80000001 ff"
            })
    void aSinkWithAacGetsItWhereTheSourceHasIt(String value) throws Exception {
        Message m4 = playsWithAac(value);

        assertThat(m4.parameter("wfd_audio_codecs")).isEqualTo("AAC 00000001 00");
        assertThat(host.requests(SetAudio.class)).containsExactly(new SetAudio(Optional.of(AudioCoding.AAC_LC)));
    }

    /** AAC of more channels only is none that we make. */
    @ParameterizedTest
    @ValueSource(
            strings = {"LPCM 00000002 00", "LPCM 00000002 00, AAC 00000000 00", "AAC 0000000e 00, LPCM 00000003 00"})
    void aSinkWithoutAacGetsLpcm(String value) throws Exception {
        assertThat(playsWithAac(value).parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(host.requests(SetAudio.class)).containsExactly(new SetAudio(Optional.of(AudioCoding.LPCM)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nonsense", "AC3 00000007 00", "AAC 00000002 00", "AAC", ",,,"})
    void aSinkWithoutSoundOfOursGetsNoneWithAacEither(String value) throws Exception {
        assertThat(playsWithAac(value).body()).doesNotContain("wfd_audio_codecs");
        assertThat(screen.hasSound()).isFalse();
        assertThat(host.requests(SetAudio.class)).containsExactly(new SetAudio(Optional.empty()));
    }

    // wfd_client_rtp_ports.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTP/AVP/UDP;unicast %d 0 mode=play",
                "RTP/AVP/UDP;unicast %d 0 mode=recv",
                "RTP/AVP/UDP;unicast %d 0",
                "RTP/AVP/UDP;unicast %d",
                "RTP/AVP/UDP;unicast %d 19002 mode=play",
                "RTP/AVP/UDP; unicast %d 0 mode=play",
                "rtp/avp/udp;UNICAST %d 0 MODE=PLAY",
                "RTP/AVP/UDP;unicast %06d 00 mode=play"
            })
    void portsComeBackAsTheyWere(String value) throws Exception {
        String ports = String.format(value, sink.rtpPort());

        Message m4 = plays(VIDEO + AUDIO + "wfd_client_rtp_ports: " + ports + "\n");

        assertThat(m4.parameter("wfd_client_rtp_ports")).isEqualTo(ports);
    }

    @Test
    void missingPortsEndTheSession() throws Exception {
        ends(VIDEO + AUDIO, NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "wfd_client_rtp_ports", "missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "nonsense",
                "RTP/AVP/UDP;unicast",
                "RTP/AVP/UDP;unicast 0 0 mode=play",
                "RTP/AVP/UDP;unicast 65536 0 mode=play",
                "RTP/AVP/UDP;unicast -1 0 mode=play",
                "RTP/AVP/UDP;unicast 99999999999999999999 0 mode=play"
            })
    void uselessPortsEndTheSession(String value) throws Exception {
        ends(
                VIDEO + AUDIO + "wfd_client_rtp_ports: " + value + "\n",
                NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                "wfd_client_rtp_ports",
                value);
    }

    @Test
    void anOldLgWithoutPortsIsTakenToReceiveWhereTheyAllDo() throws Exception {
        sink.speak(Dialect.head(head -> head + "User-Agent: LGE\r\n"));

        Message m4 = plays(VIDEO + AUDIO);

        assertThat(m4.parameter("wfd_client_rtp_ports")).isEqualTo("RTP/AVP/UDP;unicast 19000 0 mode=play");
    }

    // wfd_display_edid.

    private static final String EDID = edid("Kiosk");

    /** 1024x768p60: 65 MHz, 1344 x 806. */
    private static final String PROJECTOR = "6419004041002630188036000000000000" + "18";

    private static String edid(String name) {
        return edid("00".repeat(18), name);
    }

    private static String edid(String timing, String name) {
        byte[] block = new byte[128];
        System.arraycopy(HexFormat.of().parseHex("00ffffffffffff00"), 0, block, 0, 8);
        System.arraycopy(HexFormat.of().parseHex(timing), 0, block, 54, 18);
        block[72 + 3] = (byte) 0xFC;
        for (int i = 0; i < 13; i++) {
            block[72 + 5 + i] = (byte) (i < name.length() ? name.charAt(i) : i == name.length() ? '\n' : ' ');
        }
        int sum = IntStream.range(0, 127).map(i -> block[i]).sum();
        block[127] = (byte) -sum;
        return HexFormat.of().formatHex(block);
    }

    private void assertMonitor(String value, String name) throws Exception {
        plays(VIDEO + AUDIO + ports() + "wfd_display_edid: " + value + "\n");
        assertThat(host.requests(MonitorArrived.class))
                .extracting(MonitorArrived::name)
                .containsExactly(name);
    }

    /** lazycast counts one too many. */
    @ParameterizedTest
    @ValueSource(strings = {"0001 ", "0002 ", "0000 ", "0256 ", "FFFF ", "1 ", ""})
    void theCountOfEdidBlocksMayBeWrong(String count) throws Exception {
        assertMonitor(count + EDID, "Kiosk");
    }

    @Test
    void theEdidMayBeInUpperCaseAndInPieces() throws Exception {
        assertMonitor("0001 " + EDID.substring(0, 64).toUpperCase() + " " + EDID.substring(64), "Kiosk");
    }

    @Test
    void theEdidMayBeCutShortBehindItsFirstBlock() throws Exception {
        assertMonitor("0002 " + EDID + EDID.substring(0, 101), "Kiosk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0000 none", "0001 none", "0000", "nonsense", "0001 00ffff", "0001 zz"})
    void withoutAnEdidTheMonitorIsCalledByItsAddress(String value) throws Exception {
        assertMonitor(value, "display at 127.0.0.1");
    }

    @Test
    void anEdidWithAWrongSumDoesNotCount() throws Exception {
        assertMonitor("0001 " + EDID.substring(0, 254) + (EDID.endsWith("00") ? "01" : "00"), "display at 127.0.0.1");
    }

    /** A projector behind an adapter, which could do more. */
    @Test
    void theModeIsTheOneThatTheMonitorLikesBest() throws Exception {
        Message m4 = plays("wfd_video_formats: 40 00 01 10 0001FFFF 1FFFFFFF 00000FFF 00 0000 0000 00 none none\n"
                + AUDIO + ports() + "wfd_display_edid: 0001 " + edid(PROJECTOR, "Projector") + "\n");

        assertThat(m4.parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 02 00000000 00000008 00000000 00 0000 0000 00 none none");
        assertThat(host.requests(SetFormat.class).get(0).reasons().get(0))
                .startsWith("1024x768p60 was chosen: it has the size of the monitor behind the sink");
    }

    // What else there is.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wfd_connector_type: 5\nwfd_connector_type: 5",
                "wfd_connector_type: FF",
                "wfd_connector_type: nonsense",
                "wfd_content_protection: HDCP2.1 port=1189",
                "wfd_content_protection: HDCP2.1",
                "wfd_content_protection: nonsense port=",
                "wfd_idr_request_capability: none",
                "wfd_idr_request_capability: 1",
                "wfd_standby_resume_capability: supported",
                "wfd_standby_resume_capability: nonsense",
                "wfd_3d_video_formats: none",
                "wfd_coupled_sink: 00 none",
                "wfd_I2C: none",
                "wfd_uibc_capability: input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
                        + "hidc_cap_list=Keyboard/USB, Mouse/USB;port=none",
                "wfd_uibc_capability: input_category_list=HIDC; hidc_cap_list=Keyboard/USB,Mouse/BT; port=7239",
                "wfd_uibc_capability: nonsense;;port=99999",
                "wfd_sec_screensharing: nonsense",
                "wfd2_video_formats: 40 01 04 0080 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11 00",
                "microsoft_max_bitrate: 200000000",
                "microsoft_max_bitrate: -5",
                "microsoft_cursor: none 0100 0100 4abf",
                "intel_sink_version: product_ID=x hw_version=x sw_version=x"
            })
    void otherParametersMayHaveAnyValue(String line) throws Exception {
        Message m4 = plays(line + "\n" + VIDEO + AUDIO + ports());

        assertThat(m4.body().split("\r\n"))
                .extracting(each -> each.substring(0, each.indexOf(':')))
                .containsExactly(
                        "wfd_video_formats", "wfd_audio_codecs", "wfd_presentation_URL", "wfd_client_rtp_ports");
    }

    @Test
    void theThreeMandatoryNamesAreEnough() throws Exception {
        plays(ports() + AUDIO + VIDEO);
    }

    @Test
    void portsAloneAreEnough() throws Exception {
        assertThat(plays(ports()).parameter("wfd_video_formats")).isEqualTo(MANDATORY);
    }

    // The reply as a whole.

    private void assertAsksAgain(String status, String body) throws Exception {
        sink.exchangeOptions();
        sink.reply(sink.expect("GET_PARAMETER"), status, body);
        sink.reply(sink.expect("GET_PARAMETER"), status, body);
        Message again = sink.answerCapabilities(VIDEO + AUDIO + ports());
        assertThat(again.body()).isEqualTo("wfd_video_formats\r\nwfd_audio_codecs\r\nwfd_client_rtp_ports\r\n");
        sink.agree();
        assertPlays();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request",
                "404 Not Found",
                "405 Method Not Allowed",
                "451 Parameter Not Understood",
                "500 Internal Server Error",
                "501 Not Implemented",
                "999 Whatever"
            })
    void aSinkThatRefusesM3IsAskedForTheMandatoryNamesAlone(String status) throws Exception {
        assertAsksAgain(status, "");
    }

    @Test
    void soIsOneThatNamesWhatItDoesNotKnow() throws Exception {
        assertAsksAgain("303 See Other", "wfd_idr_request_capability: 404\nwfd_uibc_capability: 404, 451\n");
    }

    @Test
    void soIsOneThatSaysOkToIt() throws Exception {
        assertAsksAgain("303 OK", "wfd_idr_request_capability: 404\n");
    }

    @Test
    void soIsOneWhoseReplyHasNoParameter() throws Exception {
        assertAsksAgain("200 OK", "");
    }

    @Test
    void soIsOneWhoseReplyIsNonsense() throws Exception {
        assertAsksAgain("200 OK", "= = =\n!!!\n");
    }

    @Test
    void soIsOneThatTellsTooMuch() throws Exception {
        assertAsksAgain(
                "200 OK",
                IntStream.range(0, 100).mapToObj(i -> "wfd_odd_" + i + ": 1\n").collect(Collectors.joining()));
    }

    @Test
    void aSinkThatRefusesM3AgainEndsTheSession() throws Exception {
        sink.exchangeOptions();
        sink.reply(sink.expect("GET_PARAMETER"), "404 Not Found", "");
        sink.reply(sink.expect("GET_PARAMETER"), "404 Not Found", "");
        sink.reply(sink.expect("GET_PARAMETER"), "403 Forbidden", "");

        assertEnds(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "does not tell what it can do", "403");
    }
}
