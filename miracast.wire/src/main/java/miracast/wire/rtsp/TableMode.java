// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;
import miracast.api.VideoMode;

/**
 * A mode and where it stands: a table and a bit of it.
 *
 * @param table of Release 2, or Microsoft's
 * @param bit one that has a mode
 */
public record TableMode(ModeTable table, int bit) implements Announcement {
    /** 640x480p60, which every sink has, whatever its mask says. */
    public static final TableMode MANDATORY = new TableMode(ModeTable.CEA, 0);

    static final int TABLE_BITS = 3;

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

    /** The native octet of Release 1 that stands for this mode. */
    public int nativeOctet() {
        return bit << TABLE_BITS | table.ordinal();
    }

    @Override
    public VideoMode mode() {
        return table.modes().get(bit);
    }
}
