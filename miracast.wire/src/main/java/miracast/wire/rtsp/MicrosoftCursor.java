// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * {@code microsoft_cursor} ([MS-WDHCE] 1.7): whether the sink paints the pointer itself, and where it hears of it.
 *
 * @param inverts whether it can invert what is below the pointer
 * @param maxWidth widest pointer in pixels; 0 if the sink paints none
 * @param maxHeight highest pointer in pixels; 0 if the sink paints none
 * @param port UDP port of the sink; 0 if it paints none
 */
public record MicrosoftCursor(boolean inverts, int maxWidth, int maxHeight, int port) {
    /** {@code none}: the pointer is part of the picture. */
    public static final MicrosoftCursor NONE = new MicrosoftCursor(false, 0, 0, 0);

    private static final String FULL = "full";

    /** @throws IllegalArgumentException if a number has more than 16 bits, or only some are 0 */
    public MicrosoftCursor {
        Fields.checkBits("maxWidth", maxWidth, 16);
        Fields.checkBits("maxHeight", maxHeight, 16);
        Fields.checkBits("port", port, 16);
        if ((port == 0 || maxWidth == 0 || maxHeight == 0) && (port | maxWidth | maxHeight) != 0) {
            throw new IllegalArgumentException("pointer of " + maxWidth + "x" + maxHeight + " at port " + port);
        }
    }

    /**
     * Reads a value.
     *
     * @throws ParameterException if a field is missing or none of its kind, or size or port is 0
     */
    public static MicrosoftCursor parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        Fields fields = new Fields(ParameterName.MICROSOFT_CURSOR, value);
        String inverts = fields.next("XOR support");
        if (!inverts.equalsIgnoreCase(FULL) && !Fields.isNone(inverts)) {
            throw fields.notUnderstood("XOR support is neither full nor none");
        }
        int width = (int) fields.hex("width", 4);
        int height = (int) fields.hex("height", 4);
        int port = (int) fields.hex("port", 4);
        if (width == 0 || height == 0 || port == 0) {
            throw fields.outOfRange("pointer of " + width + "x" + height + " at port " + port);
        }
        return new MicrosoftCursor(inverts.equalsIgnoreCase(FULL), width, height, port);
    }

    /** Whether the sink paints no pointer. */
    public boolean isNone() {
        return port == 0;
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return isNone()
                ? Fields.NONE
                : String.join(
                        " ",
                        inverts ? FULL : Fields.NONE,
                        Fields.hex4(maxWidth),
                        Fields.hex4(maxHeight),
                        Fields.hex4(port));
    }
}
