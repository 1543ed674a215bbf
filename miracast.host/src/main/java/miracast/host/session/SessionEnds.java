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

    /** Whether a session that never came about failed by the driver's own fault: the status is none of the display's or the air's. */
    static boolean isOfDriver(int ntStatus) {
        return switch (ntStatus) {
            case NtStatus.STATUS_IO_TIMEOUT,
                    NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                    NtStatus.STATUS_NOT_SUPPORTED,
                    NtStatus.STATUS_CONNECTION_DISCONNECTED,
                    NtStatus.STATUS_CONNECTION_RESET,
                    NtStatus.STATUS_CONNECTION_ABORTED,
                    NtStatus.STATUS_NETWORK_UNREACHABLE,
                    NtStatus.STATUS_CANCELLED,
                    NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES -> false;
            default -> true;
        };
    }

    /** Who ended a session with that status: a closed connection is a sink that went. */
    static CastEnd.Cause cause(int ntStatus) {
        return ntStatus == NtStatus.STATUS_CONNECTION_DISCONNECTED || ntStatus == NtStatus.STATUS_CONNECTION_RESET
                ? CastEnd.Cause.SINK_LEFT
                : CastEnd.Cause.FAILED;
    }
}
