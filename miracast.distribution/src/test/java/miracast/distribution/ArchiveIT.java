// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is in the archives, without starting them. The one for Windows is looked into, since it is a zip. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveIT {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^|]+)` \\|");
    private static final Pattern FIELD = Pattern.compile("(?m)^#?([a-zA-Z]+) = ");

    private FileSystem zip;
    private Path root;
    private List<String> linux;

    @BeforeAll
    void open() throws Exception {
        zip = FileSystems.newFileSystem(Path.of(System.getProperty("archive.windows")));
        try (Stream<Path> top = Files.list(zip.getPath("/"))) {
            root = top.findFirst().orElseThrow();
        }
        linux = list(Kiosk.archive());
    }

    @AfterAll
    void close() throws IOException {
        zip.close();
    }

    @Test
    void eachSampleHasFieldsThatItsConfigurationHas() throws IOException {
        String reference = Files.readString(Path.of("../docs/configuration.md"));
        for (Path sample : files("etc", ".cfg.sample")) {
            String pid = sample.getFileName().toString().replaceAll("(-[a-z]+)?\\.cfg\\.sample", "");
            String chapter = reference.substring(reference.indexOf("\n## `" + pid + "`\n") + 1);
            int end = chapter.indexOf("\n## ");
            String fields = end < 0 ? chapter : chapter.substring(0, end);

            assertThat(FIELD.matcher(Files.readString(sample)).results().map(found -> found.group(1)))
                    .as(sample.toString())
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(fields).contains("\n| `" + field + "` |"));
        }
    }

    @Test
    void nothingIsConfiguredToCastOrToBeADisplay() throws IOException {
        assertThat(files("etc", ".cfg"))
                .extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.startsWith("miracast.") || name.startsWith("wfd."));
    }

    @Test
    void noFileTellsWhenItWasBuilt() throws IOException {
        for (Path file : files("etc", "")) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(?m)^#.*\\d\\d:\\d\\d:\\d\\d .*20\\d\\d$");
        }
    }

    @Test
    void eachJarIsNamedWithItsLicence() throws IOException {
        List<Pattern> rows = ROW.matcher(Files.readString(root.resolve("THIRD-PARTY.md")))
                .results()
                .flatMap(row -> Stream.of(row.group(1).split("`, `")))
                .map(glob -> Pattern.compile(glob.replace(".", "\\.").replace("*", ".*") + "\\.jar"))
                .toList();

        assertThat(jars())
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        jar -> assertThat(rows).anyMatch(row -> row.matcher(jar).matches()));
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(jars()).anyMatch(jar -> row.matcher(jar).matches()));
        assertThat(root.resolve("LICENSE")).exists();
        assertThat(root.resolve("NOTICE")).exists();
    }

    @Test
    void eachArchiveHasTheNativesOfItsPlatformsOnly() throws IOException {
        assertThat(jars())
                .filteredOn(jar -> jar.startsWith("lib.ffmpeg-"))
                .hasSize(2)
                .anyMatch(jar -> jar.endsWith("-windows-x86_64.jar"));
        assertThat(linux)
                .filteredOn(file -> file.contains("/lib.ffmpeg-"))
                .hasSize(3)
                .anyMatch(file -> file.endsWith("-linux-x86_64.jar"))
                .anyMatch(file -> file.endsWith("-linux-arm64.jar"));
    }

    @Test
    void eachArchiveHasTheScriptsOfItsPlatform() throws IOException {
        assertThat(files("bin", "")).allMatch(script -> script.toString().endsWith(".bat"));
        assertThat(linux)
                .filteredOn(file -> file.contains("/bin/"))
                .noneMatch(file -> file.endsWith(".bat"))
                .anyMatch(file -> file.endsWith("/bin/contrib/miracast.service"));
    }

    private List<String> jars() throws IOException {
        return Stream.concat(files("lib", ".jar").stream(), files("system", ".jar").stream())
                .map(jar -> jar.getFileName().toString())
                .distinct()
                .toList();
    }

    private List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(end))
                    .toList();
        }
    }

    private static List<String> list(Path archive) throws IOException {
        Process tar = new ProcessBuilder("tar", "tzf", archive.toString()).start();
        try (Stream<String> lines = tar.inputReader().lines()) {
            return lines.toList();
        }
    }
}
