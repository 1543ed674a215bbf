// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to capture on a Unix desktop, looked up each time.
 *
 * @param display value of {@code DISPLAY}, empty if it is not set
 * @param sockets folder of the sockets of X servers
 */
record Surroundings(String display, Path sockets) {

    static Surroundings here() {
        return new Surroundings(System.getenv().getOrDefault("DISPLAY", ""), Path.of("/tmp/.X11-unix"));
    }

    /** What is captured if nothing is named. */
    String display(Desktop desktop) {
        if (desktop != Desktop.UNIX) {
            return "desktop";
        }
        return display.isEmpty() ? "X displays " + servers() : "X display " + display;
    }

    /** Why there is no display; empty if there is one. */
    String displayMissing() {
        if (!display.isEmpty() || !servers().isEmpty()) {
            return "";
        }
        return "DISPLAY is not set, and no X server runs here; set it, or start one (Debian: apt install xvfb)";
    }

    /** Displays of this machine that have a socket. */
    List<String> servers() {
        if (!Files.isDirectory(sockets)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(sockets)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("X\\d+"))
                    .map(name -> ":" + name.substring(1))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // no right to look: no server that we could use
        }
    }
}
