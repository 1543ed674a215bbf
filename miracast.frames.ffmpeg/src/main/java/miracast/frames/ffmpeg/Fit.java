// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

/**
 * Where a picture lies in a larger one that it is fitted into: as large as it can be in its own shape, centred, on even pixels,
 * so that samples of chroma are whole.
 *
 * @param x pixels from the left
 * @param y lines from the top
 * @param width pixels
 * @param height lines
 */
record Fit(int x, int y, int width, int height) {
    /** Bars narrower than this are not worth a scaled picture. */
    private static final int NARROW = 2;

    /**
     * Fits a picture in.
     *
     * @param shapeWidth width of the picture as seen, in any unit
     * @param shapeHeight its height, in the same unit
     */
    static Fit of(long shapeWidth, long shapeHeight, int width, int height) {
        long fittedWidth = Math.round((double) height * shapeWidth / shapeHeight);
        long fittedHeight = Math.round((double) width * shapeHeight / shapeWidth);
        if (fittedWidth < width - NARROW) {
            int even = even(fittedWidth);
            return new Fit((width - even) / 2 & ~1, 0, even, height);
        }
        if (fittedHeight < height - NARROW) {
            int even = even(fittedHeight);
            return new Fit(0, (height - even) / 2 & ~1, width, even);
        }
        return new Fit(0, 0, width, height);
    }

    private static int even(long samples) {
        return (int) Math.max(2, (samples + 1) & ~1L);
    }

    boolean fills(int allWidth, int allHeight) {
        return width == allWidth && height == allHeight;
    }
}
