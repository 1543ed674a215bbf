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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/conformance.md names tests: it may not name one that is not there, nor leave a row without one. */
class ConformanceTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
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

    @Test
    void everyRowNamesATest() throws Exception {
        assertThat(rows())
                .hasSizeGreaterThan(80)
                .allSatisfy(row -> assertThat(row).containsPattern(TEST));
    }

    @Test
    void everyTestThatIsNamedIsThere() throws Exception {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        for (String row : rows()) {
            Matcher named = TEST.matcher(row);
            while (named.find()) {
                if (!sources.getOrDefault(named.group(1), "").contains(" void " + named.group(2) + "(")) {
                    missing.add(named.group(1) + "." + named.group(2));
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
