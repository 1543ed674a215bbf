// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * {@code microsoft_teardown_reason}: why a Windows sink ended the session ([MS-WFDPE]).
 *
 * @param hresult for example C00D4278, nothing came for a while
 * @param text in words; perhaps empty
 */
public record TeardownReason(int hresult, String text) {
    private static final int DIGITS = 8;

    /**
     * Reads a value.
     *
     * @throws ParameterException if it does not start with up to 8 hexadecimal digits
     */
    public static TeardownReason parse(String value) throws ParameterException {
        Fields fields = new Fields(ParameterName.MICROSOFT_TEARDOWN_REASON, value);
        int hresult = (int) fields.hex("HRESULT", DIGITS);
        String stripped = value.strip();
        int blank = 0;
        while (blank < stripped.length() && !Character.isWhitespace(stripped.charAt(blank))) {
            blank++;
        }
        return new TeardownReason(hresult, stripped.substring(blank).strip());
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return Fields.hex8(hresult & 0xFFFFFFFFL) + (text.isEmpty() ? "" : " " + text);
    }
}
