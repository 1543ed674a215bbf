// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import miracast.api.NtStatus;

/**
 * How a session or a cast ended.
 *
 * @param cause who ended it
 * @param ntStatus a value of {@link NtStatus}; STATUS_SUCCESS if nothing went wrong
 * @param detail a sentence for the operator
 */
public record CastEnd(Cause cause, int ntStatus, String detail) {

    /** Who ended it. */
    public enum Cause {
        /** {@link Cast#stop()}, or the host itself stops. */
        STOPPED,
        /** The sink said goodbye or went away. */
        SINK_LEFT,
        /** Something failed. */
        FAILED
    }

    /** The detail, and the status if something went wrong. */
    @Override
    public String toString() {
        return detail + (ntStatus == NtStatus.STATUS_SUCCESS ? "" : " (" + NtStatus.text(ntStatus) + ")");
    }
}
