// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

/**
 * Names that may have blanks and whatever else means something to Gogo, as they have to be typed: in the quotes that were begun, or
 * with backslashes.
 */
public final class TypedName {
    private static final String SPECIAL = " \t\"'\\;|&#$<>(){}[]=*?~%`";
    private static final String SPECIAL_IN_QUOTES = "\"\\$%";

    private TypedName() {}

    /**
     * A name as it has to be typed.
     *
     * @param begun what has been typed of it
     */
    public static String of(String name, String begun) {
        if (begun.startsWith("'")) {
            return "'" + name.replace("'", "'\\''") + "'";
        }
        return begun.startsWith("\"") ? '"' + escape(name, SPECIAL_IN_QUOTES) + '"' : escape(name, SPECIAL);
    }

    private static String escape(String name, String special) {
        StringBuilder escaped = new StringBuilder();
        for (char each : name.toCharArray()) {
            if (special.indexOf(each) >= 0) {
                escaped.append('\\');
            }
            escaped.append(each);
        }
        return escaped.toString();
    }
}
