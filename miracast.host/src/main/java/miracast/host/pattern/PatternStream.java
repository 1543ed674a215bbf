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
    private final Beat beat;
    private final Runnable closing;
    private final long halfIntervalNs;
    private final boolean marked;
    private final boolean flashes;
    private final int boxSize;
    private int boxX;
    private int boxY;
    private int frameNumber;
    private boolean begun;
    private boolean closed;
    private long originNs;
    private boolean flash;

    /**
     * @param clock what the picture shows as the time of day
     * @param beat told of flashes
     * @param closing run when the stream is closed
     */
    PatternStream(VideoMode mode, Clock clock, Beat beat, Runnable closing) {
        this.clock = clock;
        this.beat = beat;
        this.closing = closing;
        halfIntervalNs = mode.frameIntervalNs() / 2;
        canvas = new Canvas(mode.width(), mode.height());
        glyphs = new Glyphs(canvas, Math.max(1, mode.height() / 120));
        marked = mode.width() >= FrameMarker.WIDTH && mode.height() >= FrameMarker.HEIGHT;
        flashes = mode.width() >= FrameMarker.WIDTH_WITH_FLASH && mode.height() >= FrameMarker.HEIGHT;
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
            canvas.uncolour(flashes ? FrameMarker.WIDTH_WITH_FLASH : FrameMarker.WIDTH, FrameMarker.HEIGHT);
        }
        if (flashes) {
            flash(timeNs);
            FrameMarker.drawFlash(canvas.luma(), canvas.width(), flash);
        }
        frameNumber++;
        canvas.show(frame, timeNs);
        return true;
    }

    /** A flash whose beginning was missed is left out: it would not be when its beep is. */
    private void flash(long timeNs) {
        if (!begun) {
            begun = true;
            originNs = timeNs;
        }
        long since = Math.floorMod(timeNs - originNs + halfIntervalNs, Beat.PERIOD_NS);
        if (since < 2 * halfIntervalNs) {
            flash = true;
            beat.flash(timeNs);
        } else if (since >= Beat.LENGTH_NS) {
            flash = false;
        }
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
        if (!closed) {
            closed = true;
            closing.run();
        }
    }
}
