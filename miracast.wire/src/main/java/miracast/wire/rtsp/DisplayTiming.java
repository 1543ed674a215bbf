// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;
import miracast.api.VideoMode;

/**
 * A mode by its timing, as {@code wfd_preferred_display_mode} has it: for pictures that no table has.
 *
 * @param pixelClock in units of 10 kHz, 24 bits
 * @param horizontal the parts of a line, in pixels
 * @param vertical the parts of a frame, in lines
 */
public record DisplayTiming(int pixelClock, Axis horizontal, Axis vertical) implements Announcement {
    private static final int CLOCK_UNIT = 10_000;
    private static final int MAX_RATE = 240;
    private static final int MAX_PIXELS = 16_384;

    /**
     * The parts of a line or of a frame, each of 16 bits, the offset of 15.
     *
     * @param active what is seen
     * @param blank what is not
     * @param syncPositive the polarity of the sync pulse
     * @param syncOffset from the end of what is seen to the sync pulse
     * @param syncWidth how long the sync pulse is
     */
    public record Axis(int active, int blank, boolean syncPositive, int syncOffset, int syncWidth) {
        private static final int POLARITY = 0x8000;

        /** @throws IllegalArgumentException if a value has more bits than its place on the wire */
        public Axis {
            Fields.checkBits("active", active, 16);
            Fields.checkBits("blank", blank, 16);
            Fields.checkBits("syncOffset", syncOffset, 15);
            Fields.checkBits("syncWidth", syncWidth, 16);
        }

        private static Axis parse(String axis, Fields fields) throws ParameterException {
            int active = (int) fields.hex(axis + " active", 4);
            int blank = (int) fields.hex(axis + " blank", 4);
            int offset = (int) fields.hex(axis + " sync offset", 4);
            int width = (int) fields.hex(axis + " sync width", 4);
            return new Axis(active, blank, (offset & POLARITY) != 0, offset & ~POLARITY, width);
        }

        private int total() {
            return active + blank;
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    Fields.hex4(active),
                    Fields.hex4(blank),
                    Fields.hex4(syncPositive ? POLARITY | syncOffset : syncOffset),
                    Fields.hex4(syncWidth));
        }
    }

    /** @throws IllegalArgumentException if the clock has more bits than its place on the wire, or this is no mode */
    public DisplayTiming {
        Fields.checkBits("pixelClock", pixelClock, 24);
        String reason = reason(pixelClock, horizontal, vertical);
        if (!reason.isEmpty()) {
            throw new IllegalArgumentException(reason);
        }
    }

    private static String reason(int pixelClock, Axis horizontal, Axis vertical) {
        long rate = rate(pixelClock, horizontal, vertical);
        if (outside(horizontal.active) || outside(vertical.active)) {
            return "size " + horizontal.active + "x" + vertical.active + " is not in 1x1 to 16384x16384";
        }
        return rate < 1 || rate > MAX_RATE ? "rate " + rate + " is not in 1 to " + MAX_RATE : "";
    }

    private static boolean outside(int pixels) {
        return pixels < 1 || pixels > MAX_PIXELS;
    }

    private static long rate(int pixelClock, Axis horizontal, Axis vertical) {
        return Math.round(
                (double) pixelClock * CLOCK_UNIT / Math.max(1L, (long) horizontal.total() * vertical.total()));
    }

    static DisplayTiming parse(Fields fields) throws ParameterException {
        int pixelClock = (int) fields.hex("pixel clock", 6);
        Axis horizontal = Axis.parse("H", fields);
        Axis vertical = Axis.parse("V", fields);
        String reason = reason(pixelClock, horizontal, vertical);
        if (!reason.isEmpty()) {
            throw fields.outOfRange(reason);
        }
        return new DisplayTiming(pixelClock, horizontal, vertical);
    }

    /**
     * The timing that VESA's Coordinated Video Timings (1.2, reduced blanking) give a mode; empty if that is none of this size and
     * rate, as for interlaced modes and very small ones.
     */
    public static Optional<DisplayTiming> reducedBlanking(VideoMode mode) {
        double lineMicros = (1e6 / mode.rate() - 460) / mode.height();
        int sync = verticalSync(mode);
        Axis horizontal = new Axis(mode.width(), 160, true, 48, 32);
        Axis vertical = new Axis(mode.height(), Math.max((int) (460 / lineMicros) + 1, 3 + sync + 6), false, 3, sync);
        long pixels = (long) mode.rate() * horizontal.total() * vertical.total();
        int clock = (int) (pixels / 250_000 * 250_000 / CLOCK_UNIT);
        return mode.interlaced() || rate(clock, horizontal, vertical) != mode.rate()
                ? Optional.empty()
                : Optional.of(new DisplayTiming(clock, horizontal, vertical));
    }

    /** Lines of the vertical sync pulse, by which a monitor knows the shape. */
    private static int verticalSync(VideoMode mode) {
        int[][] shapes = {{4, 3, 4}, {16, 9, 5}, {16, 10, 6}, {5, 4, 7}, {15, 9, 7}};
        for (int[] shape : shapes) {
            if (mode.width() == mode.height() * shape[0] / shape[1] / 8 * 8) {
                return shape[2];
            }
        }
        return 10;
    }

    @Override
    public VideoMode mode() {
        return VideoMode.progressive(horizontal.active, vertical.active, (int) rate(pixelClock, horizontal, vertical));
    }

    /** The fields as sent. */
    @Override
    public String toString() {
        return String.join(" ", Fields.hex(pixelClock, 6), horizontal.toString(), vertical.toString());
    }
}
