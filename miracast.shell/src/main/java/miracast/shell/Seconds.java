// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A time as people write it.
 *
 * @param duration more than nothing
 */
record Seconds(Duration duration) {
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

    /** Reads {@code 10} or {@code 0.5}. */
    static Seconds parse(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() > 0 && seconds.compareTo(MAX) <= 0) {
                return new Seconds(Duration.ofMillis(seconds.movePointRight(3).longValue()));
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new IllegalArgumentException("'" + text + "' is not a number of seconds above 0");
    }
}
