// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;

/** Tells the world where casts are. A service of this bundle's own, there only while there is somebody to tell. */
interface CastAnnouncer {

    /**
     * A cast is in another state, or in the same one for another reason.
     *
     * @param castId the cast
     * @param target whom it is for
     * @param before the state before
     * @param now the state
     * @param detail what it is doing, or why it is not playing
     * @param peer the connected display; empty if there is none
     * @param end how the last session or the cast ended; null if nothing has
     */
    record Change(
            String castId, String target, CastState before, CastState now, String detail, String peer, CastEnd end) {}

    /** On the control loop; must not block. */
    void announce(Change change);
}
