// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;

/** How RTP travels: the profile of {@code wfd_client_rtp_ports} and the first parts of a Transport header. */
public enum RtpProfile {
    /** RTP over UDP (RFC 2326, 12.39), as nearly all sinks want it. */
    UDP_UNICAST("RTP/AVP/UDP;unicast"),
    /** RTP over a TCP connection of its own. */
    TCP_UNICAST("RTP/AVP/TCP;unicast"),
    /** RTP within the RTSP connection (RFC 2326, 10.12). */
    TCP_INTERLEAVED("RTP/AVP/TCP;interleaved");

    private final String text;

    RtpProfile(String text) {
        this.text = text;
    }

    /** Reads the profile in any case; {@code RTP/AVP;unicast} is UDP. */
    static Optional<RtpProfile> of(String text) {
        for (RtpProfile profile : values()) {
            if (profile.text.equalsIgnoreCase(text)) {
                return Optional.of(profile);
            }
        }
        return text.equalsIgnoreCase("RTP/AVP;unicast") ? Optional.of(UDP_UNICAST) : Optional.empty();
    }

    /** The profile as on the wire. */
    @Override
    public String toString() {
        return text;
    }
}
