// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

/** How the planes of a picture are laid out, 8 bits a sample. */
public enum PixelFormat {
    /** Three planes: Y, then U and V at half width and half height (rounded up). BT.709, limited range. */
    I420(3),
    /** Two planes: Y, then U and V interleaved at half height (rounded up). BT.709, limited range. */
    NV12(2),
    /** One plane of four octets a pixel: blue, green, red, and one that is ignored. Full range. */
    BGRA(1);

    private final int planes;

    PixelFormat(int planes) {
        this.planes = planes;
    }

    /** How many planes there are. */
    public int planes() {
        return planes;
    }
}
