// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * What a display shows when the source of a cast gives no pictures any more. It stands until the source gives the next one. Text
 * form, for configurations and command lines: {@code hold}, {@code picture:FILE}, {@code pattern} or {@code pattern:TEXT}.
 */
public sealed interface Fallback {
    /** Longest text of a {@link Pattern}: what fits in one line. */
    int MAXIMUM_TEXT_LENGTH = 60;

    /** The last picture stays. */
    static Fallback hold() {
        return new Hold();
    }

    /** A picture from a file. */
    static Fallback picture(Path file) {
        return new Picture(file);
    }

    /** A test pattern with a line of text. */
    static Fallback pattern(String text) {
        return new Pattern(text);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none of the three: names the text and what there is
     */
    static Fallback parse(String text) {
        int colon = text.indexOf(':');
        String kind = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (kind.equals("hold") && colon < 0) {
            return hold();
        }
        if (kind.equals("picture") && !rest.isEmpty()) {
            return picture(Path.of(rest));
        }
        if (kind.equals("pattern")) {
            return pattern(rest);
        }
        throw new IllegalArgumentException(
                "fallback '" + text + "' is none of hold, picture:FILE, pattern, pattern:TEXT");
    }

    /** The last picture stays; black if there was none. */
    record Hold() implements Fallback {
        @Override
        public String toString() {
            return "hold";
        }
    }

    /**
     * A picture, fitted into the mode and centred on black. It is read when it is needed, so that it may be replaced; one that
     * cannot be read then is logged and tried again after a pause, and the last picture stays meanwhile.
     *
     * @param file PNG, JPEG, GIF or BMP
     */
    record Picture(Path file) implements Fallback {
        public Picture {
            Objects.requireNonNull(file, "file");
        }

        @Override
        public String toString() {
            return "picture:" + file;
        }
    }

    /**
     * A test pattern.
     *
     * @param text a line for whoever stands before the screen; empty for none
     */
    record Pattern(String text) implements Fallback {
        public Pattern {
            if (text.length() > MAXIMUM_TEXT_LENGTH) {
                throw new IllegalArgumentException("fallback text has " + text.length() + " characters, at most "
                        + MAXIMUM_TEXT_LENGTH + " are allowed: " + text);
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("fallback text has control characters");
            }
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "pattern" : "pattern:" + text;
        }
    }
}
