// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

/** From RGB, full range, to Y, U and V, limited range (ITU-R BT.709, section 3), by coefficients in 1/65536. */
public final class Bt709 {
    private static final int ONE_BITS = 16;

    private Bt709() {}

    /** Y of a pixel, each colour 0 to 255. */
    public static int y(int red, int green, int blue) {
        return (11_966 * red + 40_254 * green + 4_064 * blue + (1 << ONE_BITS - 1) >> ONE_BITS) + 16;
    }

    /** U of the mean of {@code 1 << bits} pixels whose colours were added up. */
    public static int u(int red, int green, int blue, int bits) {
        int shift = ONE_BITS + bits;
        return (-6_596 * red - 22_189 * green + 28_785 * blue + (1 << shift - 1) >> shift) + 128;
    }

    /** V of the mean of {@code 1 << bits} pixels whose colours were added up. */
    public static int v(int red, int green, int blue, int bits) {
        int shift = ONE_BITS + bits;
        return (28_785 * red - 26_145 * green - 2_640 * blue + (1 << shift - 1) >> shift) + 128;
    }
}
