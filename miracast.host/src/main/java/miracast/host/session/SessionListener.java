// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.util.List;
import miracast.api.cast.CastEnd;

/** What a session tells its cast, on the control loop. */
public interface SessionListener {

    /** The driver has agreed on a format with the sink; set-up goes on. */
    void started(String detail);

    /** The sink plays, or pauses. */
    void active(boolean active);

    /** The driver has set a format, for these reasons. */
    void format(List<String> reasons);

    /** The display tells its name; empty if it has left its sink. */
    void monitor(String name);

    /** The session is over, or never came about; it is to be stopped. Perhaps more than once. */
    void over(CastEnd end);
}
