// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import java.nio.ByteBuffer;

/** Scales one kind of sample. Works on whole lines in arrays, which the JIT compiler handles much better than buffers. */
final class PlaneScaler {
    private final Axis across;
    private final Axis down;
    private final int step;
    private final int first;
    private final Plane to;
    private final int toX;
    private final int toY;
    private final byte[] upper;
    private final byte[] lower;
    private final byte[] out;

    /**
     * @param step octets from sample to sample in what goes in
     * @param first octets before its first sample
     * @param to what comes out, from column {@code toX} and line {@code toY}
     */
    PlaneScaler(Axis across, Axis down, int step, int first, Plane to, int toX, int toY) {
        this.across = across;
        this.down = down;
        this.step = step;
        this.first = first;
        this.to = to;
        this.toX = toX;
        this.toY = toY;
        upper = new byte[across.fromLength * step];
        lower = new byte[across.fromLength * step];
        out = new byte[across.length * to.step()];
    }

    void scale(ByteBuffer from, int stride) {
        for (int line = 0; line < down.length; line++) {
            from.get(down.low[line] * stride, upper);
            int weight = down.weight[line];
            byte[] second = upper;
            if (weight != 0) {
                from.get(down.high[line] * stride, lower);
                second = lower;
            }
            int at = (toY + line) * to.stride() + toX * to.step();
            if (to.step() > 1) {
                // The other kind of sample lies between; it must survive.
                to.samples().get(at, out);
            }
            scaleLine(second, weight);
            to.samples().put(at, out);
        }
    }

    private void scaleLine(byte[] second, int weight) {
        int outAt = to.first();
        for (int x = 0; x < across.length; x++, outAt += to.step()) {
            int a = across.low[x] * step + first;
            int b = across.high[x] * step + first;
            int w = across.weight[x];
            int above = (upper[a] & 0xFF) * (Axis.ONE - w) + (upper[b] & 0xFF) * w;
            int below = (second[a] & 0xFF) * (Axis.ONE - w) + (second[b] & 0xFF) * w;
            out[outAt] = (byte) (above * (Axis.ONE - weight) + below * weight + (1 << 15) >> 16);
        }
    }
}
