// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.driver.MiracastStatus;

/** What a driver's status means to a cast. */
final class SessionEnds {
    private SessionEnds() {}

    /** How the session ended that a driver reported as over. */
    static CastEnd of(MiracastStatus status, int ntStatus, String detail) {
        boolean left = status == MiracastStatus.SINK_DISCONNECT_REQUEST || status == MiracastStatus.MISSING_KEEP_ALIVE;
        return new CastEnd(
                left ? CastEnd.Cause.SINK_LEFT : cause(ntStatus),
                ntStatus,
                detail == null ? "no reason given" : detail);
    }

    /** Who ended a session with that status: a closed connection is a sink that went. */
    static CastEnd.Cause cause(int ntStatus) {
        return ntStatus == NtStatus.STATUS_CONNECTION_DISCONNECTED || ntStatus == NtStatus.STATUS_CONNECTION_RESET
                ? CastEnd.Cause.SINK_LEFT
                : CastEnd.Cause.FAILED;
    }
}
