// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Locale;
import java.util.StringTokenizer;

/** The fields of a value, between any number of blanks. For one pass of one thread. */
final class Fields {
    static final String NONE = "none";

    private final String parameter;
    private final String value;
    private final StringTokenizer tokens;

    Fields(String parameter, String value) {
        this(parameter, value, value);
    }

    /** @param part the part of the value that is read here */
    Fields(String parameter, String value, String part) {
        this.parameter = parameter;
        this.value = value;
        tokens = new StringTokenizer(part);
    }

    static boolean isNone(String value) {
        return value.strip().equalsIgnoreCase(NONE);
    }

    boolean hasNext() {
        return tokens.hasMoreTokens();
    }

    String next(String field) throws ParameterException {
        if (!hasNext()) {
            throw notUnderstood(field + " is missing");
        }
        return tokens.nextToken();
    }

    /** Up to {@code digits} hexadecimal digits; fewer are seen, for example a connector type of one. */
    long hex(String field, int digits) throws ParameterException {
        return hex(field, next(field), digits);
    }

    long hex(String field, String text, int digits) throws ParameterException {
        if (text.length() > digits || !text.chars().allMatch(Fields::isHexDigit)) {
            throw notUnderstood(field + " " + Quoted.of(text) + " is not " + digits + " hexadecimal digits");
        }
        return Long.parseLong(text, 16);
    }

    /** As {@link #hex}, but a field that is not there any more counts as 0. */
    long hexOrZero(String field, int digits) throws ParameterException {
        return hasNext() ? hex(field, digits) : 0;
    }

    /** Decimal digits in a range. */
    int decimal(String field, String text, int least, int most) throws ParameterException {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw notUnderstood(field + " " + Quoted.of(text) + " is not a number");
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        if (digits.length() > 9 || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
            throw outOfRange(field + " " + Quoted.of(text) + " is not in " + least + " to " + most);
        }
        return Integer.parseInt(digits);
    }

    ParameterException notUnderstood(String reason) {
        return new ParameterException(RtspStatus.PARAMETER_NOT_UNDERSTOOD, parameter, value, reason);
    }

    ParameterException outOfRange(String reason) {
        return new ParameterException(RtspStatus.INVALID_RANGE, parameter, value, reason);
    }

    ParameterException notSupported(String reason) {
        return new ParameterException(RtspStatus.UNSUPPORTED_MEDIA_TYPE, parameter, value, reason);
    }

    static boolean isHexDigit(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String hex2(long value) {
        return String.format("%02X", value);
    }

    static String hex4(long value) {
        return String.format("%04X", value);
    }

    static String hex8(long value) {
        return hex(value, 8);
    }

    static String hex(long value, int digits) {
        return String.format("%0" + digits + "X", value);
    }

    /** For records that check themselves: a value of so many bits. */
    static void checkBits(String field, long value, int bits) {
        if (value < 0 || value >>> bits != 0) {
            throw new IllegalArgumentException(
                    field + " 0x" + Long.toHexString(value) + " has more than " + bits + " bits");
        }
    }
}
