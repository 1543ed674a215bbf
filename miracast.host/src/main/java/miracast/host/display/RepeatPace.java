// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * Whether a picture that was shown before is shown again at a tick. A source that moves more slowly than the mode is repeated at
 * the mode's rate; one that has stood still for a while, at a low rate, just so that the stream and its clock go on.
 */
final class RepeatPace {
    private final long stallNs;
    private final long slowIntervalNs;
    private long lastNewNs;
    private long lastShownNs;

    /**
     * @param stallNs how long a source may have nothing new before it counts as standing still
     * @param slowIntervalNs time between repeated pictures then
     */
    RepeatPace(long stallNs, long slowIntervalNs) {
        this.stallNs = stallNs;
        this.slowIntervalNs = slowIntervalNs;
    }

    /** A picture is shown at that tick. */
    void shown(long tickNs, boolean isNew) {
        lastShownNs = tickNs;
        if (isNew) {
            lastNewNs = tickNs;
        }
    }

    /** Whether the old picture is due again at that tick. */
    boolean isDue(long tickNs) {
        return tickNs - lastNewNs < stallNs || tickNs - lastShownNs >= slowIntervalNs;
    }
}
