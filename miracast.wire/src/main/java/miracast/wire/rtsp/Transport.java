// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * The Transport header of SETUP and its reply (RFC 2326, 12.39). Ports are 0 where the header does not tell them.
 *
 * @param profile how RTP is to travel; only {@link RtpProfile#UDP_UNICAST} is of use, anything else is answered 461
 * @param clientPort where the sink takes RTP
 * @param clientRtcpPort the second of the sink's ports
 * @param serverPort where the source sends RTP from
 * @param serverRtcpPort the second of the source's ports
 */
public record Transport(RtpProfile profile, int clientPort, int clientRtcpPort, int serverPort, int serverRtcpPort) {

    private static final int MAX_LENGTH = 1024;

    /** @throws IllegalArgumentException if a port is not in 0 to 65535 */
    public Transport {
        check("clientPort", clientPort);
        check("clientRtcpPort", clientRtcpPort);
        check("serverPort", serverPort);
        check("serverRtcpPort", serverRtcpPort);
    }

    private static void check(String field, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(field + " " + port + " is not in 0 to 65535");
        }
    }

    /** A request for RTP over UDP. */
    public static Transport udp(int clientPort, int clientRtcpPort) {
        return new Transport(RtpProfile.UDP_UNICAST, clientPort, clientRtcpPort, 0, 0);
    }

    /**
     * Reads a header. Of several alternatives the first over UDP counts, otherwise the first. Parts that are not known, such as
     * {@code mode=play} or {@code ssrc}, do not matter.
     *
     * @throws ParameterException with code 461 if no alternative is RTP in a profile that we know, or its ports are none
     */
    public static Transport parse(String value) throws ParameterException {
        if (value.length() > MAX_LENGTH) {
            throw unsupported(value, "header has " + value.length() + " characters, more than " + MAX_LENGTH);
        }
        Transport first = null;
        ParameterException failure = null;
        for (String alternative : value.split(",")) {
            try {
                Transport transport = parse(value, alternative);
                if (transport.profile == RtpProfile.UDP_UNICAST) {
                    return transport;
                }
                first = first == null ? transport : first;
            } catch (ParameterException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (first != null) {
            return first;
        }
        throw failure == null ? unsupported(value, "there is nothing") : failure;
    }

    private static Transport parse(String value, String alternative) throws ParameterException {
        String[] parts = alternative.split(";");
        RtpProfile profile = profile(value, parts.length == 0 ? "" : Fields.lower(parts[0].strip()));
        int[] client = {0, 0};
        int[] server = {0, 0};
        for (String each : parts) {
            String part = Fields.lower(each.strip());
            if (part.startsWith("client_port=")) {
                client = ports(value, part);
            } else if (part.startsWith("server_port=")) {
                server = ports(value, part);
            } else if (part.startsWith("interleaved") && profile == RtpProfile.TCP_UNICAST) {
                profile = RtpProfile.TCP_INTERLEAVED;
            } else if (part.equals("multicast")) {
                throw unsupported(value, "multicast is not supported");
            }
        }
        return new Transport(profile, client[0], client[1], server[0], server[1]);
    }

    private static RtpProfile profile(String value, String protocol) throws ParameterException {
        switch (protocol) {
            case "rtp/avp":
            case "rtp/avp/udp":
                return RtpProfile.UDP_UNICAST;
            case "rtp/avp/tcp":
                return RtpProfile.TCP_UNICAST;
            default:
                throw unsupported(
                        value, "protocol " + Quoted.of(protocol) + " is none of RTP/AVP, RTP/AVP/UDP, RTP/AVP/TCP");
        }
    }

    private static int[] ports(String value, String part) throws ParameterException {
        String[] ports = part.substring(part.indexOf('=') + 1).split("-", 2);
        return new int[] {port(value, ports[0], 1), ports.length < 2 ? 0 : port(value, ports[1], 0)};
    }

    private static int port(String value, String text, int least) throws ParameterException {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > 65535) {
            throw unsupported(value, "port " + Quoted.of(digits) + " is not in " + least + " to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static ParameterException unsupported(String value, String reason) {
        return new ParameterException(RtspStatus.UNSUPPORTED_TRANSPORT, Rtsp.HEADER_TRANSPORT, value, reason);
    }

    /** Whether the sink named two ports, so that the reply has two of ours. */
    public boolean clientPair() {
        return clientRtcpPort != 0;
    }

    /** The same with the sink's port of M3, for a header that names none. */
    public Transport withClientPort(int port) {
        return new Transport(profile, port, clientRtcpPort, serverPort, serverRtcpPort);
    }

    /** The reply: the sink's ports as they came, and ours; {@code rtcpPort} 0 leaves the second out. */
    public Transport withServerPorts(int port, int rtcpPort) {
        return new Transport(profile, clientPort, clientRtcpPort, port, rtcpPort);
    }

    /** The header as sent. */
    @Override
    public String toString() {
        return profile
                + text(";client_port=", clientPort, clientRtcpPort)
                + text(";server_port=", serverPort, serverRtcpPort);
    }

    private static String text(String name, int port, int rtcpPort) {
        return port == 0 ? "" : name + port + (rtcpPort == 0 ? "" : "-" + rtcpPort);
    }
}
