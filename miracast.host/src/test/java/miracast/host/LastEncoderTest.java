// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastState;
import miracast.host.fake.RawTelevision;
import miracast.host.fake.RealDriver;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The last encoder goes while the real driver plays: the display keeps its picture and its connection for a while. */
@Timeout(120)
class LastEncoderTest {
    private static final Duration GRACE = Duration.ofSeconds(4);

    private final HostRig rig;

    LastEncoderTest() throws Exception {
        HostSettings usual = HostRig.SETTINGS;
        rig = new HostRig(
                TestDriver::new,
                HostRig.settings(usual.link(), GRACE.toNanos(), usual.retryFirstNs(), TimeUnit.HOURS.toNanos(1)));
        rig.host.drivers().remove(rig.supply);
        RealDriver driver = new RealDriver(Map.of("keepAliveSeconds", 1));
        rig.host.drivers().add(driver, Map.of("miracast.driver.name", "wfd-source", "service.id", 3L));
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    private static CastLogEntry entry(Cast cast, Kind kind) {
        return cast.log().stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static long keepAlives(RawTelevision television) {
        return television.seen.stream()
                .filter(line -> line.startsWith("GET_PARAMETER"))
                .count();
    }

    @Test
    void theSessionIsKeptAliveUntilTheGraceIsOverAndThenEndsWithAStatus() throws Exception {
        Cast cast = rig.listening(rig.listen());
        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(() -> television.packets.get() > 5 && cast.state() == CastState.PLAYING);
            long before = keepAlives(television);

            rig.host.media().encoders().remove(rig.encoder);
            HostRig.until(() -> keepAlives(television) >= before + 2);
            assertThat(television.seen).doesNotContain("teardown", "rtsp closed");
            assertThat(cast.state()).isEqualTo(CastState.PLAYING);

            HostRig.until(() -> television.seen.contains("rtsp closed"));
            assertThat(television.seen).contains("teardown");
        }

        HostRig.until(() -> cast.state() != CastState.PLAYING);
        CastLogEntry over = entry(cast, Kind.SESSION_OVER);
        CastEnd end = over.end().orElseThrow();
        assertThat(end.cause()).isEqualTo(CastEnd.Cause.FAILED);
        assertThat(end.ntStatus()).isEqualTo(NtStatus.STATUS_NOT_FOUND);
        assertThat(end.detail()).startsWith("no encoder for");
        CastLogEntry missing = entry(cast, Kind.ENCODER_MISSING);
        assertThat(Duration.between(missing.time(), over.time())).isGreaterThanOrEqualTo(GRACE.minusMillis(100));
    }

    @Test
    void anEncoderThatComesInTimeGoesOnWithTheSession() throws Exception {
        Cast cast = rig.listening(rig.listen());
        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(() -> television.packets.get() > 5 && cast.state() == CastState.PLAYING);
            rig.host.media().encoders().remove(rig.encoder);
            HostRig.until(() -> cast.encoder().isEmpty());
            long before = television.packets.get();

            rig.offer(rig.encoder, 0);

            HostRig.until(() -> television.packets.get() > before + 20);
            assertThat(cast.statistics().sessions()).isEqualTo(1);
        }
    }
}
