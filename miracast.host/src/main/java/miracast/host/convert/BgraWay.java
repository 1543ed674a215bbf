// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import java.nio.ByteBuffer;
import miracast.api.frames.VideoFrame;

/** From BGRA, full range, to BT.709, limited range. Two lines at a time. */
final class BgraWay implements JavaConversion.Way {
    private final Axis across;
    private final Axis down;
    private final Fit fit;
    private final Plane luma;
    private final Plane u;
    private final Plane v;
    private final byte[] upper;
    private final byte[] lower;
    private final int[] even;
    private final int[] odd;
    private final byte[] lumaLine;

    BgraWay(Axis across, Axis down, Fit fit, Plane luma, Plane u, Plane v) {
        this.across = across;
        this.down = down;
        this.fit = fit;
        this.luma = luma;
        this.u = u;
        this.v = v;
        upper = new byte[across.fromLength * 4];
        lower = new byte[across.fromLength * 4];
        even = new int[across.length];
        odd = new int[across.length];
        lumaLine = new byte[across.length];
    }

    @Override
    public void convert(VideoFrame from) {
        for (int line = 0; line < down.length; line += 2) {
            sample(from, line, even);
            lumaLine(even, line);
            int[] second = even;
            if (line + 1 < down.length) {
                sample(from, line + 1, odd);
                lumaLine(odd, line + 1);
                second = odd;
            }
            colourLine(even, second, line / 2);
        }
    }

    /** Pixels of one line that comes out, as 0x00RRGGBB. */
    private void sample(VideoFrame from, int line, int[] pixels) {
        ByteBuffer samples = from.plane(0);
        samples.get(down.low[line] * from.stride(0), upper);
        int weight = down.weight[line];
        byte[] second = upper;
        if (weight != 0) {
            samples.get(down.high[line] * from.stride(0), lower);
            second = lower;
        }
        if (across.same && weight == 0) {
            for (int x = 0; x < pixels.length; x++) {
                int at = x * 4;
                pixels[x] = (upper[at + 2] & 0xFF) << 16 | (upper[at + 1] & 0xFF) << 8 | upper[at] & 0xFF;
            }
            return;
        }
        for (int x = 0; x < pixels.length; x++) {
            int a = across.low[x] * 4;
            int b = across.high[x] * 4;
            int w = across.weight[x];
            pixels[x] = blend(second, a + 2, b + 2, w, weight) << 16
                    | blend(second, a + 1, b + 1, w, weight) << 8
                    | blend(second, a, b, w, weight);
        }
    }

    private int blend(byte[] second, int a, int b, int w, int weight) {
        int above = (upper[a] & 0xFF) * (Axis.ONE - w) + (upper[b] & 0xFF) * w;
        int below = (second[a] & 0xFF) * (Axis.ONE - w) + (second[b] & 0xFF) * w;
        return above * (Axis.ONE - weight) + below * weight + (1 << 15) >> 16;
    }

    private void lumaLine(int[] pixels, int line) {
        for (int x = 0; x < pixels.length; x++) {
            int p = pixels[x];
            lumaLine[x] = (byte) Bt709.y(p >> 16, p >> 8 & 0xFF, p & 0xFF);
        }
        luma.samples().put((fit.y() + line) * luma.stride() + fit.x(), lumaLine);
    }

    /** The mean of four pixels gives the colour, at an odd edge of those that there are. */
    private void colourLine(int[] first, int[] second, int line) {
        int uAt = (fit.y() / 2 + line) * u.stride() + fit.x() / 2 * u.step() + u.first();
        int vAt = (fit.y() / 2 + line) * v.stride() + fit.x() / 2 * v.step() + v.first();
        for (int x = 0; x < first.length; x += 2, uAt += u.step(), vAt += v.step()) {
            int right = Math.min(x + 1, first.length - 1);
            int red = (first[x] >> 16) + (first[right] >> 16) + (second[x] >> 16) + (second[right] >> 16);
            int green = (first[x] >> 8 & 0xFF)
                    + (first[right] >> 8 & 0xFF)
                    + (second[x] >> 8 & 0xFF)
                    + (second[right] >> 8 & 0xFF);
            int blue = (first[x] & 0xFF) + (first[right] & 0xFF) + (second[x] & 0xFF) + (second[right] & 0xFF);
            u.samples().put(uAt, (byte) Bt709.u(red, green, blue, 2));
            v.samples().put(vAt, (byte) Bt709.v(red, green, blue, 2));
        }
    }
}
