// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** Text from the air made fit for a message: in quotes, cut, without control characters. */
final class Quoted {
    private static final int MAX_LENGTH = 120;

    private Quoted() {}

    static String of(String text) {
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        StringBuilder quoted = new StringBuilder(shown.length() + 2).append('\'');
        shown.chars().forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
        return quoted.append('\'').toString();
    }
}
