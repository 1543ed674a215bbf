// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.util.List;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.Monitor;

/** What a session tells its cast, on the control loop. */
public interface SessionListener {

    /** The driver has agreed on a format with the sink; set-up goes on. */
    void started(String detail);

    /** The sink plays, or pauses. */
    void active(boolean active);

    /** The driver has set a format, for these reasons. */
    void format(VideoFormat format, List<String> reasons);

    /** The format is what it was, for these reasons. */
    void formatExplained(List<String> reasons);

    /** Only one of so many frames is made from now on, for this reason; empty if it is not known. */
    void frameShare(int oneOf, String reason);

    /** The display has a monitor, perhaps another one than before. */
    void monitor(Monitor present);

    /** The display has no monitor any more. */
    void monitorGone();

    /** The session is over since the display did not take another format. */
    void formatRefused(CastEnd end);

    /**
     * The session did not come about by the driver's own fault, not by one of the display, the air or the host. Told once at most,
     * before {@link #over} where the driver returned in time.
     *
     * @param reason a sentence
     * @param cause what the driver has thrown; null for nothing
     */
    void driverFailed(String reason, Throwable cause);

    /** The session is over, or never came about; it is to be stopped. Perhaps more than once. */
    void over(CastEnd end);
}
