// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import miracast.api.cast.DeclaredCastChange;

/** Tells others what became of declared casts. */
interface Announcer {

    /**
     * Something became of a declared cast. On the agenda's thread; must not block.
     *
     * @param pid of its configuration
     * @param name what the operator calls it
     */
    void announce(String pid, String name, DeclaredCastChange change);
}
