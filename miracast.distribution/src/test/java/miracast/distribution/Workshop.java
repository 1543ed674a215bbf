// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where a reader of documents tries what they say: folders to work in, and one Karaf for all of them. One thread. */
final class Workshop implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_AGAIN_MS = 200;

    private final Path root;
    private final Path folder;
    private final List<Path> links = new ArrayList<>();
    private Path home;
    private Prompt karaf;

    /**
     * @param root of the sources
     * @param folder where all the others are
     */
    Workshop(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Where the Karaf is that was started. */
    Path home() {
        return home;
    }

    /** Whether a Karaf was started. */
    boolean hasKaraf() {
        return karaf != null;
    }

    /** The Karaf of all documents, started by the first that needs one; ready for commands of ours. */
    Prompt startedKaraf(Path unpacked) throws Exception {
        if (karaf == null) {
            home = unpacked;
            if (!Files.exists(home.resolve("bin/karaf"))) {
                home = Files.createDirectory(folder.resolve("karaf"));
                run("karaf", folder, "tar xzf '" + Kiosk.archive() + "' --strip-components=1 -C karaf");
            }
            Path shell = home.resolve("etc/org.apache.karaf.shell.cfg");
            Files.writeString(shell, Files.readString(shell).replace("sshPort = 8101", "sshPort = " + freePort()));
            karaf = Prompt.karaf(home);
            answer("boot of Karaf", karaf, "service:list " + Kiosk.BOOT_FINISHED, false, List.of(Kiosk.BOOT_FINISHED));
            answer("start of Karaf", karaf, "miracast:casts", false, List.of("No cast runs."));
        }
        return karaf;
    }

    /** A folder with what the root of the sources has, in which a reader may make what he is told to. */
    Path workFolder(String name) throws IOException {
        Path work = Files.createDirectories(folder.resolve(name));
        Path script = work.resolve("miracast");
        if (!Files.exists(script)) {
            Files.writeString(script, "#!/bin/sh\nexec '" + root.resolve("miracast") + "' \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            for (String part : List.of("miracast.distribution", "example.signage", "benchmark")) {
                links.add(Files.createSymbolicLink(work.resolve(part), root.resolve(part)));
            }
        }
        return work;
    }

    static String run(String where, Path here, String line) throws Exception {
        Path output = Files.createTempFile("documents", ".txt");
        try {
            Process process = new ProcessBuilder("sh", "-c", line)
                    .directory(here.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            process.destroy();
            assertThat(ended).as("%s ends: %s", where, Files.readString(output)).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", where, Files.readString(output))
                    .isZero();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    /** Types a line, again and again unless once is enough, until it shows what is documented and fails no more. */
    static String answer(String where, Prompt prompt, String line, boolean once, List<String> shown) throws Exception {
        long end = System.nanoTime() + PATIENCE_NS;
        while (true) {
            Prompt.Answer answer = prompt.type(line);
            String missing = Shown.missing(shown, answer.shown());
            if (answer.error().isEmpty() && missing.isEmpty()) {
                return answer.shown();
            }
            if (once || System.nanoTime() - end > 0) {
                fail(where + (missing.isEmpty() ? "" : "\n does not show: " + missing) + "\n but: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        if (karaf != null) {
            karaf.close();
        }
        // A folder with links that lead out of it is not taken away without a warning.
        for (Path link : links) {
            Files.delete(link);
        }
    }
}
