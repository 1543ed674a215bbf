// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size and rate of a picture, as a display mode names them.
 *
 * @param width pixels in a line, 1 to 16384
 * @param height lines of a whole picture, 1 to 16384
 * @param rate pictures a second for progressive modes, fields a second for interlaced ones, 1 to 240
 * @param interlaced whether lines come in alternating fields
 */
public record VideoMode(int width, int height, int rate, boolean interlaced) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})([pPiI@])(\\d{1,3})");

    public VideoMode {
        if (width < 1 || width > 16384) {
            throw new IllegalArgumentException("width " + width + " is not in 1 to 16384");
        }
        if (height < 1 || height > 16384) {
            throw new IllegalArgumentException("height " + height + " is not in 1 to 16384");
        }
        if (rate < 1 || rate > 240) {
            throw new IllegalArgumentException("rate " + rate + " is not in 1 to 240");
        }
    }

    /** A mode whose pictures come whole. */
    public static VideoMode progressive(int width, int height, int rate) {
        return new VideoMode(width, height, rate, false);
    }

    /**
     * Reads {@code 1920x1080p30}, {@code 1920x1080@30} (progressive) or {@code 1920x1080i60}.
     *
     * @throws IllegalArgumentException if the text is none of these, or a number is out of range
     */
    public static VideoMode parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("mode '" + text + "' is not of the form 1920x1080p30 or 1920x1080@30");
        }
        return new VideoMode(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(4)),
                matcher.group(3).equalsIgnoreCase("i"));
    }

    /** Macroblocks of 16 x 16 pixels in a picture, parts of one counted whole (ITU-T H.264, PicSizeInMbs). */
    public int macroblocks() {
        return (width + 15) / 16 * ((height + 15) / 16);
    }

    /** Macroblocks a second; an interlaced mode has half a picture per field. */
    public long macroblocksPerSecond() {
        return (long) macroblocks() * rate / (interlaced ? 2 : 1);
    }

    /** Pixels a second; an interlaced mode has half a picture per field. */
    public long pixelRate() {
        return (long) width * height * rate / (interlaced ? 2 : 1);
    }

    /** Time between two frames (pictures, or pairs of fields), in ns, rounded down. */
    public long frameIntervalNs() {
        return 1_000_000_000L * (interlaced ? 2 : 1) / rate;
    }

    /** The form that {@link #parse} reads, {@code 1920x1080p30}. */
    @Override
    public String toString() {
        return width + "x" + height + (interlaced ? "i" : "p") + rate;
    }
}
