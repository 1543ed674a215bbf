// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of the system that can be asked. */
interface Programs {
    /**
     * What a program said.
     *
     * @param exit its exit code; -1 if what it says cannot be kept
     * @param text all that it wrote
     */
    record Answer(int exit, String text) {}

    /** Runs one and waits for it; empty if it is not there, or does not answer in time. */
    Optional<Answer> run(String... command) throws InterruptedException;

    /** Those of this system, in English, each for some seconds at most. */
    final class OfSystem implements Programs {
        private static final long PATIENCE_MS = 4_000;

        private final long patienceMs;

        OfSystem() {
            this(PATIENCE_MS);
        }

        OfSystem(long patienceMs) {
            this.patienceMs = patienceMs;
        }

        /** Its output goes to a file, since reading a pipe has no end in time. */
        @Override
        public Optional<Answer> run(String... command) throws InterruptedException {
            try {
                Path said = Files.createTempFile("miracast-doctor", ".txt");
                try {
                    return run(said, command);
                } finally {
                    Files.deleteIfExists(said);
                }
            } catch (IOException e) {
                return Optional.of(new Answer(-1, command[0] + " cannot be asked: " + e));
            }
        }

        private Optional<Answer> run(Path said, String... command) throws IOException, InterruptedException {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process;
            try {
                process = builder.start();
            } catch (IOException notThere) {
                return Optional.empty();
            }
            try {
                process.getOutputStream().close();
                if (!process.waitFor(patienceMs, TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
                String text = new String(
                        Files.readAllBytes(said), Charset.forName(System.getProperty("native.encoding", "UTF-8")));
                return Optional.of(new Answer(process.exitValue(), text));
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
