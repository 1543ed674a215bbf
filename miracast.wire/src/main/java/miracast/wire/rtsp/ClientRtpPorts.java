// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code wfd_client_rtp_ports}: where the sink receives. M4 sends it back unchanged.
 *
 * @param profile how RTP travels
 * @param port0 of the primary sink, 1 to 65535
 * @param port1 of the secondary sink; 0 for none
 * @param mode {@code play}; one sink says {@code recv}
 */
public record ClientRtpPorts(RtpProfile profile, int port0, int port1, String mode) {
    private static final String NAME = ParameterName.WFD_CLIENT_RTP_PORTS;
    private static final String MODE = "mode=";
    private static final String PLAY = "play";

    /** @throws IllegalArgumentException if a port is out of range */
    public ClientRtpPorts {
        if (port0 < 1 || port0 > 65535) {
            throw new IllegalArgumentException("port0 " + port0 + " is not in 1 to 65535");
        }
        if (port1 < 0 || port1 > 65535) {
            throw new IllegalArgumentException("port1 " + port1 + " is not in 0 to 65535");
        }
    }

    /** RTP over UDP to one port. */
    public static ClientRtpPorts udp(int port) {
        return new ClientRtpPorts(RtpProfile.UDP_UNICAST, port, 0, PLAY);
    }

    /**
     * Reads a value; the second port and the mode may be missing.
     *
     * @throws ParameterException if profile or ports cannot be read, or a port is out of range
     */
    public static ClientRtpPorts parse(String value) throws ParameterException {
        Fields fields = new Fields(NAME, value, withoutBlanksAroundSemicolon(value));
        String text = fields.next("profile");
        RtpProfile profile = RtpProfile.of(text)
                .orElseThrow(() -> fields.notSupported("profile " + Quoted.of(text) + " is not known"));
        int port0 = fields.decimal("port0", fields.next("port0"), 1, 65535);
        int port1 = 0;
        String mode = PLAY;
        while (fields.hasNext()) {
            String field = fields.next("port1");
            if (Fields.lower(field).startsWith(MODE)) {
                mode = Fields.lower(field.substring(MODE.length()));
            } else {
                port1 = fields.decimal("port1", field, 0, 65535);
            }
        }
        return new ClientRtpPorts(profile, port0, port1, mode);
    }

    private static String withoutBlanksAroundSemicolon(String value) {
        return Stream.of(value.split(";", -1)).map(String::strip).collect(Collectors.joining(";"));
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return profile + " " + port0 + " " + port1 + " " + MODE + mode;
    }
}
