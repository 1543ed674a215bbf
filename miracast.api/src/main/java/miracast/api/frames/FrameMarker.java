// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A frame number and a wall clock that are part of the picture, so that a program can tell from decoded pictures which ones
 * arrived, and how long they took. Three rows of 32 cells of 16 x 16 pixels in the upper left corner, most significant bit
 * first, white for 1: frame number, low 32 bits of the time in ms since 1970, CRC-32 of both (big-endian). Cells are aligned to
 * macroblocks and survive any usable bit rate; a picture without a marker is told by its CRC. Right of it a square may flash: it is
 * white for the pictures during which a beep is to be heard, so that a program can tell how far sound and pictures are apart.
 *
 * <p>Works on a luma plane, limited range. One thread at a time; allocates nothing.
 */
public final class FrameMarker {
    /** Pixels of a marker, from the left. */
    public static final int WIDTH = 512;
    /** Lines of a marker, from the top. */
    public static final int HEIGHT = 48;

    /** Pixels of a marker with the square that flashes. */
    public static final int WIDTH_WITH_FLASH = 560;
    /** How long a flash lasts, and the beep that goes with it, in ns. */
    public static final long FLASH_NS = 100_000_000;

    private static final int CELL = 16;
    private static final int BITS = 32;
    private static final byte BLACK = 16;
    private static final byte WHITE = (byte) 235;
    private static final int MIDDLE = 128;

    private final CRC32 crc = new CRC32();
    private int frame;
    private int timeMs;

    /** Draws a marker into a luma plane of at least {@link #WIDTH} x {@link #HEIGHT}. */
    public void draw(ByteBuffer luma, int stride, int frameNumber, int clockMs) {
        frame = frameNumber;
        timeMs = clockMs;
        row(luma, stride, 0, frame);
        row(luma, stride, 1, timeMs);
        row(luma, stride, 2, checksum());
    }

    /** Draws the square that flashes into a luma plane of at least {@link #WIDTH_WITH_FLASH} x {@link #HEIGHT}. */
    public static void drawFlash(ByteBuffer luma, int stride, boolean on) {
        for (int line = 0; line < HEIGHT; line++) {
            for (int x = WIDTH; x < WIDTH_WITH_FLASH; x++) {
                luma.put(line * stride + x, on ? WHITE : BLACK);
            }
        }
    }

    /** Whether the square flashes; false if the picture is too small. */
    public static boolean readFlash(ByteBuffer luma, int stride, int width, int height) {
        if (width < WIDTH_WITH_FLASH || height < HEIGHT) {
            return false;
        }
        int sum = 0;
        for (int line = CELL; line < 2 * CELL; line++) {
            for (int x = WIDTH + CELL; x < WIDTH + 2 * CELL; x++) {
                sum += luma.get(line * stride + x) & 0xFF;
            }
        }
        return sum >= CELL * CELL * MIDDLE;
    }

    /** Reads a marker; false if the picture has none or is too small. */
    public boolean read(ByteBuffer luma, int stride, int width, int height) {
        if (width < WIDTH || height < HEIGHT) {
            return false;
        }
        frame = value(luma, stride, 0);
        timeMs = value(luma, stride, 1);
        return value(luma, stride, 2) == checksum();
    }

    /** Number of the frame last drawn or read. */
    public int frame() {
        return frame;
    }

    /** Low 32 bits of the time last drawn or read, in ms since 1970. */
    public int timeMs() {
        return timeMs;
    }

    private int checksum() {
        crc.reset();
        update(frame);
        update(timeMs);
        return (int) crc.getValue();
    }

    private void update(int word) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(word >>> shift & 0xFF);
        }
    }

    private static void row(ByteBuffer luma, int stride, int row, int word) {
        for (int line = row * CELL; line < (row + 1) * CELL; line++) {
            for (int bit = 0; bit < BITS; bit++) {
                byte level = (word >>> BITS - 1 - bit & 1) == 0 ? BLACK : WHITE;
                for (int x = 0; x < CELL; x++) {
                    luma.put(line * stride + bit * CELL + x, level);
                }
            }
        }
    }

    /** The middle of a cell decides: its edges may have been smeared by the encoder. */
    private static int value(ByteBuffer luma, int stride, int row) {
        int word = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int sum = 0;
            for (int y = 6; y < 10; y++) {
                for (int x = 6; x < 10; x++) {
                    sum += luma.get((row * CELL + y) * stride + bit * CELL + x) & 0xFF;
                }
            }
            word = word << 1 | (sum >= 16 * MIDDLE ? 1 : 0);
        }
        return word;
    }
}
