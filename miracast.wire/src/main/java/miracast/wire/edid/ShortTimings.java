// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import miracast.api.VideoMode;

/** The timings of a base block that are but a bit or two octets: established and standard ones (VESA E-EDID A, 3.8 and 3.9). */
final class ShortTimings {
    private static final int ESTABLISHED = 35;
    private static final int STANDARD = 38;
    private static final int STANDARD_COUNT = 8;
    private static final int UNUSED = 0x0101;
    private static final int VERSION = 18;
    private static final int VERSION_1_3 = 0x0103;
    private static final int WIDTH_UNIT = 8;
    private static final int WIDTH_BASE = 31;
    private static final int RATE_BASE = 60;

    /** By their bits, from the highest of the first octet on. */
    private static final List<VideoMode> BITS = List.of(
            VideoMode.progressive(720, 400, 70),
            VideoMode.progressive(720, 400, 88),
            VideoMode.progressive(640, 480, 60),
            VideoMode.progressive(640, 480, 67),
            VideoMode.progressive(640, 480, 72),
            VideoMode.progressive(640, 480, 75),
            VideoMode.progressive(800, 600, 56),
            VideoMode.progressive(800, 600, 60),
            VideoMode.progressive(800, 600, 72),
            VideoMode.progressive(800, 600, 75),
            VideoMode.progressive(832, 624, 75),
            new VideoMode(1024, 768, 87, true),
            VideoMode.progressive(1024, 768, 60),
            VideoMode.progressive(1024, 768, 70),
            VideoMode.progressive(1024, 768, 75),
            VideoMode.progressive(1280, 1024, 75),
            VideoMode.progressive(1152, 870, 75));

    private ShortTimings() {}

    /** All of a base block, the one with the most pixels first. */
    static List<VideoMode> modes(ByteBuffer block) {
        List<VideoMode> modes = new ArrayList<>();
        for (int i = 0; i < BITS.size(); i++) {
            if ((block.get(ESTABLISHED + i / 8) & 0x80 >> i % 8) != 0) {
                modes.add(BITS.get(i));
            }
        }
        boolean square = (block.getShort(VERSION) & 0xFFFF) < VERSION_1_3;
        for (int i = 0; i < STANDARD_COUNT; i++) {
            int timing = block.getShort(STANDARD + 2 * i) & 0xFFFF;
            // A width of 0 is reserved.
            if (timing != UNUSED && timing >> 8 != 0) {
                modes.add(standard(timing, square));
            }
        }
        modes.sort(Comparator.comparingInt((VideoMode mode) -> mode.width() * mode.height())
                .thenComparingInt(VideoMode::rate)
                .reversed());
        return modes;
    }

    private static VideoMode standard(int timing, boolean square) {
        int width = ((timing >> 8) + WIDTH_BASE) * WIDTH_UNIT;
        int height = switch (timing >> 6 & 3) {
            case 0 -> square ? width : width * 10 / 16;
            case 1 -> width * 3 / 4;
            case 2 -> width * 4 / 5;
            default -> width * 9 / 16;
        };
        return VideoMode.progressive(width, height, (timing & 0x3F) + RATE_BASE);
    }
}
