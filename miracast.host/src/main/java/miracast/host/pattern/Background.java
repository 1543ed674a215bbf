// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

/** What stands still: colour bars at 75 %, the colours backwards below them, and a ramp from black to white. */
final class Background {
    private static final int[] BARS = {0xBFBFBF, 0xBFBF00, 0x00BFBF, 0x00BF00, 0xBF00BF, 0xBF0000, 0x0000BF};
    private static final int RAMP_STEPS = 64;

    private Background() {}

    static void draw(Canvas canvas) {
        int width = canvas.width();
        int height = canvas.height();
        int barsEnd = height * 2 / 3 & ~1;
        int backwardsEnd = height * 3 / 4 & ~1;
        for (int i = 0; i < BARS.length; i++) {
            int left = width * i / BARS.length & ~1;
            int right = i == BARS.length - 1 ? width : width * (i + 1) / BARS.length & ~1;
            canvas.fill(left, 0, right - left, barsEnd, BARS[i]);
            canvas.fill(left, barsEnd, right - left, backwardsEnd - barsEnd, BARS[BARS.length - 1 - i]);
        }
        for (int i = 0; i < RAMP_STEPS; i++) {
            int left = width * i / RAMP_STEPS & ~1;
            int right = i == RAMP_STEPS - 1 ? width : width * (i + 1) / RAMP_STEPS & ~1;
            int grey = 255 * i / (RAMP_STEPS - 1);
            canvas.fill(left, backwardsEnd, right - left, height - backwardsEnd, grey << 16 | grey << 8 | grey);
        }
    }
}
