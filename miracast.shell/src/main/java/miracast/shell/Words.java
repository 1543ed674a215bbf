// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a given width. */
final class Words {
    private Words() {}

    /**
     * Breaks a text between words.
     *
     * @param columns how wide a line may be; a word that is longer has one of its own
     * @return one line at least
     */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The same, but a word that is longer is broken, too: nothing is wider. */
    static List<String> narrowLines(String text, int columns) {
        return lines(text.replaceAll("(\\S{" + columns + "})(?=\\S)", "$1 "), columns);
    }
}
