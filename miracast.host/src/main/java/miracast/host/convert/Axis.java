// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

/** For each sample that comes out along one axis: the two that go in, and the weight of the second one in 1/256. */
final class Axis {
    static final int ONE = 256;

    final int fromLength;
    final int length;
    final int[] low;
    final int[] high;
    final int[] weight;
    /** Whether samples go through as they are. */
    final boolean same;

    Axis(int fromLength, int length) {
        this.fromLength = fromLength;
        this.length = length;
        low = new int[length];
        high = new int[length];
        weight = new int[length];
        same = fromLength == length;
        for (int i = 0; i < length; i++) {
            // Centres of samples coincide at both ends, hence the halves.
            double at = Math.max(0, (i + 0.5) * fromLength / length - 0.5);
            low[i] = Math.min((int) at, fromLength - 1);
            high[i] = Math.min(low[i] + 1, fromLength - 1);
            weight[i] = (int) Math.round((at - low[i]) * ONE);
        }
    }
}
