// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import miracast.api.cast.CastLogEntry;

/** Tells the world where casts are. A service of this bundle's own, there only while there is somebody to tell. */
interface CastAnnouncer {

    /**
     * Something happened to a cast.
     *
     * @param castId the cast
     * @param target whom it is for
     * @param peer the connected display; empty if there is none
     * @param entry what happened
     */
    record Change(String castId, String target, String peer, CastLogEntry entry) {}

    /** On the control loop; must not block. */
    void announce(Change change);
}
