// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/** A piece of what a sink sent, fit for a log line: bounded, and without control characters. */
public final class Excerpt {
    private static final int MAX_LENGTH = 80;
    private static final int MAX_REASON = 200;
    private static final int MAX_MESSAGE = 2000;

    private Excerpt() {}

    /** The first characters, each control character as a dot. */
    public static String of(CharSequence text) {
        return of(text, MAX_LENGTH);
    }

    /** A sentence that quotes what came. */
    static String ofReason(String text) {
        return of(text, MAX_REASON);
    }

    /** A whole message on one line, unless it is very long. */
    static String ofMessage(String text) {
        return of(text.strip().replace("\r\n", " | "), MAX_MESSAGE);
    }

    private static String of(CharSequence text, int maxLength) {
        int length = Math.min(text.length(), maxLength);
        StringBuilder excerpt = new StringBuilder(length + 3);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            excerpt.append(Character.isISOControl(c) ? '.' : c);
        }
        return length < text.length() ? excerpt.append("...").toString() : excerpt.toString();
    }
}
