// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sessions and casts come and go; what the process holds is the same before and after. */
@Timeout(120)
class LeakTest {

    @Test
    void sessionsLeaveNothingBehind() throws Exception {
        try (HostRig rig = new HostRig()) {
            Cast cast = rig.listening(rig.listen());
            sessions(rig, cast, 3);
            long memory = directMemory();

            sessions(rig, cast, 20);

            // Freed by a thread of the JVM some time after the collection.
            HostRig.until(() -> directMemory() <= memory + (1 << 20));
            assertThat(rig.encoder.sessions()).isZero();
            assertThat(rig.givenBack).isEqualTo(rig.drivers);
        }
    }

    private static void sessions(HostRig rig, Cast cast, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int before = rig.drivers.size();
            try (Socket sink = rig.connect(cast)) {
                HostRig.until(
                        () -> rig.drivers.size() > before && !rig.driver().shown.isEmpty());
                rig.driver().sinkLeaves();
                HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
                assertThat(sink.isConnected()).isTrue();
            }
        }
    }

    /** Buffers that nobody refers to any more are freed with the next collection. */
    private static long directMemory() {
        System.gc();
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void castsLeaveNoFileOpen() throws Exception {
        try (HostRig rig = new HostRig()) {
            stopped(rig);
            long before = openFiles();

            for (int i = 0; i < 10; i++) {
                stopped(rig);
            }

            HostRig.until(() -> openFiles() <= before);
        }
        HostRig.until(() -> HostRig.threads().isEmpty());
    }

    private static void stopped(HostRig rig) throws Exception {
        Cast cast = rig.listening(rig.listen());
        try (Socket sink = rig.connect(cast)) {
            HostRig.until(() -> cast.state() == CastState.PLAYING);
            cast.stop();
            rig.end(cast);
            assertThat(sink.isConnected()).isTrue();
        }
    }

    private static long openFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void sessionsThatNeverStartLeaveNothingBehind() throws Exception {
        try (HostRig rig = new HostRig(() -> new TestDriver() {
            @Override
            protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
                throw new MiracastException(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "garbage");
            }
        })) {
            Cast cast = rig.listening(rig.listen());
            for (int i = 0; i < 10; i++) {
                int before = rig.givenBack.size();
                HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
                try (Socket sink = rig.connect(cast)) {
                    HostRig.until(() -> rig.givenBack.size() > before);
                    assertThat(sink.isConnected()).isTrue();
                }
            }

            assertThat(rig.givenBack).isEqualTo(rig.drivers);
            // The last one is still being seen off.
            HostRig.until(() -> rig.drivers.stream().noneMatch(driver -> driver.socket.isOpen()));
        }
    }
}
