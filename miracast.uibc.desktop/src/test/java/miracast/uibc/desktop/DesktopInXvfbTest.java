// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real window on a real X server sees what a person does at a display. */
@Timeout(120)
class DesktopInXvfbTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Process server;
    private String display;

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "Xvfb").canExecute()),
                "Xvfb is not here; Debian: apt install xvfb");
        server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", WIDTH + "x" + HEIGHT + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        display = ":" + new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWindowSeesWhatAPersonDoesAtADisplay() throws Exception {
        List<String> seen = session();

        assumeFalse(
                seen.stream().anyMatch(line -> line.contains("no desktop to act on")),
                "this JRE is headless, or lacks libraries of X; Debian: apt install openjdk-17-jre libxtst6 libxi6 libxrender1");
        assertThat(seen)
                .containsExactly(
                        "pressed " + WIDTH / 2 + " " + HEIGHT / 4,
                        "released " + WIDTH / 2 + " " + HEIGHT / 4,
                        "wheel 1",
                        "typed a",
                        "typed B",
                        "typed !");
    }

    /** What {@link DesktopSession} writes, log lines left out. */
    private List<String> session() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DesktopSession.class.getName(),
                "" + WIDTH,
                "" + HEIGHT);
        command.environment().put("DISPLAY", display);
        command.redirectErrorStream(true);
        Process session = command.start();
        List<String> lines = new BufferedReader(new InputStreamReader(session.getInputStream(), UTF_8))
                .lines()
                .filter(line -> !line.contains(" INFO "))
                .toList();
        assertThat(session.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
