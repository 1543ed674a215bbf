// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Does what FFmpeg's capture of X11 does not: paints the pointer (FFmpeg as built for lib.ffmpeg lacks XFixes), and notices when
 * the server has gone (FFmpeg then gives the last picture for ever). Asks the server for shape and place of the pointer with each
 * picture (X Fixes Extension, version 5.0). One thread; makes no garbage.
 */
final class X11Pointer implements AutoCloseable {
    private static final int GET_INPUT_FOCUS = 43;
    private static final int QUERY_VERSION = 0;
    private static final int GET_CURSOR_IMAGE = 4;
    /** Where pixels begin in the reply: ARGB, multiplied by alpha. */
    private static final int PIXELS = 32;

    private final String display;
    private final boolean painted;
    private final int left;
    private final int top;
    private X11Connection server;
    private int xfixes;

    private ByteBuffer image;
    private int imageWidth;
    private int imageHeight;
    /** Where the image is on the captured part of the screen. */
    private int imageX;

    private int imageY;
    private int width;
    private int height;
    private Fit fit;
    private Picture picture;

    /**
     * Connects to the server.
     *
     * @param display name of the X server
     * @param painted whether the pointer is to be painted
     * @param left where the captured part begins on the screen
     * @param top where the captured part begins on the screen
     * @throws IOException if there is no server, or it does not tell about its pointer
     */
    X11Pointer(String display, boolean painted, int left, int top) throws IOException {
        this.display = display;
        this.painted = painted;
        this.left = left;
        this.top = top;
        connect();
    }

    private void connect() throws IOException {
        server = X11Connection.open(display);
        try {
            if (painted) {
                findXFixes();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void findXFixes() throws IOException {
        xfixes = server.extension("XFIXES");
        if (xfixes == 0) {
            throw new IOException("the X server has no XFIXES, so the pointer cannot be shown; use cursor=false");
        }
        server.begin(xfixes, QUERY_VERSION, 12).putInt(4, 1);
        server.ask();
    }

    /**
     * The screen was lost and is back.
     *
     * @throws IOException if it is not
     */
    void reconnect() throws IOException {
        close();
        connect();
    }

    /**
     * Paints the pointer, if it is wanted.
     *
     * @param to picture of the captured part
     * @param place where that part lies in the picture
     * @param capturedWidth pixels of that part
     * @param capturedHeight lines of that part
     * @throws IOException if the server has gone
     */
    void paint(Picture to, Fit place, int capturedWidth, int capturedHeight) throws IOException {
        if (!painted) {
            server.begin(GET_INPUT_FOCUS, 0, 4);
            server.ask();
            return;
        }
        picture = to;
        fit = place;
        width = capturedWidth;
        height = capturedHeight;
        server.begin(xfixes, GET_CURSOR_IMAGE, 4);
        read(server.ask());
        paint();
    }

    private void read(ByteBuffer reply) throws IOException {
        image = reply;
        imageWidth = reply.getShort(12) & 0xFFFF;
        imageHeight = reply.getShort(14) & 0xFFFF;
        if (reply.limit() < PIXELS + 4L * imageWidth * imageHeight) {
            throw new IOException("image of " + imageWidth + "x" + imageHeight + " is cut short");
        }
        int hotX = reply.getShort(16) & 0xFFFF;
        int hotY = reply.getShort(18) & 0xFFFF;
        imageX = reply.getShort(8) - hotX - left;
        imageY = reply.getShort(10) - hotY - top;
    }

    /** Goes over the blocks of 2 x 2 pixels that the pointer touches, each of which has one sample of chroma. */
    private void paint() {
        int right = Math.min(fit.width(), scaled(imageX + imageWidth, fit.width(), width) + 1);
        int bottom = Math.min(fit.height(), scaled(imageY + imageHeight, fit.height(), height) + 1);
        for (int y = Math.max(0, scaled(imageY, fit.height(), height)) & ~1; y < bottom; y += 2) {
            for (int x = Math.max(0, scaled(imageX, fit.width(), width)) & ~1; x < right; x += 2) {
                paintBlock(x, y);
            }
        }
    }

    private static int scaled(int position, int to, int from) {
        return Math.floorDiv(position * to, from);
    }

    /** @param x place in the part of the picture that is fitted in, as y */
    private void paintBlock(int x, int y) {
        int alphas = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < 4; i++) {
            int argb = pointer(x + (i & 1), y + (i >> 1));
            int alpha = argb >>> 24;
            if (alpha != 0) {
                int r = argb >> 16 & 0xFF;
                int g = argb >> 8 & 0xFF;
                int b = argb & 0xFF;
                blend(0, fit.x() + x + (i & 1), fit.y() + y + (i >> 1), alpha, luma(r, g, b, alpha));
                alphas += alpha;
                red += r;
                green += g;
                blue += b;
            }
        }
        if (alphas != 0) {
            int column = (fit.x() + x) / 2;
            int row = (fit.y() + y) / 2;
            blend(1, column, row, alphas / 4, chroma(-26 * red - 86 * green + 112 * blue, alphas));
            blend(2, column, row, alphas / 4, chroma(112 * red - 102 * green - 10 * blue, alphas));
        }
    }

    /** What the pointer has for a pixel; 0, transparent, if it is not there. */
    private int pointer(int x, int y) {
        int column = scaled(x, width, fit.width()) - imageX;
        int row = scaled(y, height, fit.height()) - imageY;
        boolean there = x < fit.width()
                && y < fit.height()
                && column >= 0
                && column < imageWidth
                && row >= 0
                && row < imageHeight;
        return there ? image.getInt(PIXELS + 4 * (row * imageWidth + column)) : 0;
    }

    /** ITU-R BT.709 in limited range, in 256ths, of a colour that is multiplied by alpha. */
    private static int luma(int red, int green, int blue, int alpha) {
        return (47 * red + 157 * green + 16 * blue >> 8) + 16 * alpha / 255;
    }

    /** The same for four pixels. */
    private static int chroma(int weighted, int alphas) {
        return (weighted >> 10) + 128 * alphas / (4 * 255);
    }

    private void blend(int plane, int x, int y, int alpha, int level) {
        ByteBuffer samples = picture.plane(plane);
        int at = y * picture.stride(plane) + x;
        int mixed = (samples.get(at) & 0xFF) * (255 - alpha) / 255 + level;
        samples.put(at, (byte) Math.max(0, Math.min(255, mixed)));
    }

    @Override
    public void close() {
        server.close();
    }
}
