// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a cast could leave behind in this process.
 *
 * @param threads those of the driver
 * @param sockets all; none where the system has no /proc
 */
record OpenHandles(Set<String> threads, Set<String> sockets) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static OpenHandles now() {
        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("miracast-"))
                .map(thread -> thread.getName() + " " + thread.getId())
                .collect(Collectors.toSet());
        return new OpenHandles(threads, Files.isDirectory(DESCRIPTORS) ? openSockets() : Set.of());
    }

    private static Set<String> openSockets() {
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:") || target.contains("eventpoll")) {
                    sockets.add(descriptor.getFileName() + " " + target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            // Closed since it was listed.
            return "";
        }
    }

    /** What is open now and was not then. */
    OpenHandles since(OpenHandles before) {
        Set<String> newThreads = new HashSet<>(threads);
        newThreads.removeAll(before.threads);
        Set<String> newSockets = new HashSet<>(sockets);
        newSockets.removeAll(before.sockets);
        return new OpenHandles(newThreads, newSockets);
    }

    boolean isEmpty() {
        return threads.isEmpty() && sockets.isEmpty();
    }
}
