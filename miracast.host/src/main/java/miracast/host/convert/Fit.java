// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

/**
 * Where a picture of another shape lies in one that keeps its proportions: centred, all values even, so that colour samples of
 * half the resolution lie on whole samples.
 */
public record Fit(int x, int y, int width, int height) {

    /** Of a picture of one size in one of another. */
    public static Fit of(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        long wide = (long) fromWidth * toHeight;
        long high = (long) fromHeight * toWidth;
        if (wide == high) {
            return new Fit(0, 0, toWidth, toHeight);
        }
        if (wide > high) {
            int height = Math.max(2, (int) (high / fromWidth) & ~1);
            return new Fit(0, (toHeight - height) / 2 & ~1, toWidth, height);
        }
        int width = Math.max(2, (int) (wide / fromHeight) & ~1);
        return new Fit((toWidth - width) / 2 & ~1, 0, width, toHeight);
    }
}
