// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bit rate as people write it.
 *
 * @param bitRate bit/s
 */
record BitRate(long bitRate) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)([kKmM]?)");

    /** Reads {@code 8M}, {@code 2.5M}, {@code 800k} or {@code 8000000}. */
    static BitRate parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("bit rate '" + text + "' is not of the form 8M, 800k or 8000000");
        }
        int factor = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return new BitRate(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .longValue());
    }

    /** {@code 7.9 Mbit/s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f Mbit/s", bitRate / 1e6);
    }
}
