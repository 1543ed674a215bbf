// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * A parameter's or header's value cannot be used. The message names parameter, field and value, fit for a log:
 * {@code wfd_client_rtp_ports: port 70000 is not in 1 to 65535, in 'RTP/AVP/UDP;unicast 70000 0 mode=play'}.
 */
public final class ParameterException extends Exception {
    private final String parameter;
    private final String value;
    private final int code;

    /**
     * @param code what to answer: a constant of {@link RtspStatus}
     * @param parameter name of the parameter or header
     * @param value its whole value as it came
     * @param reason which field has what, and what would be right
     */
    public ParameterException(int code, String parameter, String value, String reason) {
        super(parameter + ": " + reason + ", in " + Quoted.of(value));
        this.parameter = parameter;
        this.value = value;
        this.code = code;
    }

    /** Name of the parameter or header. */
    public String parameter() {
        return parameter;
    }

    /** The whole value as it came, unbounded and unclean. */
    public String value() {
        return value;
    }

    /** What to answer for this parameter. */
    public int code() {
        return code;
    }
}
