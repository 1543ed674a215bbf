// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An X server in memory, with the old-fashioned pointer in its middle, and what a client can do to its screen. */
final class Xvfb implements AutoCloseable {
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int WARP_POINTER = 41;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int CLEAR_AREA = 61;

    private final int width;
    private final int height;
    private Process server;
    private final String display;
    private final X11Connection client;

    Xvfb(int width, int height) throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "Xvfb").canExecute()),
                "Xvfb is not here; Debian: apt install xvfb");
        this.width = width;
        this.height = height;
        server = start("-displayfd", "1");
        BufferedReader output = new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII));
        display = ":" + output.readLine();
        client = X11Connection.open(display);
    }

    private Process start(String... which) throws IOException {
        List<String> command = new ArrayList<>(List.of("Xvfb"));
        command.addAll(List.of(which));
        command.addAll(List.of("-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp", "-retro"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Another server on the same display. */
    void startAgain() throws IOException {
        server = start(display);
    }

    String display() {
        return display;
    }

    /** Fills a part of the screen. */
    void fill(int rgb, int x, int y, int width, int height) throws IOException {
        client.begin(CHANGE_WINDOW_ATTRIBUTES, 0, 16)
                .putInt(4, client.root())
                .putInt(8, 1 << 1)
                .putInt(12, rgb);
        client.tell();
        client.begin(CLEAR_AREA, 0, 16)
                .putInt(4, client.root())
                .putShort(8, (short) x)
                .putShort(10, (short) y)
                .putShort(12, (short) width)
                .putShort(14, (short) height);
        client.tell();
        awaitDone();
    }

    void movePointer(int x, int y) throws IOException {
        client.begin(WARP_POINTER, 0, 24)
                .putInt(8, client.root())
                .putShort(20, (short) x)
                .putShort(22, (short) y);
        client.tell();
        awaitDone();
    }

    /** Requests are carried out in order, so the reply to one tells that those before are done. */
    private void awaitDone() throws IOException {
        client.begin(GET_INPUT_FOCUS, 0, 4);
        client.ask();
    }

    void kill() {
        server.destroyForcibly();
        try {
            server.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
        try {
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
