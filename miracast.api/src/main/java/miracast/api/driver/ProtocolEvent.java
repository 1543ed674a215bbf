// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/** Events of the protocol that statistics count ({@code MIRACAST_PROTOCOL_EVENT}, netdispumdddi.h). */
public enum ProtocolEvent {
    /** The sink asked for an IDR picture (M13). */
    IDR_REQUESTED(0),
    /** A monitor was connected to the sink. */
    MONITOR_ARRIVED(1),
    /** The monitor was taken from the sink. */
    MONITOR_DEPARTED(2);

    private final int code;

    ProtocolEvent(int code) {
        this.code = code;
    }

    /** The value in the header. */
    public int code() {
        return code;
    }
}
