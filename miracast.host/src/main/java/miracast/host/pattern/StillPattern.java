// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.util.ArrayList;
import java.util.List;
import miracast.api.frames.VideoFrame;

/** The test pattern as one picture that stands still, with a text. Any thread. */
public final class StillPattern {
    /** Of the height: what glyphs are measured by. */
    private static final int SCALE = 120;

    private StillPattern() {}

    /**
     * Draws it into memory of its own.
     *
     * @param text for whoever stands before the screen; letters are shown as capitals without accents, what has no glyph as a
     *     question mark, and what does not fit in the picture not at all
     */
    public static VideoFrame draw(int width, int height, String text) {
        Canvas canvas = new Canvas(width, height);
        Background.draw(canvas);
        Glyphs glyphs = new Glyphs(canvas, Math.max(1, height / SCALE));
        List<String> lines = wrapped(Letters.plain(text), Math.max(1, width / glyphs.advance() - 2));
        int y = (height / 3 & ~1) - lines.size() * glyphs.lineHeight() / 2 & ~1;
        for (String line : lines) {
            int x = (width - line.length() * glyphs.advance()) / 2 & ~1;
            if (x >= 0 && y >= 0 && y + glyphs.lineHeight() <= height) {
                glyphs.text(x, y, line);
            }
            y += glyphs.lineHeight();
        }
        VideoFrame frame = new VideoFrame();
        canvas.show(frame, 0);
        return frame;
    }

    /** Words in lines of at most so many characters; a longer word is cut. */
    static List<String> wrapped(String text, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            String fits = word.substring(0, Math.min(word.length(), most));
            if (line.length() > 0 && line.length() + 1 + fits.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(fits);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
