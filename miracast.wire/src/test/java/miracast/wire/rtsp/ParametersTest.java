// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import miracast.api.AudioCoding;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void writesTheBodyOfM3() {
        Parameters body = Parameters.names(
                "wfd_video_formats",
                "wfd_audio_codecs",
                "wfd_client_rtp_ports",
                "wfd_content_protection",
                "wfd_display_edid",
                "wfd_connector_type",
                "wfd_idr_request_capability",
                "wfd_uibc_capability");

        assertThat(body.octets()).hasSize(170).endsWith('\r', '\n');
    }

    @Test
    void writesTheBodyOfM4() {
        Parameters body = Parameters.builder()
                .add("wfd_video_formats", "00 00 01 10 00000100 00000000 00000000 00 0000 0000 00 none none")
                .add("wfd_audio_codecs", AudioCodecs.of(AudioCoding.LPCM))
                .add("wfd_presentation_URL", PresentationUrl.of("rtsp://192.168.49.1/wfd1.0/streamid=0"))
                .add("wfd_client_rtp_ports", ClientRtpPorts.udp(19000))
                .build();

        assertThat(body.octets()).hasSize(248);
    }

    @Test
    void writesANameWithoutAColon() {
        assertThat(Parameters.names("wfd_idr_request").octets()).hasSize(17);
    }

    @Test
    void readsLinesThatEndWithLineFeedsAlone() throws Exception {
        Parameters body = Parameters.parse("wfd_audio_codecs: none\nwfd_connector_type: 05\n");

        assertThat(body.value("wfd_audio_codecs")).contains("none");
        assertThat(body.value("wfd_connector_type")).contains("05");
    }

    @Test
    void readsALastLineWithoutAnEnd() throws Exception {
        assertThat(Parameters.parse("a: 1\r\nb: 2").value("b")).contains("2");
    }

    @Test
    void readsBlanksAroundNameAndValue() throws Exception {
        assertThat(Parameters.parse("  wfd_video_formats : 38 00 01 \t\r\n").value("wfd_video_formats"))
                .contains("38 00 01");
    }

    @Test
    void skipsEmptyLines() throws Exception {
        assertThat(Parameters.parse("\r\n\r\na: 1\r\n \r\nb\r\n\r\n").entries()).hasSize(2);
    }

    @Test
    void findsNamesInAnyCase() throws Exception {
        assertThat(Parameters.parse("wfd_uibc_capABILITY: noNE\r\n").value("WFD_uibc_capability"))
                .contains("noNE");
    }

    @Test
    void takesTheFirstOfTwoLinesWithOneName() throws Exception {
        Parameters body = Parameters.parse("wfd_connector_type: 5\r\nWFD_connector_type: 7\r\n");

        assertThat(body.value("wfd_connector_type")).contains("5");
        assertThat(body.entries()).hasSize(1);
    }

    @Test
    void readsNamesWithoutAValue() throws Exception {
        Parameters body = Parameters.parse("wfd_idr_request\r\nwfd_standby:\r\n");

        assertThat(body.contains("wfd_idr_request")).isTrue();
        assertThat(body.contains("wfd_standby")).isTrue();
        assertThat(body.value("wfd_standby")).isEmpty();
    }

    @Test
    void keepsColonsInAValue() throws Exception {
        assertThat(Parameters.parse("wfd_presentation_URL: rtsp://10.0.0.1:7236/wfd1.0 none")
                        .value("wfd_presentation_url"))
                .contains("rtsp://10.0.0.1:7236/wfd1.0 none");
    }

    @Test
    void readsAnEmptyBody() throws Exception {
        assertThat(Parameters.parse("")).isEqualTo(Parameters.EMPTY);
        assertThat(Parameters.parse("").isEmpty()).isTrue();
    }

    @Test
    void leavesOutALineThatIsNoParameterAndTellsIt() throws Exception {
        Parameters body = Parameters.parse("a: 1\r\n<html> : x\r\n: y\r\n");

        assertThat(body.entries()).hasSize(1);
        assertThat(body.faults()).containsExactly("line '<html> : x' is no parameter", "line ': y' is no parameter");
    }

    @Test
    void refusesABodyWithoutAParameter() {
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> Parameters.parse("\0\1\2 garbage\r\n"))
                .withMessage("body has no parameter: line '??? garbage' is no parameter");
    }

    @Test
    void refusesABodyOfTooManyParameters() {
        assertThat(parametersOf(64)).isEqualTo(64);
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> Parameters.parse("a\n".repeat(65)))
                .withMessageContaining("64");
    }

    private static int parametersOf(int number) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < number; i++) {
            body.append("name").append(i).append('\n');
        }
        try {
            return Parameters.parse(body.toString()).entries().size();
        } catch (MalformedBodyException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesABodyThatIsTooLong() {
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> Parameters.parse(new byte[Parameters.MAX_BODY + 1]))
                .withMessageContaining("131073");
    }

    @Test
    void leavesOutALineThatIsTooLong() throws Exception {
        Parameters body = Parameters.parse("a: 1\nb: " + "x".repeat(Parameters.MAX_LINE));

        assertThat(body.contains("b")).isFalse();
        assertThat(body.faults()).singleElement().asString().contains("line of b");
    }

    @Test
    void takesAnEdidOfAllBlocksInOneLine() throws Exception {
        Parameters body = Parameters.parse("wfd_display_edid: 0100 " + "00".repeat(128 * 256));

        assertThat(DisplayEdid.parse(body.value("wfd_display_edid").orElseThrow())
                        .octets())
                .hasSize(128 * 256);
    }

    @Test
    void takesOctetsThatAreNoText() throws Exception {
        byte[] body = "intel_friendly_name: \u00ff\r\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Parameters.parse(body).value("intel_friendly_name")).isPresent();
    }

    @Test
    void refusesToWriteALineEndInAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameters.builder().add("a", "1\r\nb: 2"))
                .withMessageContaining("value of a");
    }

    @Test
    void refusesToWriteANameThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameters.builder().add("a b", "1"))
                .withMessageContaining("'a b'");
    }

    @Test
    void writesTheErrorsOfTheProtocolText() {
        Parameters body = ParameterErrors.of(List.of(
                        failure("wfd_video_formats", 415),
                        failure("wfd_audio_codecs", 415),
                        failure("wfd_audio_codecs", 457)))
                .body();

        assertThat(body).hasToString("wfd_video_formats: 415\r\nwfd_audio_codecs: 415, 457\r\n");
        assertThat(body.octets()).hasSize(52);
    }

    private static ParameterException failure(String name, int code) {
        return new ParameterException(code, name, "x", "because");
    }

    @Test
    void readsTheErrorsOfTheProtocolText() throws Exception {
        ParameterErrors errors =
                ParameterErrors.of(Parameters.parse("wfd_video_formats: 415\r\nWFD_audio_codecs: 415 ,457,x\r\n"));

        assertThat(errors.codes().get("WFD_audio_codecs")).containsExactly(415, 457);
        assertThat(errors.names("wfd_audio_codecs")).isTrue();
        assertThat(errors.names("wfd_client_rtp_ports")).isFalse();
    }
}
