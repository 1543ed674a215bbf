// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import miracast.wire.rtsp.Parameters;
import org.junit.jupiter.api.Test;

class SinkParametersTest {
    private static final Map<String, String> DEFAULTS =
            Map.of("wfd_content_protection", "none", "wfd_connector_type", "05");

    @Test
    void answersOnlyWhatItHas() {
        SinkParameters parameters = new SinkParameters(DEFAULTS, Map.of());
        assertThat(parameters
                        .answer(Parameters.names("wfd_connector_type", "wfd_I2C"))
                        .toString())
                .isEqualTo("wfd_connector_type: 05\r\n");
    }

    @Test
    void anEmptyValueLeavesAParameterOut() {
        SinkParameters parameters = new SinkParameters(DEFAULTS, Map.of("WFD_connector_type", ""));
        assertThat(parameters.answer(Parameters.names("wfd_connector_type")).isEmpty())
                .isTrue();
    }

    @Test
    void thePortsAreThoseThatAreBound() {
        SinkParameters parameters = new SinkParameters(DEFAULTS, Map.of()).withPort(1234);
        assertThat(parameters.answer(Parameters.names("wfd_client_rtp_ports")).toString())
                .isEqualTo("wfd_client_rtp_ports: RTP/AVP/UDP;unicast 1234 0 mode=play\r\n");
    }

    @Test
    void portsThatAreReplacedStay() {
        SinkParameters parameters = new SinkParameters(DEFAULTS, Map.of("wfd_client_rtp_ports", "nonsense"));
        assertThat(parameters.requestedPort()).isZero();
        assertThat(parameters
                        .withPort(1234)
                        .answer(Parameters.names("wfd_client_rtp_ports"))
                        .toString())
                .isEqualTo("wfd_client_rtp_ports: nonsense\r\n");
    }

    @Test
    void portsThatAreLeftOutStayOut() {
        SinkParameters parameters = new SinkParameters(DEFAULTS, Map.of("wfd_client_rtp_ports", "")).withPort(1234);
        assertThat(parameters.answer(Parameters.names("wfd_client_rtp_ports")).isEmpty())
                .isTrue();
    }

    @Test
    void refusesAValueWithALineEnd() {
        assertThatThrownBy(() -> new SinkParameters(DEFAULTS, Map.of("wfd_I2C", "1\r\nwfd_x: 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wfd_I2C");
    }
}
