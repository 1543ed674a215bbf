// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import com.sun.jna.Function;
import com.sun.jna.Structure;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process holds beside the Java heap, as the system and its libraries tell. */
final class ProcessMemory {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** In the report of the virtual machine's native memory tracking. */
    private static final Pattern MALLOCED = Pattern.compile("\\((?:malloc|arena)=(\\d+)KB");

    /** {@code struct mallinfo2} of glibc (malloc.h). */
    @Structure.FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class Mallinfo2 extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }

    private ProcessMemory() {}

    /** Octets in direct buffers. */
    static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Octets that libraries hold of the C library's heap, the virtual machine not among them; 0 where that does not tell. */
    static long libraries() {
        try {
            Mallinfo2 heap = (Mallinfo2) Function.getFunction("c", "mallinfo2").invoke(Mallinfo2.class, new Object[0]);
            return heap.uordblks + heap.hblkhd - virtualMachine();
        } catch (UnsatisfiedLinkError e) {
            // Another C library, or glibc before 2.33.
            return 0;
        }
    }

    /** Octets that the virtual machine holds of the C library's heap, for its compilers and classes mostly. */
    private static long virtualMachine() {
        return 1024
                * MALLOCED.matcher(nativeMemory())
                        .results()
                        .mapToLong(part -> Long.parseLong(part.group(1)))
                        .sum();
    }

    /** Octets that the virtual machine has for itself: all but the Java heap. */
    static long outsideOfHeap() {
        return 1024 * (committed("Total: ") - committed("Java Heap ("));
    }

    private static long committed(String part) {
        Matcher found = Pattern.compile(Pattern.quote(part) + "reserved=\\d+KB, committed=(\\d+)KB")
                .matcher(nativeMemory());
        if (!found.find()) {
            throw new IllegalStateException("no " + part + " in: " + nativeMemory());
        }
        return Long.parseLong(found.group(1));
    }

    private static String nativeMemory() {
        String told;
        try {
            told = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmNativeMemory",
                            new Object[] {new String[] {"summary"}},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("this virtual machine does not tell of its memory", e);
        }
        if (!told.contains("malloc=")) {
            throw new IllegalStateException("-XX:NativeMemoryTracking=summary is missing: " + told.strip());
        }
        return told;
    }

    /** Whether the system tells of open files. */
    static boolean tellsOfFiles() {
        return Files.isDirectory(DESCRIPTORS);
    }

    /** How many files and sockets are open, by what the system calls them; 0 where it does not tell. */
    static long files(Predicate<String> name) throws IOException {
        if (!tellsOfFiles()) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.map(ProcessMemory::target).filter(name).count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
