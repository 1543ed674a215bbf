// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;
import miracast.api.VideoMode;

/**
 * A mode and where it stands: a table and a bit of it.
 *
 * @param table CEA, VESA or HH
 * @param bit one that has a mode
 */
public record TableMode(ModeTable table, int bit) {
    /** 640x480p60, which every sink has, whatever its mask says. */
    public static final TableMode MANDATORY = new TableMode(ModeTable.CEA, 0);

    private static final int TABLE_BITS = 3;

    /** @throws IllegalArgumentException if the table has no mode there */
    public TableMode {
        if (table.mode(bit).isEmpty()) {
            throw new IllegalArgumentException("bit " + bit + " of table " + table + " has no mode");
        }
    }

    /** The mode's place; of several, the one in CEA before VESA before HH. Empty if no table has it. */
    public static Optional<TableMode> of(VideoMode mode) {
        for (ModeTable table : ModeTable.values()) {
            int bit = table.modes().indexOf(mode);
            if (bit >= 0) {
                return Optional.of(new TableMode(table, bit));
            }
        }
        return Optional.empty();
    }

    /** Reads the native octet: table in bits 2 to 0, bit in 7 to 3. Empty if there is no such table or mode. */
    public static Optional<TableMode> ofNative(int octet) {
        int table = octet & 7;
        int bit = octet >> TABLE_BITS & 0x1F;
        return table < ModeTable.values().length
                        && ModeTable.values()[table].mode(bit).isPresent()
                ? Optional.of(new TableMode(ModeTable.values()[table], bit))
                : Optional.empty();
    }

    /** The native octet that stands for this mode. */
    public int nativeOctet() {
        return bit << TABLE_BITS | table.ordinal();
    }

    /** The mode at that place. */
    public VideoMode mode() {
        return table.modes().get(bit);
    }

    /** The mask with this bit alone if {@code other} is this mode's table, otherwise 0. */
    public long mask(ModeTable other) {
        return table == other ? 1L << bit : 0;
    }
}
