// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a session ends, nothing of it stays: no thread, no socket. */
@Timeout(120)
class ResourceTest {
    private static final int SESSIONS = 10;

    private Rig rig;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig(TestSettings.defaults().requestMs(600));
        // What is loaded and opened once and for all.
        oneSession(() -> {});
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private interface Act {
        void run() throws Exception;
    }

    private void oneSession(Act ending) throws Exception {
        rig.ready();
        rig.sink().play();
        rig.host().feed(true, 5000);
        rig.sink().receiveRtp();
        ending.run();
        rig.stop();
        rig.reconnect();
    }

    private static List<String> sendThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("miracast-send"))
                .toList();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private void leavesNothing(Act session) throws Exception {
        long files = openFiles();
        for (int i = 0; i < SESSIONS; i++) {
            session.run();
        }
        await().untilAsserted(() -> assertThat(sendThreads()).isEmpty());
        // Closed by the loop a little later; fewer than one per session is none.
        await().untilAsserted(() -> assertThat(openFiles()).isLessThan(files + SESSIONS));
    }

    @Test
    void afterAStop() throws Exception {
        leavesNothing(() -> oneSession(() -> {}));
    }

    @Test
    void afterATearDown() throws Exception {
        leavesNothing(() -> oneSession(() -> {
            rig.sink().inSession("TEARDOWN");
            rig.host().awaitReport();
        }));
    }

    @Test
    void afterAReset() throws Exception {
        leavesNothing(() -> oneSession(() -> {
            rig.sink().reset();
            rig.host().awaitReport();
        }));
    }

    @Test
    void afterGarbage() throws Exception {
        leavesNothing(() -> oneSession(() -> {
            rig.sink().sendRaw("garbage\r\n\r\n");
            rig.host().awaitReport();
        }));
    }

    @Test
    void afterAStartThatFailed() throws Exception {
        leavesNothing(() -> {
            rig.start();
            rig.sink().close();
            rig.awaitFailure();
            rig.reconnect();
        });
    }

    @Test
    void afterASetUpThatNothingFollowed() throws Exception {
        leavesNothing(() -> {
            rig.ready();
            rig.host().awaitReport();
            rig.stop();
            rig.reconnect();
        });
    }

    @Test
    void afterTheDriverHasGone() throws Exception {
        rig.playing();
        rig.host().beginStop();
        rig.driver().close();
        rig.host().endStop();

        await().untilAsserted(() -> assertThat(sendThreads()).isEmpty());
    }
}
