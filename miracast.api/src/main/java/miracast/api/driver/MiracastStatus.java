// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/** Why a session ended ({@code MIRACAST_STATUS}, netdispumdddi.h). */
public enum MiracastStatus {
    /** An error that the driver cannot recover from; the NTSTATUS says which. */
    CRITICAL_ERROR(0),
    /** The sink stopped answering. */
    MISSING_KEEP_ALIVE(1),
    /** The sink sent TEARDOWN. */
    SINK_DISCONNECT_REQUEST(2),
    /** The link no longer carries even the smallest picture. */
    INSUFFICIENT_BANDWIDTH(3),
    /** The sink refused a change of mode that the protocol makes it take, or lacks the modes that are wanted now. */
    SINK_FAILED_MODE_CHANGE(4),
    /** A companion of the driver ended the session. */
    COMPANION_DISCONNECT(5);

    private final int code;

    MiracastStatus(int code) {
        this.code = code;
    }

    /** The value in the header. */
    public int code() {
        return code;
    }
}
