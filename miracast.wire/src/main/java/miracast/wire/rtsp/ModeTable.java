// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;

/**
 * The tables of modes, as Release 2 numbers them, and the one of [MS-WFDPE] that stands beside them. Which bits of a mask mean what
 * depends on the {@linkplain VideoDialect dialect}: Release 1 has the first of them only.
 */
public enum ModeTable {
    /** Modes of televisions. Bit 0 is the one that every sink has. */
    CEA(List.of(
            mode(640, 480, 60),
            mode(720, 480, 60),
            new VideoMode(720, 480, 60, true),
            mode(720, 576, 50),
            new VideoMode(720, 576, 50, true),
            mode(1280, 720, 30),
            mode(1280, 720, 60),
            mode(1920, 1080, 30),
            mode(1920, 1080, 60),
            new VideoMode(1920, 1080, 60, true),
            mode(1280, 720, 25),
            mode(1280, 720, 50),
            mode(1920, 1080, 25),
            mode(1920, 1080, 50),
            new VideoMode(1920, 1080, 50, true),
            mode(1280, 720, 24),
            mode(1920, 1080, 24),
            mode(3840, 2160, 24),
            mode(3840, 2160, 25),
            mode(3840, 2160, 30),
            mode(3840, 2160, 50),
            mode(3840, 2160, 60),
            mode(4096, 2160, 24),
            mode(4096, 2160, 25),
            mode(4096, 2160, 30),
            mode(4096, 2160, 50),
            mode(4096, 2160, 60))),
    /** Modes of computer monitors: 30 Hz in even bits, 60 Hz in odd ones. */
    VESA(vesa()),
    /** Modes of handheld devices: 30 Hz in even bits, 60 Hz in odd ones. */
    HH(pairs(800, 480, 854, 480, 864, 480, 640, 360, 960, 540, 848, 480)),
    /** Modes of {@code microsoft_video_formats} ([MS-WFDPE] 2.7.1.2.1): 30, 60 and 24 Hz of each size. */
    MICROSOFT(microsoft(1920, 1280, 2160, 1440, 2256, 1504, 2736, 1824, 3000, 2000, 3240, 2160, 4500, 3000));

    private final List<VideoMode> modes;

    ModeTable(List<VideoMode> modes) {
        this.modes = modes;
    }

    private static VideoMode mode(int width, int height, int rate) {
        return VideoMode.progressive(width, height, rate);
    }

    private static List<VideoMode> vesa() {
        return pairs(
                800, 600, 1024, 768, 1152, 864, 1280, 768, 1280, 800, 1360, 768, 1366, 768, 1280, 1024, 1400, 1050,
                1440, 900, 1600, 900, 1600, 1200, 1680, 1024, 1680, 1050, 1920, 1200, 2560, 1440, 2560, 1600);
    }

    private static List<VideoMode> microsoft(int... sizes) {
        List<VideoMode> modes = new ArrayList<>();
        for (int i = 0; i < sizes.length; i += 2) {
            modes.add(mode(sizes[i], sizes[i + 1], 30));
            modes.add(mode(sizes[i], sizes[i + 1], 60));
            modes.add(mode(sizes[i], sizes[i + 1], 24));
        }
        return List.copyOf(modes);
    }

    private static List<VideoMode> pairs(int... sizes) {
        List<VideoMode> modes = new ArrayList<>();
        for (int i = 0; i < sizes.length; i += 2) {
            modes.add(mode(sizes[i], sizes[i + 1], 30));
            modes.add(mode(sizes[i], sizes[i + 1], 60));
        }
        return List.copyOf(modes);
    }

    /** The modes, that of bit 0 first. */
    public List<VideoMode> modes() {
        return modes;
    }

    /** The mode of a bit; empty if the bit is reserved. */
    public Optional<VideoMode> mode(int bit) {
        return bit >= 0 && bit < modes.size() ? Optional.of(modes.get(bit)) : Optional.empty();
    }
}
