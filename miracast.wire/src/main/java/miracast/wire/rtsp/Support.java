// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** A capability that is there or not: {@code wfd_standby_resume_capability} and most of Microsoft's. */
public enum Support {
    /** The sink has it. */
    SUPPORTED("supported"),
    /** It does not. */
    NONE(Fields.NONE);

    private final String text;

    Support(String text) {
        this.text = text;
    }

    /**
     * Reads a value in any case.
     *
     * @param parameter whose value it is
     * @throws ParameterException if it is neither
     */
    public static Support parse(String parameter, String value) throws ParameterException {
        for (Support support : values()) {
            if (support.text.equalsIgnoreCase(value.strip())) {
                return support;
            }
        }
        throw new Fields(parameter, value).notUnderstood("value is neither supported nor none");
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return text;
    }
}
