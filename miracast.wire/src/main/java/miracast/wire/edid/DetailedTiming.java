// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

import java.nio.ByteBuffer;
import miracast.api.VideoMode;

/** Reads detailed timing descriptors of 18 octets (VESA E-EDID A, section 3.10.2), which base and CEA-861 blocks share. */
final class DetailedTiming {
    static final int LENGTH = 18;

    private static final int CLOCK_UNIT = 10_000;
    private static final int MAX_RATE = 240;

    private DetailedTiming() {}

    /** The mode of the descriptor at an index; null if it is no timing, or its values are beyond reason. */
    static VideoMode mode(ByteBuffer block, int at) {
        long pixelClock = (octet(block, at + 1) << 8 | octet(block, at)) * (long) CLOCK_UNIT;
        int width = octet(block, at + 2) | (octet(block, at + 4) & 0xF0) << 4;
        int horizontal = width + (octet(block, at + 3) | (octet(block, at + 4) & 0x0F) << 8);
        int height = octet(block, at + 5) | (octet(block, at + 7) & 0xF0) << 4;
        int vertical = height + (octet(block, at + 6) | (octet(block, at + 7) & 0x0F) << 8);
        boolean interlaced = octet(block, at + 17) >= 0x80;
        if (pixelClock == 0 || width == 0 || height == 0) {
            return null;
        }
        long rate = Math.round((double) pixelClock / ((long) horizontal * vertical));
        return rate < 1 || rate > MAX_RATE
                ? null
                : new VideoMode(width, interlaced ? 2 * height : height, (int) rate, interlaced);
    }

    private static int octet(ByteBuffer block, int at) {
        return block.get(at) & 0xFF;
    }
}
