// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import miracast.api.cast.CastEnd;

/** What a session tells its cast, on the control loop. */
public interface SessionListener {

    /** The driver has agreed on a format with the sink; set-up goes on. */
    void started(String detail);

    /** The sink plays, or pauses. */
    void active(boolean active);

    /** The display tells its name; empty if it has left its sink. */
    void monitor(String name);

    /** The session is over, or never came about; it is to be stopped. Perhaps more than once. */
    void over(CastEnd end);
}
