// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Locale;

/**
 * {@code wfd_content_protection}: whether the sink could decrypt HDCP, which we never send.
 *
 * @param version {@code HDCP2.0}, {@code HDCP2.1} or newer; empty for {@code none}
 * @param port where the sink listens for the key exchange; 0 for {@code none}
 */
public record ContentProtection(String version, int port) {
    /** {@code none}. */
    public static final ContentProtection NONE = new ContentProtection("", 0);

    private static final String PORT = "port=";

    /**
     * Reads a value.
     *
     * @throws ParameterException if it is neither {@code none} nor a version and a port
     */
    public static ContentProtection parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        Fields fields = new Fields(ParameterName.WFD_CONTENT_PROTECTION, value);
        String version = fields.next("version").toUpperCase(Locale.ROOT);
        if (!version.matches("HDCP[0-9]\\.[0-9]")) {
            throw fields.notUnderstood("version " + Quoted.of(version) + " is not HDCP and a number");
        }
        String port = Fields.lower(fields.next("port"));
        if (!port.startsWith(PORT)) {
            throw fields.notUnderstood("port " + Quoted.of(port) + " does not start with port=");
        }
        return new ContentProtection(version, fields.decimal("port", port.substring(PORT.length()), 1, 65535));
    }

    /** Whether this is {@code none}. */
    public boolean isNone() {
        return version.isEmpty();
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return isNone() ? Fields.NONE : version + " " + PORT + port;
    }
}
