// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An installation as an operator makes it: the archive unpacked, into a folder whose name has a space, and started as the service
 * does it, by a user who may write in data and etc only. Its files are gone when it is closed. One thread.
 */
final class Kiosk implements AutoCloseable {
    /**
     * The service that is there when Karaf's own features are. What is asked to be installed before begins from what was before them,
     * and is forgotten.
     */
    static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    private static final String UNIT = "bin/contrib/miracast.service";
    private static final String WHERE_THE_UNIT_HAS_IT = "/opt/miracast";
    private static final List<String> WRITABLE = List.of("data", "etc");
    private static final String NOBODY = "65534";
    private static final long PATIENCE_S = 120;

    private final Path top;
    private final Path home;
    private final Path output;
    private final List<String> asNobody;
    private final Map<String, FileTime> untouched;
    private final int httpPort = freePort();
    private final Process process;

    /** Unpacks and starts; returns before it is ready. */
    Kiosk() throws IOException {
        top = Files.createTempDirectory("kiosk");
        home = Files.createDirectory(top.resolve("a kiosk"));
        output = top.resolve("output");
        run(List.of("tar", "xzf", archive().toString(), "-C", home.toString(), "--strip-components=1"));
        edit("etc/org.apache.karaf.shell.cfg", "sshPort = 8101", "sshPort = " + freePort());
        edit("etc/org.ops4j.pax.web.cfg", "http.port = 8181", "http.port = " + httpPort);

        asNobody = withoutPrivileges();
        untouched = filesThatNobodyWrites();
        process = launch(unit("ExecStart=").split(" "));
    }

    /** The archive under test. */
    static Path archive() {
        return Path.of(System.getProperty("archive"));
    }

    Path home() {
        return home;
    }

    /** Where HTTP listens, once it is installed. */
    int httpPort() {
        return httpPort;
    }

    /** A file of the installation, in which a text is replaced by another one. */
    void edit(String file, String from, String to) throws IOException {
        Path path = home.resolve(file);
        String text = Files.readString(path);
        assertThat(text).as(file).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    /** Any program of the installation, as the user of the service. */
    Process launch(String... command) throws IOException {
        List<String> words = new ArrayList<>(asNobody);
        for (String word : command) {
            words.add(word.replace(WHERE_THE_UNIT_HAS_IT, home.toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The user of a service has none. That of nobody in the system's list may be there, and be somebody else's.
        String nowhere = top.resolve("nonexistent").toString();
        builder.environment().put("HOME", nowhere);
        builder.environment().put("JDK_JAVA_OPTIONS", "-Duser.home=" + nowhere);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.equals("JAVA_OPTS"));
        builder.redirectErrorStream(true);
        if (command[command.length - 1].equals("daemon")) {
            builder.redirectOutput(output.toFile());
        }
        return builder.start();
    }

    /** The value of a line of the systemd unit. */
    private String unit(String name) throws IOException {
        return Files.readString(home.resolve(UNIT))
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    boolean runs() {
        return process.isAlive();
    }

    /** What it printed and logged, for a failure to be understood. */
    String story() {
        try {
            Path log = home.resolve("data/log/karaf.log");
            return Files.readString(output) + (Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As systemd stops it; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    /** Files outside of data and etc that are not as they were. */
    Map<String, FileTime> touched() throws IOException {
        Map<String, FileTime> now = filesThatNobodyWrites();
        now.entrySet().removeAll(untouched.entrySet());
        return now;
    }

    private Map<String, FileTime> filesThatNobodyWrites() throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = WRITABLE.contains(home.relativize(folder).toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(home.relativize(file).toString(), attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Takes away what only data and etc need; what to put before a command so that this holds for root as well. */
    private List<String> withoutPrivileges() throws IOException {
        Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (!System.getProperty("user.name").equals("root")) {
            run(List.of("chmod", "-R", "a-w", home.toString()));
            for (String folder : WRITABLE) {
                run(List.of("chmod", "-R", "u+w", home.resolve(folder).toString()));
            }
            return List.of();
        }
        for (String folder : WRITABLE) {
            run(List.of(
                    "chown", "-R", NOBODY + ":" + NOBODY, home.resolve(folder).toString()));
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.onExit().join().exitValue())
                .as("%s: %s", command, said)
                .isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        run(List.of("chmod", "-R", "u+w", home.toString()));
        run(List.of("rm", "-r", top.toString()));
    }
}
