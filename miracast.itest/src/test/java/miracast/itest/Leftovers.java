// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * What casts could leave behind in this process, counted at one moment.
 *
 * @param threads how many there are of each name, without what counts up in names
 * @param sockets and selectors; 0 where the system has no /proc
 * @param directOctets in direct buffers
 * @param nativeOctets that libraries of all kinds hold of the C library's heap; 0 where that does not tell
 */
record Leftovers(Map<String, Long> threads, long sockets, long directOctets, long nativeOctets) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** The JDK's own libraries are not among what the virtual machine tells of; a codec has much more. */
    private static final long TOLERATED_NATIVE_OCTETS = 1 << 20;

    /**
     * Lets a test run once more that left nothing but memory of libraries: what a library makes when it is used for the first
     * time stays, a leak is there each time.
     */
    static final class TwiceIsALeak implements TestRule {
        @Override
        public Statement apply(Statement test, Description description) {
            return new Statement() {
                @Override
                public void evaluate() throws Throwable {
                    try {
                        test.evaluate();
                    } catch (MemoryLeft once) {
                        test.evaluate();
                    }
                }
            };
        }
    }

    /** There is more memory of libraries, and no more of anything else. */
    private static final class MemoryLeft extends AssertionError {
        private static final long serialVersionUID = 1;

        MemoryLeft(String what) {
            super("left behind: " + what);
        }
    }

    static Leftovers now() {
        // Buffers and pointers that nobody has any more are freed when the collector has seen that.
        System.gc();
        return new Leftovers(countThreads(), countSockets(), ProcessMemory.direct(), ProcessMemory.libraries());
    }

    /** All but those that framework, JDK and test make when they like. */
    private static Map<String, Long> countThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "#"))
                .filter(name -> !name.matches(
                        "(Felix|CompletableFutureDelayScheduler|EventAdmin|awaitility|Time-limited|JNA Cleaner).*"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static long countSockets() {
        try {
            return ProcessMemory.files(name -> name.startsWith("socket:") || name.contains("eventpoll"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until there is no more of anything than there was then: what ends does so when it comes to it. */
    void awaitNoMore() {
        AtomicReference<Leftovers> last = new AtomicReference<>(this);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                last.set(now());
                return moreIn(last.get()).isEmpty() && moreMemoryIn(last.get()).isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            // Of an exception with a cause, the reports show the cause alone.
            assertThat(moreIn(last.get())).as("left behind").isEmpty();
            throw new MemoryLeft(moreMemoryIn(last.get()).toString());
        }
    }

    private List<String> moreMemoryIn(Leftovers later) {
        List<String> more = new ArrayList<>();
        compare(more, "octets of the C heap", nativeOctets, later.nativeOctets, TOLERATED_NATIVE_OCTETS);
        return more;
    }

    private List<String> moreIn(Leftovers later) {
        List<String> more = new ArrayList<>();
        later.threads.forEach(
                (name, count) -> compare(more, "threads named " + name, threads.getOrDefault(name, 0L), count, 0));
        compare(more, "sockets", sockets, later.sockets, 0);
        compare(more, "octets in direct buffers", directOctets, later.directOctets, 0);
        return more;
    }

    private static void compare(List<String> more, String what, long before, long later, long tolerated) {
        if (later > before + tolerated) {
            more.add(later + " " + what + ", before " + before);
        }
    }
}
