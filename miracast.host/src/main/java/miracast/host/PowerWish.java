// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.Optional;

/**
 * Whether a session's sink is to play or to pause. A sink takes its time for a change, so a wish that comes meanwhile waits for
 * its end, and of several the last one counts. What a sink does by itself is left to it. Belongs to the control loop.
 */
final class PowerWish {
    private Boolean wish;
    /** What the sink was asked for and has not done yet. */
    private Boolean asked;

    /**
     * A user wishes that the sink plays, or pauses.
     *
     * @return what to ask the sink for now; empty for nothing
     */
    Optional<Boolean> wish(boolean play, boolean plays) {
        wish = play;
        if (play == plays) {
            if (asked == null || asked == play) {
                wish = null;
            }
            return Optional.empty();
        }
        return ask();
    }

    /**
     * The sink plays from now on, or pauses.
     *
     * @return what to ask the sink for now; empty for nothing
     */
    Optional<Boolean> changed(boolean plays) {
        if (asked != null && asked == plays) {
            asked = null;
        }
        if (wish == null || asked != null) {
            return Optional.empty();
        }
        if (wish == plays) {
            wish = null;
            return Optional.empty();
        }
        return ask();
    }

    private Optional<Boolean> ask() {
        asked = wish;
        return Optional.of(wish);
    }
}
