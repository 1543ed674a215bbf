// SPDX-License-Identifier: Apache-2.0
package miracast.api;

/** The NTSTATUS values that end or refuse a Miracast session (ntstatus.h). The sign bit is set on errors. */
public final class NtStatus {
    /** Nothing went wrong. */
    public static final int STATUS_SUCCESS = 0x00000000;
    /** A call that is not allowed now, for example a second start. */
    public static final int STATUS_INVALID_DEVICE_STATE = 0xC0000184;
    /** A value that cannot be used. */
    public static final int STATUS_INVALID_PARAMETER = 0xC000000D;
    /** The other side did not answer in time. */
    public static final int STATUS_IO_TIMEOUT = 0xC00000B5;
    /** The other side broke the protocol. */
    public static final int STATUS_INVALID_NETWORK_RESPONSE = 0xC00000C3;
    /** What the other side offers and what we have share nothing. */
    public static final int STATUS_NOT_SUPPORTED = 0xC00000BB;
    /** The other side closed the connection. */
    public static final int STATUS_CONNECTION_DISCONNECTED = 0xC000020C;
    /** The other side reset the connection. */
    public static final int STATUS_CONNECTION_RESET = 0xC000020D;
    /** The connection was ended on this side. */
    public static final int STATUS_CONNECTION_ABORTED = 0xC0000241;
    /** The address is taken. */
    public static final int STATUS_ADDRESS_ALREADY_EXISTS = 0xC000020A;
    /** The network does not know the way. */
    public static final int STATUS_NETWORK_UNREACHABLE = 0xC000023C;
    /** The call was cancelled, for example a start by a stop. */
    public static final int STATUS_CANCELLED = 0xC0000120;
    /** A part that is needed is not there. */
    public static final int STATUS_NOT_FOUND = 0xC0000225;
    /** Something failed that has no value of its own. */
    public static final int STATUS_UNSUCCESSFUL = 0xC0000001;
    /** The bandwidth sustains no more than 1024 x 768 on a sink that can do more. */
    public static final int STATUS_DEVICE_INSUFFICIENT_RESOURCES = 0xC0000468;

    private NtStatus() {}

    /** {@code 0xC0000468}: how a status is written for people. */
    public static String text(int status) {
        return String.format("0x%08X", status);
    }
}
