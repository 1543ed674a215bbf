// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SinkCapabilitiesTest {
    private static SinkCapabilities read(String body) throws Exception {
        return SinkCapabilities.of(Parameters.parse(body));
    }

    @Test
    void readsTheReplyOfAnLg() throws Exception {
        SinkCapabilities lg = read("wfd_video_formats: " + RealReplies.LG + "\r\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 00000001 00\r\n"
                + "wfd_client_rtp_ports: RTP/AVP/UDP;unicast 53000 0 mode=play\r\n"
                + "wfd_content_protection: HDCP2.1 port=1189\r\nwfd_display_edid: none\r\nwfd_connector_type: 05\r\n");

        assertThat(lg.videoFormats().codecs()).hasSize(2);
        assertThat(lg.clientRtpPorts()).contains(ClientRtpPorts.udp(53000));
        assertThat(lg.contentProtection().port()).isEqualTo(1189);
        assertThat(lg.connectorType()).contains(ConnectorType.HDMI);
        assertThat(lg.displayEdid().isNone()).isTrue();
        assertThat(lg.microsoftExtensions()).isFalse();
        assertThat(lg.notes()).isEmpty();
    }

    @Test
    void readsTheReplyOfAWindowsSink() throws Exception {
        SinkCapabilities windows = read("wfd_video_formats: " + RealReplies.WINDOWS
                + "\r\nmicrosoft_cursor: none 0100 0100 4abf\r\nmicrosoft_max_bitrate: 200000000\r\n"
                + "microsoft_rtcp_capability: supported\r\nmicrosoft_format_change_capability: supported\r\n");

        assertThat(windows.maxBitRate()).isEqualTo(200_000_000);
        assertThat(windows.rtcp()).isTrue();
        assertThat(windows.formatChangeInBand()).isTrue();
        assertThat(windows.microsoftExtensions()).isTrue();
    }

    @Test
    void readsTheReplyOfKaihongOs() throws Exception {
        SinkCapabilities sink = read("wfd_video_formats : 38 00 01 10 00000080\nwfd_idr_request_capability: none\n"
                + "wfd_connector_type: 5\nwfd_connector_type: 5\n");

        assertThat(sink.videoFormats().nativeNumber()).isEqualTo(0x38);
        assertThat(sink.connectorType()).contains(ConnectorType.HDMI);
        assertThat(sink.notes()).isEmpty();
    }

    @Test
    void takesTheMandatoryModeFromASinkThatNamesNone() throws Exception {
        assertThat(read("wfd_audio_codecs: none\r\n").videoFormats()).isEqualTo(SinkCapabilities.MANDATORY_FORMATS);
        assertThat(SinkCapabilities.MANDATORY_FORMATS)
                .hasToString("00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void showsNoVideoOnASinkThatSaysSo() throws Exception {
        assertThat(read("wfd_video_formats: none\r\n").videoFormats().isNone()).isTrue();
    }

    @Test
    void tellsWhatItCouldNotRead() throws Exception {
        SinkCapabilities sink = read("wfd_video_formats: what\r\nwfd_client_rtp_ports: RTP/AVP/UDP;unicast 70000\r\n"
                + "microsoft_max_bitrate: fast\r\n???\r\n");

        assertThat(sink.videoFormats()).isEqualTo(SinkCapabilities.MANDATORY_FORMATS);
        assertThat(sink.clientRtpPorts()).isEmpty();
        assertThat(sink.maxBitRate()).isZero();
        assertThat(sink.notes()).hasSize(4);
    }

    @Test
    void assumesNothingOfAnEmptyReply() {
        SinkCapabilities sink = SinkCapabilities.of(Parameters.EMPTY);

        assertThat(sink.audioCodecs().isNone()).isTrue();
        assertThat(sink.clientRtpPorts()).isEmpty();
        assertThat(sink.uibcCapability().isNone()).isTrue();
        assertThat(sink.standbyResume()).isFalse();
        assertThat(sink.connectorType()).isEmpty();
    }

    @Test
    void takesNoMicrosoftExtensionFromNone() throws Exception {
        assertThat(read("microsoft_cursor: none\r\nmicrosoft_rtcp_capability: NONE\r\nmicrosoft_audio_mute\r\n")
                        .microsoftExtensions())
                .isFalse();
    }
}
