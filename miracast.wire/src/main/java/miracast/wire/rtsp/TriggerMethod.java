// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** {@code wfd_trigger_method}: what the source makes the sink request (M5). */
public enum TriggerMethod {
    /** The sink is to send SETUP (M6). */
    SETUP,
    /** The sink is to send PLAY (M7). */
    PLAY,
    /** The sink is to send PAUSE (M9). */
    PAUSE,
    /** The sink is to send TEARDOWN (M8). */
    TEARDOWN;

    /**
     * Reads a value in any case.
     *
     * @throws ParameterException if it is none of the four
     */
    public static TriggerMethod parse(String value) throws ParameterException {
        for (TriggerMethod method : values()) {
            if (method.name().equalsIgnoreCase(value.strip())) {
                return method;
            }
        }
        throw new Fields(ParameterName.WFD_TRIGGER_METHOD, value)
                .notSupported("method is none of SETUP, PLAY, PAUSE, TEARDOWN");
    }
}
