// SPDX-License-Identifier: Apache-2.0
package miracast.host.record;

import java.nio.ByteBuffer;

/**
 * Where a recording of a running stream begins: with the tables in front of an IDR picture, so that a player can begin there. Belongs
 * to the thread that sends, but for {@link #idr()}.
 */
final class Gate {
    private static final int PACKET = 188;
    /** ISO/IEC 13818-1, 2.4.3.3: PID of the program association table, in 13 bits. */
    private static final int PAT = 0;

    private static final int PID_MASK = 0x1FFF;

    private volatile boolean idr;
    private boolean open;

    /** @param open whether all is let in from the beginning */
    Gate(boolean open) {
        this.open = open;
    }

    /** An IDR picture is about to be sent. Any thread. */
    void idr() {
        if (!idr) {
            idr = true;
        }
    }

    /** How many of these octets are still to be left out, all of them before the beginning. */
    int leftOut(ByteBuffer packets, int offset, int octets) {
        if (open) {
            return 0;
        }
        if (idr) {
            for (int at = 0; at + PACKET <= octets; at += PACKET) {
                if ((packets.getShort(offset + at + 1) & PID_MASK) == PAT) {
                    open = true;
                    return at;
                }
            }
        }
        return octets;
    }
}
