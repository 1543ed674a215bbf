// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

/**
 * What bad air does to received RTP packets, from a seeded generator, so that a run can be had again.
 *
 * @param loss share of packets that are lost, 0 to 1
 * @param reordering share of packets that change places with the next one, 0 to 1
 * @param jitterMs longest delay that is put on a packet, in ms; order is kept
 * @param seed of the generator
 */
public record RtpFaults(double loss, double reordering, int jitterMs, long seed) {
    /** Good air. */
    public static final RtpFaults NONE = new RtpFaults(0, 0, 0, 0);

    public RtpFaults {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss " + loss + " is not in 0 to 1");
        }
        if (!(reordering >= 0 && reordering <= 1)) {
            throw new IllegalArgumentException("reordering " + reordering + " is not in 0 to 1");
        }
        if (jitterMs < 0 || jitterMs > 10_000) {
            throw new IllegalArgumentException("jitterMs " + jitterMs + " is not in 0 to 10000");
        }
    }
}
