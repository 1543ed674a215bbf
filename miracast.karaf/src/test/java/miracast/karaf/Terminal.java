// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.Assume;

/**
 * A window of 80 columns and 24 lines, and who sits there: types, presses keys, and reads what is on the screen. The window is tmux's, so
 * that programs behave as in any other one. One thread.
 */
final class Terminal implements AutoCloseable {
    private static final int COLUMNS = 80;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_AGAIN_MS = 50;
    private static final long TYPE_AGAIN_MS = 500;
    private static final String EXIT_CODE = "exit code ";
    /** What a failure tells of a screen: its beginning and its end. A line that was typed a thousand times hides both. */
    private static final int TOLD_LINES = 40;

    private final String server = "miracast-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    private final String prompt;
    private final Path errors;

    /**
     * Opens a window and runs a program in it. The window stays when the program ends.
     *
     * @param prompt what the program's lines begin with when it waits for input
     */
    Terminal(Path folder, String command, String prompt) throws IOException, InterruptedException {
        this.prompt = prompt;
        errors = Files.createTempFile("miracast-terminal-", ".txt");
        tmux(
                "new-session",
                "-d",
                "-x",
                String.valueOf(COLUMNS),
                "-y",
                "24",
                "-c",
                folder.toString(),
                "LC_ALL=C.UTF-8 " + command + "; echo \"" + EXIT_CODE + "$?\"",
                ";",
                "set-option",
                "remain-on-exit",
                "on");
    }

    static void assumeThereIsOne() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        Assume.assumeTrue("tmux is missing; Debian: apt install tmux", there);
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", server, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
        }
        return output;
    }

    /** All that was shown until now, without what the window's width did to it. */
    String history() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-J", "-S", "-")
                .lines()
                .map(String::stripTrailing)
                .reduce("", (before, line) -> before + line + "\n")
                .stripTrailing();
    }

    /** What is on the screen once it is as wished. */
    String until(String wish, Predicate<String> isMet) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NS;
        while (true) {
            String shown = history();
            if (isMet.test(shown)) {
                return shown;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no " + wish + " in:\n" + told(shown));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    /**
     * All that was shown, when the program has ended. The shell around it tells that: tmux does not always notice that what it ran in a
     * window is over.
     */
    String awaitEnd() throws IOException, InterruptedException {
        return until("end", shown -> shown.lines().anyMatch(line -> line.startsWith(EXIT_CODE)));
    }

    void awaitPrompt() throws IOException, InterruptedException {
        until("prompt", shown -> shown.endsWith(prompt));
    }

    /** Types without ending the line. */
    void write(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
    }

    /** Presses a key, by tmux's name of it. */
    void press(String key) throws IOException, InterruptedException {
        tmux("send-keys", key);
    }

    /** Types a line, and gives what is shown below it until the prompt is back. */
    String type(String line) throws IOException, InterruptedException {
        String echo = prompt + " " + line;
        int before = count(history(), echo);
        write(line);
        until("echo of " + line, shown -> shown.endsWith(echo));
        press("Enter");
        String shown = until("end of " + line, now -> count(now, echo) > before && now.endsWith("\n" + prompt));
        String below = shown.substring(shown.lastIndexOf(echo) + echo.length(), shown.length() - prompt.length());
        return below.strip();
    }

    /** Types a line again and again until what it shows is as wished. */
    String typeUntil(String line, String part) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NS;
        while (true) {
            String shown = type(line);
            if (shown.contains(part)) {
                return shown;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(line + " does not show " + part + " in:\n" + told(history()));
            }
            TimeUnit.MILLISECONDS.sleep(TYPE_AGAIN_MS);
        }
    }

    private static String told(String shown) {
        List<String> lines = shown.lines().toList();
        int left = lines.size() - 2 * TOLD_LINES;
        return left <= 0
                ? shown
                : String.join("\n", lines.subList(0, TOLD_LINES)) + "\n[" + left + " lines]\n"
                        + String.join("\n", lines.subList(TOLD_LINES + left, lines.size()));
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    /** The lines of a text that the window has to break. */
    static List<String> tooLong(String text) {
        return text.lines().filter(line -> line.length() > COLUMNS).toList();
    }

    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(errors);
    }
}
