// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a document shows, beside what is shown. */
final class Shown {
    private Shown() {}

    /** The first documented line that does not come, in the order of the document; empty if all do. */
    static String missing(List<String> expected, String shown) {
        List<String> lines = shown.lines().map(Shown::alike).toList();
        int from = 0;
        for (String each : expected) {
            Pattern pattern = Pattern.compile(Stream.of(alike(each).split("…", -1))
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + ".*" + b)
                    .orElseThrow());
            int at = from;
            while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
                at++;
            }
            if (at == lines.size()) {
                return each;
            }
            from = at + 1;
        }
        return "";
    }

    /** What is the same in a document and elsewhere: numbers, widths of columns and the best encoder differ. */
    private static String alike(String line) {
        return line.replaceAll("\\b(?:x264|openh264)\\b", "ENCODER")
                .replaceAll("\\d+(?:\\.\\d+)?", "0")
                .replace('│', '|')
                .replaceAll("[─┼+-]{3,}", "---")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
