// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code microsoft_video_formats} ([MS-WFDPE] 2.7.1.2): modes of tablets and laptops, which every entry of
 * {@code wfd_video_formats} has too as far as its level goes. In M4 the one that was chosen, while all masks there are 0.
 *
 * @param mask over {@link ModeTable#MICROSOFT}; 0 for {@code none}
 */
public record MicrosoftVideoFormats(long mask) {
    /** None of these modes. */
    public static final MicrosoftVideoFormats NONE = new MicrosoftVideoFormats(0);

    private static final int DIGITS = 12;

    /** @throws IllegalArgumentException if the mask has more than 48 bits */
    public MicrosoftVideoFormats {
        Fields.checkBits("mask", mask, 4 * DIGITS);
    }

    /**
     * The one mode of M4.
     *
     * @throws IllegalArgumentException if it is of another table
     */
    public static MicrosoftVideoFormats of(TableMode mode) {
        if (mode.table() != ModeTable.MICROSOFT) {
            throw new IllegalArgumentException(mode + " is not of " + ModeTable.MICROSOFT);
        }
        return new MicrosoftVideoFormats(1L << mode.bit());
    }

    /**
     * Reads a value.
     *
     * @throws ParameterException if it is neither {@code none} nor a mask
     */
    public static MicrosoftVideoFormats parse(String value) throws ParameterException {
        return Fields.isNone(value)
                ? NONE
                : new MicrosoftVideoFormats(
                        new Fields(ParameterName.MICROSOFT_VIDEO_FORMATS, value).hex("modes", DIGITS));
    }

    /** The modes, lowest bit first; reserved bits are ignored. */
    public List<TableMode> modes() {
        List<TableMode> modes = new ArrayList<>();
        for (int bit = 0; bit < ModeTable.MICROSOFT.modes().size(); bit++) {
            if ((mask >>> bit & 1) != 0) {
                modes.add(new TableMode(ModeTable.MICROSOFT, bit));
            }
        }
        return modes;
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return mask == 0 ? Fields.NONE : Fields.hex(mask, DIGITS);
    }
}
