// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;

/**
 * The three tables of {@code wfd_video_formats} (Release 1): which mode each bit of a mask stands for. Bits beyond a table are
 * reserved and ignored; Release 2 and Microsoft number theirs differently.
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
            mode(1920, 1080, 24))),
    /** Modes of computer monitors: 30 Hz in even bits, 60 Hz in odd ones. */
    VESA(vesa()),
    /** Modes of handheld devices: 30 Hz in even bits, 60 Hz in odd ones. */
    HH(pairs(800, 480, 854, 480, 864, 480, 640, 360, 960, 540, 848, 480));

    private final List<VideoMode> modes;

    ModeTable(List<VideoMode> modes) {
        this.modes = modes;
    }

    private static VideoMode mode(int width, int height, int rate) {
        return VideoMode.progressive(width, height, rate);
    }

    private static List<VideoMode> vesa() {
        List<VideoMode> modes = new ArrayList<>(pairs(
                800, 600, 1024, 768, 1152, 864, 1280, 768, 1280, 800, 1360, 768, 1366, 768, 1280, 1024, 1400, 1050,
                1440, 900, 1600, 900, 1600, 1200, 1680, 1024, 1680, 1050));
        modes.add(mode(1920, 1200, 30));
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

    /** All bits that have a mode. */
    public long knownMask() {
        return (1L << modes.size()) - 1;
    }

    /** The modes of a mask's known bits, lowest bit first. */
    public List<TableMode> modes(long mask) {
        List<TableMode> found = new ArrayList<>();
        for (int bit = 0; bit < modes.size(); bit++) {
            if ((mask >>> bit & 1) != 0) {
                found.add(new TableMode(this, bit));
            }
        }
        return found;
    }
}
