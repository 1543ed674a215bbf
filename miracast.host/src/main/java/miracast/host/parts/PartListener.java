// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import miracast.api.cast.CastLogEntry;

/** Hears what becomes of the parts that a cast uses, on any thread. Must not block. */
public interface PartListener {

    /**
     * Something happened to a part, for the cast's log.
     *
     * @param part name of an encoder or a converter, or the source as the user named it
     * @param attempt failures in a row; 0 if it has not failed
     * @param pauseNs how long until the next try; 0 if none is due
     */
    void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs);
}
