// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that reads commands from its input, and somebody who types them there, one after the other. One thread. */
final class Prompt implements AutoCloseable {
    /** How a failure begins in {@link Answer#error()}. */
    private static final String FAILED = "FAILED ";
    /** How long a command may take. */
    private static final long PATIENCE_S = 90;

    private final boolean karaf;
    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> screen = new LinkedBlockingQueue<>();
    private int lines;
    private long errorsRead;

    /**
     * What a line came to.
     *
     * @param shown what it printed
     * @param error the sentence that it failed with; empty if it did not
     */
    record Answer(String shown, String error) {}

    private Prompt(boolean karaf, Path folder, List<String> command) throws IOException {
        this.karaf = karaf;
        errors = Files.createTempFile("prompt", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.equals("JAVA_OPTS"));
        process = builder.redirectError(errors.toFile()).start();
        Thread reader = new Thread(this::read, "what " + command + " shows");
        reader.setDaemon(true);
        reader.start();
    }

    /** Karaf's console, which takes Gogo's words for control, and tells failures by exceptions. */
    static Prompt karaf(Path home) throws IOException {
        return new Prompt(true, home, List.of("bin/karaf"));
    }

    /** {@code ./miracast shell}, which tells failures on standard error. */
    static Prompt gogo(Path folder, String line) throws IOException {
        return new Prompt(false, folder, List.of("sh", "-c", "exec " + line));
    }

    Answer type(String line) throws IOException, InterruptedException {
        // In two parts, so that the end of the answer is not what a terminal repeats of the question.
        String begin = "BEGIN-" + ++lines;
        String end = "END-" + lines;
        process.outputWriter(StandardCharsets.UTF_8)
                .append(
                        karaf
                                ? "echo \"BEGIN\"-" + lines + "; try { " + line + " } { echo \"" + FAILED
                                        + "\" $exception }; echo; echo \"END\"-" + lines + "\n"
                                : "mark = " + begin + "\n" + line + "\nmark = " + end + "\n")
                .flush();
        StringBuilder answer = new StringBuilder();
        boolean begun = false;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            String next = screen.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next)
                    .as("'%s' is answered after: %s%s", line, answer, Files.readString(errors))
                    .isNotNull();
            if (next.equals(end)) {
                break;
            }
            if (begun) {
                answer.append(next).append('\n');
            }
            begun |= next.endsWith(begin);
        }
        String shown = answer.toString().strip();
        return new Answer(shown, (karaf ? failure(shown) : newErrors()).strip());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                screen.add(line.replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]|\r", ""));
            }
        } catch (IOException e) {
            screen.add(e.toString());
        }
    }

    private static String failure(String answer) {
        int at = answer.indexOf(FAILED);
        return at < 0 ? "" : answer.substring(at + FAILED.length());
    }

    /** Written before the answer was, so all of it is there. */
    private String newErrors() throws IOException {
        String all = Files.readString(errors);
        String added = all.substring((int) errorsRead);
        errorsRead = all.length();
        return added;
    }

    /** The end of input ends the program, and the program its casts. Karaf's script has it in a process of its own. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
            // Input that ends does not end Karaf at once.
            all.forEach(ProcessHandle::destroy);
            for (ProcessHandle each : all) {
                assertThat(each.onExit()).as("end of %s", each.info()).succeedsWithin(Duration.ofSeconds(60));
            }
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            Files.delete(errors);
        }
    }
}
