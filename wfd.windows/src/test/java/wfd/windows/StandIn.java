// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import wfd.api.MacAddress;

/** The stand-in for wlanapi.dll: builds it where the tests run on Linux, and tells it what to do. */
final class StandIn {
    /** Where a Windows JVM finds it, which cannot build it. */
    static final String FILE_PROPERTY = "wfd.windows.standin";

    static final int TWICE = 1;
    static final int CANCEL_SUCCEEDS = 2;
    static final int BEFORE_RETURN = 4;
    static final int AGAIN_AT_CLOSE = 8;
    static final int FROM_LOCALHOST = 32;
    static final int SLOW_CANCEL = 64;
    static final int NO_RADIO = 128;
    static final int HELD = 256;
    static final int NULL_TABLE = 512;

    static final int RUNNING = 0;
    static final int STOPPED = 1;
    static final int DISABLED = 2;

    private static final int CALLS = 256 * 1024;

    /** Its functions for tests. */
    interface Functions extends Library {
        void standin_device(long mac, String name, int visible, int delayMs, int error, int reason, int behaviour);

        void standin_remove(long mac);

        void standin_break_link(long mac);

        void standin_service(int state);

        void standin_query_result(int result);

        void standin_release();

        void standin_handle_limit(int limit);

        void standin_reset();

        int standin_open_handles();

        int standin_open_sessions();

        int standin_registrations();

        int standin_invalid_uses();

        int standin_completions();

        void standin_calls(Pointer text, int size);

        void standin_call(
                WlanApi.WFD_OPEN_SESSION_COMPLETE_CALLBACK callback,
                Pointer context,
                byte[] guid,
                int error,
                int reason);
    }

    private final Path file;
    private final Functions functions;

    private StandIn(Path file) {
        this.file = file;
        functions = Native.load(file.toString(), Functions.class);
    }

    /** The stand-in, with no devices. Skips the test where it can't be built. */
    static StandIn load() throws IOException, InterruptedException {
        String given = System.getProperty(FILE_PROPERTY);
        StandIn standIn = new StandIn(given == null ? build() : Path.of(given));
        standIn.functions.standin_reset();
        return standIn;
    }

    private static synchronized Path build() throws IOException, InterruptedException {
        Assumptions.assumeFalse(Platform.isWindows(), "set -D" + FILE_PROPERTY + " to the stand-in's file");
        Path source = Path.of("src", "test", "c", "standin.c").toAbsolutePath();
        Path library = Path.of("target", "libstandin-" + ProcessHandle.current().pid() + ".so")
                .toAbsolutePath();
        if (Files.exists(library)) return library;
        Files.createDirectories(library.getParent());
        try {
            Process gcc = new ProcessBuilder(List.of(
                            "gcc",
                            "-std=gnu11",
                            "-O2",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-fPIC",
                            "-shared",
                            "-fvisibility=hidden",
                            // JNA unloads a library that nobody refers to; this one has threads.
                            "-Wl,-z,nodelete",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-lpthread"))
                    .inheritIO()
                    .start();
            if (gcc.waitFor() != 0) throw new IOException("gcc does not build " + source);
        } catch (IOException e) {
            if (e.getMessage().startsWith("gcc does not build")) throw e;
            Assumptions.abort("gcc is missing, which makes the stand-in for wlanapi.dll; Debian: apt install gcc ("
                    + e.getMessage() + ")");
        }
        library.toFile().deleteOnExit();
        return library;
    }

    Path file() {
        return file;
    }

    Functions functions() {
        return functions;
    }

    /** Brings a device that is visible and opens at once, or changes one. */
    void device(MacAddress address, String name) {
        device(address, name, true, 0, 0, 0, 0);
    }

    void device(MacAddress address, String name, boolean visible, int delayMs, int error, int reason, int behaviour) {
        functions.standin_device(address.bits(), name, visible ? 1 : 0, delayMs, error, reason, behaviour);
    }

    /** What was called, one call a line. */
    List<String> calls() {
        try (Memory text = new Memory(CALLS)) {
            functions.standin_calls(text, CALLS);
            return text.getString(0).lines().toList();
        }
    }
}
