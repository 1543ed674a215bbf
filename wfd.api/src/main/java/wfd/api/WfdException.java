// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Objects;

/** What the system had to say when it did not do what was asked. Keeps error, reason code and message as they came. */
public final class WfdException extends Exception {
    private final int error;
    private final int reasonCode;

    /**
     * An error.
     *
     * @param error one of {@link WfdError}, or any other status of the system, but not {@link WfdError#ERROR_SUCCESS}
     * @param reasonCode the detail that came with it ({@code WLAN_REASON_CODE} of {@code wlanapi.h}); 0 if there is none
     * @param message what failed, on which device, and the system's own message ({@code FormatMessage} on Windows)
     */
    public WfdException(int error, int reasonCode, String message) {
        this(error, reasonCode, message, null);
    }

    /**
     * An error that another one has led to.
     *
     * @param error as above
     * @param reasonCode as above
     * @param message as above
     * @param cause what led to it; may be null
     */
    public WfdException(int error, int reasonCode, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        if (error == WfdError.ERROR_SUCCESS) throw new IllegalArgumentException("error is ERROR_SUCCESS: " + message);
        this.error = error;
        this.reasonCode = reasonCode;
    }

    /**
     * What went wrong.
     *
     * @return one of {@link WfdError}, or any other status of the system; to be taken as unsigned
     */
    public int error() {
        return error;
    }

    /**
     * The detail that came with the error.
     *
     * @return a {@code WLAN_REASON_CODE}, to be taken as unsigned; 0 if there is none
     */
    public int reasonCode() {
        return reasonCode;
    }

    /** Message, error by name, and reason code: all that a log line needs. */
    @Override
    public String toString() {
        String reason = reasonCode == 0 ? "" : ", reason code " + Integer.toUnsignedString(reasonCode);
        return getClass().getName() + ": " + getMessage() + ": " + WfdError.describe(error) + reason;
    }
}
