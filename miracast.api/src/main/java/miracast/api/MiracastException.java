// SPDX-License-Identifier: Apache-2.0
package miracast.api;

/** A Miracast operation failed; the status says how, the message says what, on whom, with which field and value. */
public class MiracastException extends Exception {
    private final int ntStatus;

    /**
     * @param ntStatus a value of {@link NtStatus}
     * @param message a sentence for the operator
     */
    public MiracastException(int ntStatus, String message) {
        this(ntStatus, message, null);
    }

    /** @param cause what led to it; may be null */
    public MiracastException(int ntStatus, String message, Throwable cause) {
        super(message, cause);
        this.ntStatus = ntStatus;
    }

    /** A value of {@link NtStatus}. */
    public int ntStatus() {
        return ntStatus;
    }
}
