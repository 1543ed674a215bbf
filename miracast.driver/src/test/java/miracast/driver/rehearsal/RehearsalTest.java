// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RehearsalTest {
    private static final int TIMES = 10;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Rehearsal rehearsal = new Rehearsal((EventLoop) group.next());

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("rehears"))
                .toList();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    @Test
    void comesToItsEnd() throws Exception {
        assertThat(rehearsal.play()).isTrue();
    }

    @Test
    void leavesNoThreadAndNoSocket() throws Exception {
        rehearsal.play();
        long files = openFiles();
        for (int i = 0; i < TIMES; i++) {
            rehearsal.play();
        }
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        // Closed by the loop a little later; fewer than one each time is none.
        await().untilAsserted(() -> assertThat(openFiles()).isLessThan(files + TIMES));
    }

    /** The log of this bundle's tests goes to standard error, from INFO on. */
    @Test
    void tellsOnlyDevelopers() throws Exception {
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            rehearsal.play();
        } finally {
            System.setErr(standardError);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("rehearsal");
    }
}
