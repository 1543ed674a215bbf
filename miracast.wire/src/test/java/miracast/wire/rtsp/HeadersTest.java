// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @ParameterizedTest
    @CsvSource({
        "RTP/AVP/UDP;unicast;client_port=19000, 19000, 0",
        "RTP/AVP/UDP;unicast;client_port=53000-53001, 53000, 53001",
        "RTP/AVP;unicast;client_port=1028, 1028, 0",
        "RTP/AVP/UDP;unicast;client_port=1028-1029;mode=play, 1028, 1029",
        "RTP/AVP/UDP;unicast, 0, 0",
        "rtp/avp/udp; UNICAST ; CLIENT_PORT= 1990, 1990, 0",
        "'RTP/AVP/TCP;unicast;client_port=5,RTP/AVP/UDP;unicast;client_port=6', 6, 0"
    })
    void readsTransportRequests(String value, int port, int rtcpPort) throws Exception {
        assertThat(Transport.parse(value)).isEqualTo(Transport.udp(port, rtcpPort));
    }

    @ParameterizedTest
    @CsvSource({
        "RTP/AVP/TCP;unicast;client_port=19000, TCP_UNICAST",
        "RTP/AVP/TCP;interleaved=0-1, TCP_INTERLEAVED",
    })
    void knowsTransportsThatItDoesNotOffer(String value, RtpProfile profile) throws Exception {
        assertThat(Transport.parse(value).profile()).isEqualTo(profile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                ",",
                "RAW/RAW/UDP;unicast",
                "RTP/AVP/UDP;multicast",
                "RTP/AVP/UDP;unicast;client_port=",
                "RTP/AVP/UDP;unicast;client_port=0",
                "RTP/AVP/UDP;unicast;client_port=65536",
                "RTP/AVP/UDP;unicast;client_port=1-x",
                "RTP/AVP/UDP;unicast;client_port=123456789012345678901234567890"
            })
    void refusesOtherTransports(String value) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Transport.parse(value))
                .matches(e -> e.code() == RtspStatus.UNSUPPORTED_TRANSPORT);
    }

    @Test
    void repliesWithThePortsOfTheSinkAndOurs() throws Exception {
        assertThat(Transport.parse("RTP/AVP/UDP;unicast;client_port=19000").withServerPorts(52000, 0))
                .hasToString("RTP/AVP/UDP;unicast;client_port=19000;server_port=52000");
        assertThat(Transport.parse("RTP/AVP;unicast;client_port=53000-53001").withServerPorts(52000, 52001))
                .hasToString("RTP/AVP/UDP;unicast;client_port=53000-53001;server_port=52000-52001");
    }

    @Test
    void repliesWithThePortOfM3ToARequestWithoutOne() throws Exception {
        assertThat(Transport.parse("RTP/AVP/UDP;unicast").withClientPort(19000).withServerPorts(52000, 0))
                .hasToString("RTP/AVP/UDP;unicast;client_port=19000;server_port=52000");
    }

    @Test
    void readsTheReplyOfAWindowsSource() throws Exception {
        Transport reply = Transport.parse("RTP/AVP/UDP;unicast;client_port=50000;server_port=53151-53153;ssrc=1a2b;"
                + "rtcp-fb-ssrc=3c4d;blocksize=1500");

        assertThat(reply.serverPort()).isEqualTo(53151);
        assertThat(reply.serverRtcpPort()).isEqualTo(53153);
    }

    @ParameterizedTest
    @CsvSource({
        "31415926;timeout=60, 31415926, 60",
        "VaMkltjy, VaMkltjy, 0",
        "' 1 ; Timeout = 30 ', 1, 30",
        "a;timeout=x, a, 0"
    })
    void readsSessions(String value, String id, int timeoutS) {
        assertThat(SessionHeader.parse(value)).contains(new SessionHeader(id, timeoutS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";timeout=60", "a b", "a\u0007"})
    void readsNoSessionWithoutAnId(String value) {
        assertThat(SessionHeader.parse(value)).isEmpty();
    }

    @Test
    void tellsTheTimeoutOnlyIfThereIsOne() {
        assertThat(new SessionHeader("31415926", 60)).hasToString("31415926;timeout=60");
        assertThat(new SessionHeader("31415926", 0)).hasToString("31415926");
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionHeader("a;b", 0));
    }

    @Test
    void makesIdsOfEightOrNineDigits() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            assertThat(SessionHeader.random(random, 60).id()).matches("[1-9][0-9]{7,8}");
        }
    }

    @Test
    void offersAllSevenMethodsOfASource() {
        assertThat(OptionList.SOURCE)
                .hasToString("org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER");
    }

    @Test
    void offersOnlyThreeMethodsOfASink() {
        assertThat(OptionList.SINK).hasToString("org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER");
    }

    @Test
    void readsOptionsInQuotes() {
        assertThat(OptionList.parse("\"org.wfa.wfd1.0, GET_PARAMETER,SET_PARAMETER\""))
                .isEqualTo(OptionList.SINK);
        assertThat(OptionList.parse("").contains(Rtsp.OPTION_WFD)).isFalse();
    }

    @Test
    void namesOptionsThatAreNotSupported() {
        assertThat(OptionList.parse("org.wfa.wfd1.0, com.example.magic").unsupported())
                .hasToString("com.example.magic");
        assertThat(OptionList.parse("ORG.WFA.WFD1.0").unsupported().isEmpty()).isTrue();
    }
}
