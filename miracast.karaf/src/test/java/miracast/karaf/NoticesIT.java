// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.BeforeClass;
import org.junit.Test;

/** The notices of native code against the jars that the features bring: what is in them, and how it was built. */
public class NoticesIT {
    private static final Path NOTICES = Path.of("../lib.ffmpeg/legal/THIRD-PARTY.md");
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|so\\.\\d+|dll|dylib|jnilib|a)");
    /** By how FFmpeg was configured, as its libraries have it in them. */
    private static final Pattern CONFIGURATION = Pattern.compile("--prefix=[\\x20-\\x7e]+");

    private static final Pattern INSIDE = Pattern.compile("--enable-(lib[\\w-]+|openssl|zlib|gnutls)");
    private static final String LGPL = "libavutil license: LGPL version 3 or later";

    /** Name of the jar, as the notices have it, to its native files. */
    private static final Map<String, Map<String, byte[]>> NATIVES = new TreeMap<>();

    private static List<List<String>> files;
    private static List<List<String>> inside;

    @BeforeClass
    public static void read() throws IOException {
        String notices = Files.readString(NOTICES);
        int second = notices.indexOf("## Inside");
        files = rows(notices.substring(0, second));
        inside = rows(notices.substring(second));
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("features.repository")))) {
            for (Path jar : all.filter(file -> file.toString().endsWith(".jar")).toList()) {
                collect(jar);
            }
        }
    }

    /** The cells of a table, without its head. */
    private static List<List<String>> rows(String text) {
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(2, line.length() - 2).split(" \\| "))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static void collect(Path file) throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (NATIVE.matcher(name).matches()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        found.put(name, in.readAllBytes());
                    }
                }
            }
        }
        String name = file.getFileName().toString();
        Matcher ours = Pattern.compile("lib\\.ffmpeg-.+?-([a-z]+-\\w+)\\.jar").matcher(name);
        // Karaf's own jars are not ours to give notice of; those of the tests have none.
        if (!found.isEmpty() && !file.toString().contains("apache")) {
            NATIVES.put(ours.matches() ? ours.group(1) : name.replaceFirst("-\\d.*", ""), found);
        }
    }

    private static List<String> codes(String cell) {
        return Arrays.stream(cell.split("`")).filter(code -> !code.isBlank()).toList();
    }

    private static boolean matches(String glob, String path) {
        return FileSystems.getDefault()
                .getPathMatcher("glob:" + glob)
                .matches(Path.of(path).getFileName());
    }

    @Test
    public void everyNativeFileHasOneNoticeAndEveryNoticeAFile() {
        List<String> flaws = new ArrayList<>();
        Set<String> used = new HashSet<>();
        NATIVES.forEach((jar, natives) -> natives.keySet().forEach(path -> {
            List<String> notices = files.stream()
                    .filter(row -> codes(row.get(0)).contains(jar))
                    .map(row -> codes(row.get(1)).get(0))
                    .filter(glob -> matches(glob, path))
                    .toList();
            if (notices.size() != 1) {
                flaws.add(jar + ": " + path + " has the notices " + notices);
            }
            notices.forEach(glob -> used.add(jar + " " + glob));
        }));
        for (List<String> row : files) {
            for (String jar : codes(row.get(0))) {
                if (!used.contains(jar + " " + codes(row.get(1)).get(0))) {
                    flaws.add(jar + " has no " + row.get(1));
                }
            }
        }

        assertEquals(List.of(), flaws);
        assertEquals(
                Set.of("lib.jna", "linux-arm64", "linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64"),
                NATIVES.keySet());
    }

    @Test
    public void everyNoticeTellsVersionLicenceAndSource() {
        Stream.concat(files.stream().map(row -> row.subList(2, row.size())), inside.stream())
                .forEach(row -> {
                    assertTrue(row.toString(), row.get(row.size() - 1).startsWith("https://"));
                    assertTrue(row.toString(), row.stream().noneMatch(String::isBlank));
                });
        files.forEach(row -> assertEquals(row.toString(), 6, row.size()));
        inside.forEach(row -> assertEquals(row.toString(), 5, row.size()));
        assertVersion("FFmpeg", System.getProperty("ffmpeg.version").replaceFirst("-.*", ""));
        assertVersion("JavaCPP", System.getProperty("javacpp.version"));
        assertVersion("Java Native Access", System.getProperty("jna.version"));
    }

    private static void assertVersion(String what, String version) {
        Set<String> told = files.stream()
                .filter(row -> row.get(2).startsWith(what))
                .map(row -> row.get(3))
                .collect(Collectors.toSet());
        assertEquals(what, Set.of(version), told);
    }

    @Test
    public void nothingIsUnderTheGplButWithTheExceptionOfARuntime() {
        Stream.concat(files.stream().map(row -> row.get(4)), inside.stream().map(row -> row.get(3)))
                .forEach(licence ->
                        assertTrue(licence, !licence.startsWith("GPL") || licence.contains("WITH GCC-exception")));
    }

    @Test
    public void ffmpegIsBuiltUnderTheLgplWithExactlyWhatTheNoticesName() {
        Set<String> built = new TreeSet<>();
        NATIVES.forEach((jar, natives) -> {
            if (jar.equals("lib.jna")) {
                return;
            }
            String util = natives.entrySet().stream()
                    .filter(file -> file.getKey().matches(".*/(lib)?avutil[.-][^/]+"))
                    .map(file -> new String(file.getValue(), StandardCharsets.ISO_8859_1))
                    .findFirst()
                    .orElseThrow();
            Matcher configuration = CONFIGURATION.matcher(util);
            assertTrue(jar + " tells no configuration", configuration.find());
            assertFalse(jar, configuration.group().contains("--enable-gpl"));
            assertFalse(jar, configuration.group().contains("--enable-nonfree"));
            assertTrue(jar, util.contains(LGPL));
            INSIDE.matcher(configuration.group()).results().forEach(option -> built.add(option.group(1)));
        });

        assertEquals(
                inside.stream().map(row -> codes(row.get(0)).get(0)).collect(Collectors.toCollection(TreeSet::new)),
                built);
    }

    @Test
    public void theNoticesTravelWithWhatTheyAreFor() throws IOException {
        String notices = Files.readString(NOTICES);
        int travelled = 0;
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("features.repository"), "miracast"))) {
            for (Path file : all.filter(found -> found.getFileName().toString().matches("lib\\..*\\.jar"))
                    .toList()) {
                try (JarFile jar = new JarFile(file.toFile());
                        InputStream in = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY/THIRD-PARTY.md"))) {
                    assertEquals(file.toString(), notices, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    travelled++;
                }
            }
        }
        assertEquals(7, travelled);
    }
}
