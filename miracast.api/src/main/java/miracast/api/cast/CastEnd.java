// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import miracast.api.NtStatus;

/**
 * How a session or a cast ended.
 *
 * @param cause who ended it
 * @param ntStatus a value of {@link NtStatus}; STATUS_SUCCESS if nothing went wrong
 * @param wfdError the error that Wi-Fi Direct gave ({@code wfd.api.WfdError}, {@code winerror.h}), unsigned; 0, ERROR_SUCCESS, if
 *     it gave none
 * @param wfdReason the reason code that came with it ({@code WLAN_REASON_CODE} of {@code wlanapi.h}), unsigned; 0 if none did
 * @param detail a sentence for the operator; has error and reason in words
 */
public record CastEnd(Cause cause, int ntStatus, int wfdError, int wfdReason, String detail) {

    /** Who ended it. */
    public enum Cause {
        /** {@link Cast#stop()}, or the host itself stops. */
        STOPPED,
        /** The sink said goodbye or went away. */
        SINK_LEFT,
        /** Something failed. */
        FAILED,
        /** A part was withdrawn, updated or outranked, or the request changed, so that the display has to be connected anew. */
        EXCHANGED
    }

    /** An end in which Wi-Fi Direct had no part. */
    public CastEnd(Cause cause, int ntStatus, String detail) {
        this(cause, ntStatus, 0, 0, detail);
    }

    /** The detail, and the status if something went wrong. */
    @Override
    public String toString() {
        return detail + (ntStatus == NtStatus.STATUS_SUCCESS ? "" : " (" + NtStatus.text(ntStatus) + ")");
    }
}
