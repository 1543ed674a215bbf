// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What the process holds at one moment, with all bundles started and all casts playing.
 *
 * @param threads how many there are by name, without what counts up
 * @param services how many services each of our bundles uses, by its name
 * @param sockets open sockets
 * @param files open files, sockets included
 * @param heap octets in use after a collection
 * @param direct octets of direct buffers
 * @param libraries octets that libraries hold of the C library's heap, the virtual machine not among them; 0 where that does not
 *     tell
 * @param classes classes that are loaded
 * @param machine octets that the virtual machine has for itself, outside of its heap
 * @param outside octets of memory that the process has for itself, outside of the Java heap
 */
record Holdings(
        Map<String, Integer> threads,
        Map<String, Integer> services,
        long sockets,
        long files,
        long heap,
        long direct,
        long libraries,
        long classes,
        long machine,
        long outside) {
    static final long MIB = 1 << 20;
    private static final long HEAP_END = 32L << 30;
    /** Threads that end when they had no work for a while. */
    private static final Pattern WORKER =
            Pattern.compile("cast-c\\d+-(encoder|source|link|driver)|miracast-host-input");
    /**
     * Threads on which guests are asked, for all casts, and providers for figures of a link; there is something to ask each second,
     * so that some are there, or end when that came late.
     */
    private static final Pattern GUEST = Pattern.compile("miracast-host-guest-\\d+|cast-c\\d+-link-figures");
    /** Threads of framework, JDK and tests, which come and go. */
    private static final Pattern FOREIGN =
            Pattern.compile("Felix|CompletableFuture|ForkJoin|Common|SCR|CM |Event|awaitility|Attach|JNA");

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    static boolean canBeTold() {
        return ProcessMemory.tellsOfFiles();
    }

    static Holdings now(BundleContext context) throws IOException {
        await("workers end that have nothing to do")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .filter(WORKER.asMatchPredicate())
                                .toList(),
                        List::isEmpty);
        awaitGuests();
        long heap = Long.MAX_VALUE;
        // Classes go in one collection, and what only they held in the next. What one has found is freed when the next
        // is over.
        for (int i = 0; i < 4; i++) {
            collect();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Holdings(
                threadsNow(),
                services(context),
                ProcessMemory.files(name -> name.startsWith("socket:")),
                ProcessMemory.files(name -> true),
                heap,
                ProcessMemory.direct(),
                ProcessMemory.libraries(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ProcessMemory.outsideOfHeap(),
                outsideNow());
    }

    /** Collects, and awaits what the collection found: the memory of direct buffers is freed by a thread that is told of them. */
    private static void collect() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        PhantomReference<Object> garbage = new PhantomReference<>(new Object(), found);
        System.gc();
        await("what a collection found is cleared away")
                .atMost(Duration.ofMinutes(1))
                .until(() -> found.poll() == garbage);
    }

    /** Each of the guests' threads has had nothing to do at some moment: none is kept by a guest. */
    private static void awaitGuests() {
        Set<Thread> idle = new HashSet<>();
        await("calls of guests return").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Map<Thread, StackTraceElement[]> guests = Thread.getAllStackTraces();
            guests.keySet().removeIf(thread -> !GUEST.matcher(thread.getName()).matches());
            guests.forEach((thread, stack) -> {
                if (isIdle(stack)) {
                    idle.add(thread);
                }
            });
            guests.keySet().removeAll(idle);
            assertThat(guests).isEmpty();
        });
    }

    private static boolean isIdle(StackTraceElement[] stack) {
        return Stream.of(stack)
                .anyMatch(call -> call.getClassName().equals(ThreadPoolExecutor.class.getName())
                        && call.getMethodName().equals("getTask"));
    }

    private static Map<String, Integer> threadsNow() {
        Map<String, Integer> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName().replaceAll("\\d+", "#");
            // Of the guests' own, more or fewer are there each second.
            if (!FOREIGN.matcher(name).lookingAt()
                    && !GUEST.matcher(thread.getName()).matches()) {
                threads.merge(name, 1, Integer::sum);
            }
        }
        return threads;
    }

    private static Map<String, Integer> services(BundleContext context) {
        Map<String, Integer> services = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().matches("(wfd|miracast)\\..*")) {
                services.put(bundle.getSymbolicName(), count(bundle.getServicesInUse()));
            }
        }
        return services;
    }

    private static int count(ServiceReference<?>[] references) {
        return references == null ? 0 : references.length;
    }

    /** The Java heap lies below {@link #HEAP_END}, as long as its pointers are compressed. */
    static long outsideNow() throws IOException {
        long octets = 0;
        boolean counts = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                counts = Long.parseUnsignedLong(mapping.group(1), 16) >= HEAP_END;
            } else if (counts && line.startsWith("Anonymous:")) {
                octets += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return octets;
    }

    /**
     * Nothing more than before, but for what a collection leaves and an allocator keeps.
     *
     * @param outsideMiB how much more memory outside of the heap may be there: compilers and allocators take some for minutes
     */
    void assertNoMoreThan(Holdings before, long outsideMiB) {
        // Fewer there may be: the JDK's own end when they have had nothing to do for a while.
        assertThat(threads)
                .as("threads")
                .allSatisfy(
                        (name, count) -> assertThat(count).isLessThanOrEqualTo(before.threads.getOrDefault(name, 0)));
        assertThat(services).as("services").isEqualTo(before.services);
        assertThat(sockets).as("sockets").isLessThanOrEqualTo(before.sockets);
        assertThat(files).as("files").isLessThanOrEqualTo(before.files + 2);
        assertThat(heap).as("heap").isLessThan(before.heap + 8 * MIB);
        assertThat(direct).as("direct buffers").isLessThan(before.direct + 8 * MIB);
        assertThat(libraries).as("heap of the C library").isLessThan(before.libraries + 4 * MIB);
        // The JDK makes some for what is often called by reflection, and parts have some that only a new kind of
        // failure loads. A
        // bundle that leaves its classes behind at each update adds thousands.
        assertThat(classes).as("classes").isLessThan(before.classes + 1000);
        assertThat(outside).as("memory outside of the heap").isLessThan(before.outside + outsideMiB * MIB);
    }

    /** As figures of a report; octets in MiB. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "threads", threads.values().stream().mapToInt(Integer::intValue).sum());
        figures.put(
                "services",
                services.values().stream().mapToInt(Integer::intValue).sum());
        figures.put("sockets", sockets);
        figures.put("files", files);
        figures.put("heapMiB", heap / MIB);
        figures.put("directMiB", direct / MIB);
        figures.put("librariesMiB", libraries / MIB);
        figures.put("machineMiB", machine / MIB);
        figures.put("outsideMiB", outside / MIB);
        figures.put("classes", classes);
        return figures;
    }
}
