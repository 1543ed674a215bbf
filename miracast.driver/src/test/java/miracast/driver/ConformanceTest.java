// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/conformance.md names tests: it may not name one that is not there, nor leave a row without one. */
class ConformanceTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|IT))\\.(\\w+)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
    /** What stands before a method that JUnit runs, back to the empty line before it. */
    private static final Pattern RUN = Pattern.compile("@\\w*Test\\b");

    private static final Pattern SEPARATOR = Pattern.compile("\\| -");

    private static List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/conformance.md"));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isHead =
                    i + 1 < lines.size() && SEPARATOR.matcher(lines.get(i + 1)).lookingAt();
            if (lines.get(i).startsWith("|")
                    && !isHead
                    && !SEPARATOR.matcher(lines.get(i)).lookingAt()) {
                rows.add(lines.get(i));
            }
        }
        return rows;
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> bundles = Files.list(ROOT)) {
            for (Path tests : bundles.map(bundle -> bundle.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                            .forEach(file -> sources.merge(
                                    file.getFileName().toString().replace(".java", ""), text(file), String::concat));
                }
            }
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last cell of a row names. */
    private static List<String> tests(String row) {
        String[] cells = row.split("\\|");
        return QUOTED.matcher(cells[cells.length - 1])
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean isTest(String source, String method) {
        int at = source.indexOf(" void " + method + "(");
        return at >= 0
                && RUN.matcher(source.substring(source.lastIndexOf("\n\n", at), at))
                        .find();
    }

    @Test
    void everyRowNamesTestsAndNothingElse() throws Exception {
        assertThat(rows())
                .hasSizeGreaterThan(80)
                .allSatisfy(row -> assertThat(tests(row))
                        .as(row)
                        .isNotEmpty()
                        .allMatch(name -> TEST.matcher(name).matches()));
    }

    @Test
    void everyTestOfEveryRowIsThere() throws Exception {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (String row : rows()) {
            for (String name : tests(row)) {
                named++;
                String[] parts = name.split("\\.", 2);
                if (parts.length < 2 || !isTest(sources.getOrDefault(parts[0], ""), parts[1])) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(200);
    }
}
