// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.Locale;
import miracast.api.AudioCoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValuesTest {
    /** A block whose octets sum to 0 mod 256. */
    private static final String SOUND_BLOCK = "01".repeat(127) + "81";

    private static final String DAMAGED_BLOCK = "01".repeat(128);

    @Test
    void readsTheAudioOfASamsung() throws Exception {
        AudioCodecs codecs = AudioCodecs.parse("LPCM 00000003 00, AAC 00000001 00");

        assertThat(codecs.codecs()).hasSize(2);
        assertThat(codecs.supports(AudioFormat.LPCM, 1)).isTrue();
        assertThat(codecs.supports(AudioFormat.AAC, 0)).isTrue();
        assertThat(codecs.supports(AudioFormat.AAC, 1)).isFalse();
    }

    @Test
    void ignoresAudioThatIsUnknownOrHasNoMode() throws Exception {
        assertThat(AudioCodecs.parse("OPUS 00000001 00, AC3 00000000 00,lpcm 2 0"))
                .isEqualTo(AudioCodecs.of(AudioCoding.LPCM))
                .hasToString("LPCM 00000002 00");
        assertThat(AudioCodecs.parse("AC3 00000000 00").isNone()).isTrue();
    }

    @Test
    void skipsAudioThatCannotBeRead() throws Exception {
        assertThat(AudioCodecs.parse("LPCM zz 00, , AAC, LPCM 00000002 00"))
                .isEqualTo(AudioCodecs.of(AudioCoding.LPCM));
    }

    @Test
    void refusesAudioOfWhichNothingCanBeRead() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> AudioCodecs.parse("LPCM zz 00"))
                .withMessageContaining("modes of 'LPCM'");
    }

    @Test
    void readsAndRepeatsThePortsOfASink() throws Exception {
        ClientRtpPorts ports = ClientRtpPorts.parse("RTP/AVP/UDP;unicast 19000 0 mode=play");

        assertThat(ports.port0()).isEqualTo(19000);
        assertThat(ports).hasToString("RTP/AVP/UDP;unicast 19000 0 mode=play");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtp/avp/udp ; UNICAST  1028 0  MODE=play",
                "RTP/AVP;unicast 1028 0 mode=play",
                "RTP/AVP/UDP;unicast 1028",
                "RTP/AVP/UDP;unicast 01028 0"
            })
    void readsPortsInManyForms(String value) throws Exception {
        assertThat(ClientRtpPorts.parse(value)).isEqualTo(ClientRtpPorts.udp(1028));
    }

    @Test
    void keepsAModeThatIsNotPlay() throws Exception {
        assertThat(ClientRtpPorts.parse("RTP/AVP/UDP;unicast 1028 1030 mode=recv"))
                .hasToString("RTP/AVP/UDP;unicast 1028 1030 mode=recv");
    }

    @ParameterizedTest
    @CsvSource({
        "RTP/AVP/UDP;unicast, 451",
        "RTP/AVP/UDP;unicast 0 0 mode=play, 457",
        "RTP/AVP/UDP;unicast 65536 0 mode=play, 457",
        "RTP/AVP/UDP;unicast 99999999999999999999 0, 457",
        "RTP/AVP/UDP;unicast -1 0, 451",
        "RTP/AVP/UDP;unicast 1028 x, 451",
        "RTP/SAVP;unicast 1028 0, 415",
        "'', 451"
    })
    void refusesPortsWithTheCodeOfTheirFault(String value, int code) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> ClientRtpPorts.parse(value))
                .matches(e -> e.code() == code);
    }

    @Test
    void readsContentProtection() throws Exception {
        assertThat(ContentProtection.parse("HDCP2.1 port=1189")).isEqualTo(new ContentProtection("HDCP2.1", 1189));
        assertThat(ContentProtection.parse("none").isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HDCP2.1", "HDCP2.1 1189", "HDCP2.1 port=0", "HDCP port=1", "HDCP2.1 port="})
    void refusesContentProtectionThatIsNone(String value) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> ContentProtection.parse(value));
    }

    @Test
    void readsAnEdid() throws Exception {
        DisplayEdid edid = DisplayEdid.parse("0002 " + SOUND_BLOCK + SOUND_BLOCK);

        assertThat(edid.octets()).hasSize(256);
        assertThat(edid).hasToString("0002 " + SOUND_BLOCK + SOUND_BLOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0000 none", "0001 none", "0000", "0001 " + "00"})
    void readsAnEdidThatIsNotThere(String value) throws Exception {
        assertThat(DisplayEdid.parse(value)).isEqualTo(DisplayEdid.NONE).hasToString("none");
    }

    @Test
    void trustsTheBlocksAndNotTheirCount() throws Exception {
        assertThat(DisplayEdid.parse("0002 " + SOUND_BLOCK).octets()).hasSize(128);
        assertThat(DisplayEdid.parse("0001 " + SOUND_BLOCK + SOUND_BLOCK).octets())
                .hasSize(256);
        assertThat(DisplayEdid.parse(SOUND_BLOCK).octets()).hasSize(128);
    }

    @Test
    void dropsBlocksThatAreCutShortOrDamaged() throws Exception {
        assertThat(DisplayEdid.parse("0003 " + SOUND_BLOCK + DAMAGED_BLOCK + SOUND_BLOCK + "0102")
                        .octets())
                .hasSize(256);
    }

    @Test
    void hasNothingWithoutItsFirstBlock() throws Exception {
        assertThat(DisplayEdid.parse("0002 " + DAMAGED_BLOCK + SOUND_BLOCK).isNone())
                .isTrue();
    }

    @Test
    void readsAnEdidInLowerCase() throws Exception {
        String block = "ab".repeat(127) + String.format("%02x", -0xab * 127 & 0xFF);

        assertThat(DisplayEdid.parse("0001 " + block)).hasToString("0001 " + block.toUpperCase(Locale.ROOT));
    }

    @Test
    void refusesAnEdidThatIsNoHexadecimal() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> DisplayEdid.parse("0001 xyz"))
                .withMessageContaining("hexadecimal");
    }

    @Test
    void refusesAnEdidOfTooManyBlocks() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> DisplayEdid.parse("0101 " + "00".repeat(128 * 257)))
                .matches(e -> e.code() == RtspStatus.INVALID_RANGE);
        assertThatIllegalArgumentException().isThrownBy(() -> DisplayEdid.of(new byte[127]));
    }

    @ParameterizedTest
    @CsvSource({
        "05, HDMI, 05",
        "5, HDMI, 05",
        "0a, DISPLAY_PORT, 0A",
        "FF, OTHER, FF",
        "none, NONE, none",
        "07, WIFI_DISPLAY, 07"
    })
    void readsConnectors(String value, ConnectorType type, String written) throws Exception {
        assertThat(ConnectorType.parse(value)).isEqualTo(type).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"06", "0B", "", "HDMI", "005"})
    void refusesConnectorsThatAreReservedOrNone(String value) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> ConnectorType.parse(value));
    }

    @Test
    void readsAPresentationUrl() throws Exception {
        assertThat(PresentationUrl.parse("rtsp://192.168.49.1/wfd1.0/streamid=0 none"))
                .isEqualTo(PresentationUrl.of("rtsp://192.168.49.1/wfd1.0/streamid=0"))
                .hasToString("rtsp://192.168.49.1/wfd1.0/streamid=0 none");
        assertThat(PresentationUrl.parse("none none")).hasToString("none none");
        assertThat(PresentationUrl.parse("RTSP://h/wfd1.0").primary()).isEqualTo("RTSP://h/wfd1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://h/ none", "rtsp://h/\u0001 none", "rtsp://h/ ftp://h"})
    void refusesUrlsThatAreNotRtsp(String value) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> PresentationUrl.parse(value));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.49.1, 7236, rtsp://192.168.49.1/wfd1.0/streamid=0",
        "127.0.0.1, 40000, rtsp://127.0.0.1:40000/wfd1.0/streamid=0",
        "fe80::1, 7236, rtsp://[fe80:0:0:0:0:0:0:1]/wfd1.0/streamid=0"
    })
    void namesThePortOnlyIfItIsUnusual(String host, int port, String url) {
        assertThat(RtspUri.stream(new InetSocketAddress(host, port))).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "rtsp://localhost/wfd1.0",
                "rtsp://192.168.49.1/wfd1.0/streamid=0",
                "rtsp://192.168.49.1:7236/wfd1.0/streamid=0/",
                "rtsp://192.168.49.1/wfd1.0/",
                "RTSP://LOCALHOST/WFD1.0/STREAMID=0",
                "rtsp://[fe80::1%25eth0]:7236/wfd1.0"
            })
    void acceptsEveryUriOfTheSession(String uri) {
        assertThat(RtspUri.isSession(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "rtsp://localhost/",
                "rtsp://localhost/other",
                "http://localhost/wfd1.0",
                "rtsp://h/wfd1.0/x"
            })
    void refusesOtherUris(String uri) {
        assertThat(RtspUri.isSession(uri)).isFalse();
    }

    @Test
    void readsTriggers() throws Exception {
        assertThat(TriggerMethod.parse(" teardown ")).isEqualTo(TriggerMethod.TEARDOWN);
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> TriggerMethod.parse("RECORD"))
                .matches(e -> e.code() == RtspStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void readsTheTimingOfAFormatChange() throws Exception {
        assertThat(FormatChangeTiming.parse("00000BB800 000005DC00"))
                .isEqualTo(new FormatChangeTiming(6000, 3000))
                .hasToString("00000BB800 000005DC00");
    }

    @Test
    void readsWhyAWindowsSinkLeft() throws Exception {
        assertThat(TeardownReason.parse("C00D4278 No data"))
                .isEqualTo(new TeardownReason(0xC00D4278, "No data"))
                .hasToString("C00D4278 No data");
    }

    @Test
    void readsUibcInTheFormOfTheProtocolText() throws Exception {
        String value = "input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
                + "hidc_cap_list=Keyboard/USB, MultiTouch/No-SP;port=none";

        assertThat(UibcCapability.parse(value)).hasToString(value);
    }

    @Test
    void readsUibcWithOtherBlanksAndWithoutAList() throws Exception {
        UibcCapability uibc =
                UibcCapability.parse("input_category_list=HIDC; hidc_cap_list=mouse/usb,Telepathy/BT;port=50000");

        assertThat(uibc.generic()).isEmpty();
        assertThat(uibc.hidc())
                .containsExactly(new UibcCapability.HidInput(UibcCapability.Input.MOUSE, UibcCapability.Path.USB));
        assertThat(uibc.port()).isEqualTo(50000);
    }

    @Test
    void readsUibcThatIsNotThere() throws Exception {
        assertThat(UibcCapability.parse("noNE").isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "port=70000", "port=x", "input_category_list=HIDC;bogus"})
    void refusesUibcThatIsNone(String value) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> UibcCapability.parse(value));
    }

    @Test
    void readsWhetherSomethingIsSupported() throws Exception {
        assertThat(Support.parse("wfd_standby_resume_capability", "SUPPORTED")).isEqualTo(Support.SUPPORTED);
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Support.parse("wfd_standby_resume_capability", "yes"))
                .withMessageStartingWith("wfd_standby_resume_capability: ");
    }

    @Test
    void keepsControlCharactersAndLongValuesOutOfMessages() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> ConnectorType.parse("\u001b[31m" + "x".repeat(10_000)))
                .matches(e -> e.getMessage().length() < 400 && !e.getMessage().contains("\u001b"));
    }
}
