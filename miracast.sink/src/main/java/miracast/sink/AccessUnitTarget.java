// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** Where finished access units go. Receive thread. */
interface AccessUnitTarget {

    /**
     * Takes a finished access unit and gives one to fill next, which may be the same.
     *
     * @param unit what the last call, or {@link #first}, gave
     */
    AccessUnit finished(AccessUnit unit);

    /** The one to fill first. */
    AccessUnit first();
}
