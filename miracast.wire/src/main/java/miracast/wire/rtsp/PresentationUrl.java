// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * {@code wfd_presentation_URL}: what the sink is to set up.
 *
 * @param primary URL for the primary sink; empty for {@code none}
 * @param secondary URL for the secondary sink; empty for {@code none}
 */
public record PresentationUrl(String primary, String secondary) {
    private static final int MAX_LENGTH = 512;

    /** @throws IllegalArgumentException if one is no RTSP URL of up to 512 characters */
    public PresentationUrl {
        check("primary", primary);
        check("secondary", secondary);
    }

    private static void check(String field, String url) {
        if (!url.isEmpty() && !isUrl(url)) {
            throw new IllegalArgumentException(
                    field + " " + Quoted.of(url) + " is not an RTSP URL of up to 512 characters");
        }
    }

    private static boolean isUrl(String text) {
        return text.length() <= MAX_LENGTH
                && Fields.lower(text).startsWith("rtsp://")
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** A URL for a single sink. */
    public static PresentationUrl of(String primary) {
        return new PresentationUrl(primary, "");
    }

    /**
     * Reads a value; the second URL may be missing.
     *
     * @throws ParameterException if a part is neither {@code none} nor an RTSP URL
     */
    public static PresentationUrl parse(String value) throws ParameterException {
        Fields fields = new Fields(ParameterName.WFD_PRESENTATION_URL, value);
        String primary = url(fields, "url0");
        return new PresentationUrl(primary, fields.hasNext() ? url(fields, "url1") : "");
    }

    private static String url(Fields fields, String field) throws ParameterException {
        String text = fields.next(field);
        if (Fields.isNone(text)) {
            return "";
        }
        if (!isUrl(text)) {
            throw fields.notUnderstood(field + " " + Quoted.of(text) + " is not an RTSP URL");
        }
        return text;
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return text(primary) + " " + text(secondary);
    }

    private static String text(String url) {
        return url.isEmpty() ? Fields.NONE : url;
    }
}
