// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/**
 * The errors that this contract promises, with the values that they have in {@code winerror.h}, on every system. Any other
 * value in a {@link WfdException} is an RPC or system status that passes through.
 */
public final class WfdError {
    /** It worked. Never in a {@link WfdException}. */
    public static final int ERROR_SUCCESS = 0;

    /** The handle is closed. */
    public static final int ERROR_INVALID_HANDLE = 6;

    /** The system could not allocate what it needs for a handle or a session. */
    public static final int ERROR_NOT_ENOUGH_MEMORY = 8;

    /** The device does not have what is asked for: a way of pairing. */
    public static final int ERROR_NOT_SUPPORTED = 50;

    /** A version that is not known, or a device that is not known or not paired. */
    public static final int ERROR_INVALID_PARAMETER = 87;

    /** The system's service (on Windows: WLAN AutoConfig) is not running. */
    public static final int ERROR_SERVICE_NOT_ACTIVE = 1062;

    /** Too many handles are open. */
    public static final int ERROR_REMOTE_SESSION_LIMIT_EXCEEDED = 1220;

    /** The open was cancelled, by the caller or by a user. */
    public static final int ERROR_CANCELLED = 1223;

    /** A PIN was wrong, or somebody at the device has refused. */
    public static final int ERROR_NOT_AUTHENTICATED = 1244;

    /** The device does not answer, or nobody did in time what has to be done by people. */
    public static final int ERROR_TIMEOUT = 1460;

    /** A policy has disabled Wi-Fi Direct; or the session is not open; or the device has one already, or is paired already. */
    public static final int ERROR_INVALID_STATE = 5023;

    private WfdError() {}

    /**
     * What to call an error in a log line.
     *
     * @param error any value
     * @return the name of a constant of this class with its value, or only the value: in decimal, or in hexadecimal if it
     *     looks like an HRESULT or NTSTATUS
     */
    public static String describe(int error) {
        return switch (error) {
            case ERROR_SUCCESS -> "ERROR_SUCCESS (0)";
            case ERROR_INVALID_HANDLE -> "ERROR_INVALID_HANDLE (6)";
            case ERROR_NOT_ENOUGH_MEMORY -> "ERROR_NOT_ENOUGH_MEMORY (8)";
            case ERROR_NOT_SUPPORTED -> "ERROR_NOT_SUPPORTED (50)";
            case ERROR_INVALID_PARAMETER -> "ERROR_INVALID_PARAMETER (87)";
            case ERROR_SERVICE_NOT_ACTIVE -> "ERROR_SERVICE_NOT_ACTIVE (1062)";
            case ERROR_REMOTE_SESSION_LIMIT_EXCEEDED -> "ERROR_REMOTE_SESSION_LIMIT_EXCEEDED (1220)";
            case ERROR_CANCELLED -> "ERROR_CANCELLED (1223)";
            case ERROR_NOT_AUTHENTICATED -> "ERROR_NOT_AUTHENTICATED (1244)";
            case ERROR_TIMEOUT -> "ERROR_TIMEOUT (1460)";
            case ERROR_INVALID_STATE -> "ERROR_INVALID_STATE (5023)";
            default -> error < 0 ? String.format("error 0x%08X", error) : "error " + error;
        };
    }
}
