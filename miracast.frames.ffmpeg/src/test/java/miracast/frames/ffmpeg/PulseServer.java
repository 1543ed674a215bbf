// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A sound server of the test's own, whose only output goes nowhere. */
final class PulseServer implements AutoCloseable {
    private final Path socket;
    private final Process server;
    private final List<Process> players = new ArrayList<>();

    PulseServer(Path folder) throws Exception {
        socket = folder.resolve("server");
        ProcessBuilder program = new ProcessBuilder(
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--disable-shm=yes",
                "--log-level=error",
                "-L",
                "module-null-sink sink_name=nowhere",
                "-L",
                "module-native-protocol-unix auth-anonymous=1 socket=" + socket);
        for (String variable : List.of("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")) {
            program.environment().put(variable, folder.toString());
        }
        server = start(program);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            if (!server.isAlive()) {
                throw new IOException("pulseaudio ended with exit code " + server.exitValue());
            }
            return Files.exists(socket);
        });
    }

    private static Process start(ProcessBuilder program) {
        try {
            return program.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return abort(program.command().get(0) + " is not there; Debian: apt install pulseaudio ffmpeg");
        }
    }

    /** How clients name it. */
    String address() {
        return "unix:" + socket;
    }

    /** Plays a tone on the output, until it is closed. */
    void playTone(int hertz) {
        ProcessBuilder program = new ProcessBuilder(
                "ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", "sine=frequency=" + hertz + ":sample_rate=48000");
        program.command().addAll(List.of("-ac", "2", "-f", "pulse", "-server", address(), "test"));
        players.add(start(program));
    }

    @Override
    public void close() {
        players.forEach(Process::destroy);
        server.destroyForcibly().onExit().join();
    }
}
