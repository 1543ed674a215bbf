// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of fifty sessions, however they end. */
@Timeout(300)
class LeakTest {
    private static final int SESSIONS = 50;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path STATUS = Path.of("/proc/self/status");
    /**
     * A decoder of 640 x 480 has some 4 MiB, fifty have 200: less than half of that is what the allocator keeps, and what classes
     * and compiled code take that were not there before.
     */
    private static final long TOLERATED_GROWTH_KIB = 80 << 10;

    private List<byte[]> video;

    @TempDir
    Path folder;

    @BeforeEach
    void encode() {
        video = SampleVideo.encode(10, n -> n);
    }

    @Test
    void fiftySessionsLeaveNothing() throws Exception {
        try (SinkFixture fixture = new SinkFixture()) {
            for (int i = 0; i < 10; i++) {
                session(fixture, i);
            }
            long direct = directMemory();
            long resident = residentKiB();
            long descriptors = descriptors();
            for (int i = 0; i < SESSIONS; i++) {
                session(fixture, i);
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> threads("miracast-sink-tv").isEmpty());
            await().atMost(Duration.ofMinutes(1)).until(() -> directMemory() <= direct);
            await().atMost(Duration.ofMinutes(1)).until(() -> descriptors() <= descriptors);
            assertThat(residentKiB()).isLessThan(resident + TOLERATED_GROWTH_KIB);
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> threads("miracast-sink").isEmpty());
    }

    /** A session with a stream and a recording, which ends in one of six ways. */
    private void session(SinkFixture fixture, int number) throws Exception {
        SinkSession session = fixture.sink.connect(
                fixture.request().recording(folder.resolve("recording.ts")).build());
        TestSource source = fixture.source;
        source.number = 0;
        if (number % 6 == 5) {
            source.accept().write("nonsense\r\n\r\n");
        } else {
            source.negotiate();
            TestMultiplexer multiplexer = new TestMultiplexer();
            List<byte[]> stream = new ArrayList<>();
            video.forEach(unit -> stream.addAll(multiplexer.picture(unit)));
            source.send(stream);
            await().until(() -> session.statistics().decoded() >= video.size() - 1);
        }
        switch (number % 6) {
            case 0 -> source.tearDown();
            case 1 -> session.close();
            case 2 -> session.vanish();
            case 3 -> source.socket.close();
            case 4 -> {
                session.snapshot(folder.resolve("snapshot.png"));
                session.close();
            }
            default -> {}
        }
        SinkFixture.end(session);
        source.socket.close();
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static long directMemory() {
        System.gc();
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** 0 where the system does not tell. */
    private static long descriptors() {
        File[] open = DESCRIPTORS.toFile().listFiles();
        return open == null ? 0 : open.length;
    }

    /** 0 where the system does not tell. */
    private static long residentKiB() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
