// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.api.frames.FrameSourceException;

/**
 * A part of a screen.
 *
 * @param x pixels from the left
 * @param y lines from the top
 * @param width pixels; 0 if it is the whole screen
 * @param height lines; 0 if it is the whole screen
 */
record Region(int x, int y, int width, int height) {
    static final Region WHOLE = new Region(0, 0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})\\+(\\d{1,5})\\+(\\d{1,5})");

    /** Reads the option, in the form of X geometries. */
    static Region of(Options options) throws FrameSourceException {
        String text = options.text("region", "");
        if (text.isEmpty()) {
            return WHOLE;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0 || Integer.parseInt(matcher.group(2)) == 0) {
            throw options.refused("region", text, "of the form WIDTHxHEIGHT+X+Y, for example 1280x720+0+0");
        }
        return new Region(
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)));
    }

    boolean isWhole() {
        return width == 0;
    }

    /** As FFmpeg writes sizes. */
    String size() {
        return width + "x" + height;
    }

    boolean isWithin(int screenWidth, int screenHeight) {
        return x + width <= screenWidth && y + height <= screenHeight;
    }
}
