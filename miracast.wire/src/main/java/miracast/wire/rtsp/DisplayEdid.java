// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** {@code wfd_display_edid}: the description of the monitor, in blocks of 128 octets. Immutable. */
public final class DisplayEdid {
    /** Octets of a block. */
    public static final int BLOCK = 128;
    /** The most blocks there are. */
    public static final int MAX_BLOCKS = 256;
    /** {@code none}. */
    public static final DisplayEdid NONE = new DisplayEdid(new byte[0]);

    private static final int COUNT_DIGITS = 4;

    private final byte[] octets;

    private DisplayEdid(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Blocks to send.
     *
     * @throws IllegalArgumentException if they are not whole, or more than {@link #MAX_BLOCKS}
     */
    public static DisplayEdid of(byte[] octets) {
        if (octets.length % BLOCK != 0 || octets.length > MAX_BLOCKS * BLOCK) {
            throw new IllegalArgumentException(
                    "EDID of " + octets.length + " octets is not 0 to 256 blocks of 128 octets");
        }
        return new DisplayEdid(octets.clone());
    }

    /**
     * Reads a value. The count before the blocks is not trusted; blocks that are cut short or whose octets do not sum to 0 mod
     * 256 are left out, and without the first block there is nothing.
     *
     * @throws ParameterException if it is not a count and hexadecimal digits, or there are too many of them
     */
    public static DisplayEdid parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        Fields fields = new Fields(ParameterName.WFD_DISPLAY_EDID, value);
        StringBuilder digits = new StringBuilder();
        String count = fields.next("count");
        if (count.length() > COUNT_DIGITS) {
            digits.append(count);
        }
        while (fields.hasNext()) {
            digits.append(fields.next("blocks"));
        }
        if (Fields.isNone(digits.toString()) || digits.isEmpty()) {
            return NONE;
        }
        if (!digits.chars().allMatch(Fields::isHexDigit)) {
            throw fields.notUnderstood("blocks are not hexadecimal digits");
        }
        if (digits.length() > 2 * BLOCK * MAX_BLOCKS) {
            throw fields.outOfRange("there are " + digits.length() + " digits, more than 256 blocks have");
        }
        digits.setLength(digits.length() / (2 * BLOCK) * 2 * BLOCK);
        return new DisplayEdid(soundBlocks(HexFormat.of().parseHex(digits)));
    }

    private static byte[] soundBlocks(byte[] octets) {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (int block = 0; block < octets.length; block += BLOCK) {
            byte sum = 0;
            for (int at = block; at < block + BLOCK; at++) {
                sum += octets[at];
            }
            if (sum == 0) {
                sound.write(octets, block, BLOCK);
            } else if (block == 0) {
                break;
            }
        }
        return sound.toByteArray();
    }

    /** Whether there is no block. */
    public boolean isNone() {
        return octets.length == 0;
    }

    /** A copy of the blocks; empty if there are none. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DisplayEdid that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return isNone()
                ? Fields.NONE
                : Fields.hex4(octets.length / BLOCK) + " "
                        + HexFormat.of().withUpperCase().formatHex(octets);
    }
}
