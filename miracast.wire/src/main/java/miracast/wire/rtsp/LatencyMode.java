// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Locale;

/** {@code microsoft_latency_management_capability} as the source sets it: how much the sink may buffer ([MS-WFDPE]). */
public enum LatencyMode {
    /** Less than 50 ms: for input. */
    LOW(50),
    /** Less than 100 ms. */
    NORMAL(100),
    /** Less than 500 ms: for films. */
    HIGH(500);

    private static final long MS = 1_000_000;

    private final int limitMs;

    LatencyMode(int limitMs) {
        this.limitMs = limitMs;
    }

    /** The least that allows so many ns; {@link #HIGH} for what is beyond all. */
    public static LatencyMode of(long ns) {
        for (LatencyMode mode : values()) {
            if (ns < mode.limitMs * MS) {
                return mode;
            }
        }
        return HIGH;
    }

    /**
     * Reads a value in any case.
     *
     * @throws ParameterException if it is none of the three
     */
    public static LatencyMode parse(String value) throws ParameterException {
        for (LatencyMode mode : values()) {
            if (mode.name().equalsIgnoreCase(value.strip())) {
                return mode;
            }
        }
        throw new Fields(ParameterName.MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY, value)
                .notUnderstood("mode is none of low, normal, high");
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
