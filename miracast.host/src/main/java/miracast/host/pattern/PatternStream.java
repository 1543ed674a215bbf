// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.time.Clock;
import miracast.api.VideoMode;
import miracast.api.frames.FrameMarker;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;

/**
 * Draws into one picture: only what moves is drawn anew, over bars and a ramp that stay. A frame costs a fraction of a millisecond
 * at 1080 lines and allocates nothing. One thread at a time.
 */
final class PatternStream implements FrameStream {
    private static final long DAY_MS = 86_400_000;

    private final Clock clock;
    private final Canvas canvas;
    private final Glyphs glyphs;
    private final FrameMarker marker = new FrameMarker();
    private final boolean marked;
    private final int boxSize;
    private int boxX;
    private int boxY;
    private int frameNumber;

    PatternStream(VideoMode mode, Clock clock) {
        this.clock = clock;
        canvas = new Canvas(mode.width(), mode.height());
        glyphs = new Glyphs(canvas, Math.max(1, mode.height() / 120));
        marked = mode.width() >= FrameMarker.WIDTH && mode.height() >= FrameMarker.HEIGHT;
        boxSize = mode.height() / 6 & ~1;
        Background.draw(canvas);
        canvas.keepAsBackground();
    }

    @Override
    public boolean next(VideoFrame frame, long timeNs) {
        canvas.restore(boxX, boxY, boxSize, boxSize);
        // Steps that share no divisor with the ways make the box visit the whole picture.
        boxX = bounce(frameNumber * 7L, canvas.width() - boxSize);
        boxY = bounce(frameNumber * 5L, canvas.height() - boxSize);
        canvas.fill(boxX, boxY, boxSize, boxSize, 0xF0F0F0);
        long now = clock.millis();
        text(now);
        if (marked) {
            marker.draw(canvas.luma(), canvas.width(), frameNumber, (int) now);
            canvas.uncolour(FrameMarker.WIDTH, FrameMarker.HEIGHT);
        }
        frameNumber++;
        canvas.show(frame, timeNs);
        return true;
    }

    private void text(long now) {
        int line = glyphs.lineHeight();
        int y = canvas.height() / 2;
        int x = glyphs.advance();
        glyphs.number(x, y, frameNumber, 8);
        long ms = now % DAY_MS;
        y += line;
        x = glyphs.number(x, y, (int) (ms / 3_600_000), 2);
        x = glyphs.colon(x, y);
        x = glyphs.number(x, y, (int) (ms / 60_000 % 60), 2);
        x = glyphs.colon(x, y);
        x = glyphs.number(x, y, (int) (ms / 1000 % 60), 2);
        x = glyphs.point(x, y);
        glyphs.number(x, y, (int) (ms % 1000), 3);
    }

    /** To and fro between 0 and the limit, even, so that colour samples move with the box. */
    private static int bounce(long way, int limit) {
        long place = way % (2L * limit);
        return (int) (place < limit ? place : 2L * limit - place) & ~1;
    }

    /** The memory goes with the object. */
    @Override
    public void close() {
        frameNumber = 0;
    }
}
