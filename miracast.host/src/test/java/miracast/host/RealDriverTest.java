// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.RawTelevision;
import miracast.host.fake.RealDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host with the driver of this project and a television of plain sockets. */
@Timeout(120)
class RealDriverTest {
    private final HostRig rig;

    RealDriverTest() throws Exception {
        rig = new HostRig();
        rig.host.drivers().remove(rig.supply);
        rig.host.drivers().add(new RealDriver(), Map.of("miracast.driver.name", "wfd-source", "service.id", 3L));
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    @Test
    void theTelevisionGetsTheStream() throws Exception {
        Cast cast = rig.listening(rig.listen().mode(VideoMode.progressive(640, 480, 60)));

        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(
                    () -> television.packets.get() > 50 && cast.statistics().framesSent() > 20);

            assertThat(cast.state()).isEqualTo(CastState.PLAYING);
            assertThat(cast.format().orElseThrow().mode()).isEqualTo(VideoMode.progressive(640, 480, 60));
            assertThat(cast.formatReasons())
                    .first()
                    .asString()
                    .startsWith("640x480p60 was chosen: it is the only mode that the cast allows");
            assertThat(cast.statistics().framesDropped()).isZero();
            CastStatistics sent = cast.statistics();
            assertThat(sent.lastPacketMedianMs()).isPositive();
            assertThat(List.of(
                            sent.captureMedianMs(), sent.encodeMedianMs(), sent.queueMedianMs(), sent.sendMedianMs()))
                    .as("capture, encode, queue, send: measured, and each a part of the whole")
                    .allSatisfy(ms -> assertThat(ms).isBetween(0.0, 10_000.0));
        }
    }

    @Test
    void aTelevisionThatLeavesEndsTheSession() throws Exception {
        Cast cast = rig.listening(rig.listen().once(true));
        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(() -> television.packets.get() > 5);

            television.tearDown();

            assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.SINK_LEFT);
        }
    }

    @Test
    void stoppingTellsTheTelevision() throws Exception {
        Cast cast = rig.listening(rig.listen());
        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(() -> television.packets.get() > 5);

            cast.stop();

            assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
            assertThat(cast.formatReasons()).isEmpty();
            HostRig.until(() -> television.seen.contains("rtsp closed"));
            // Its own TEARDOWN (M8) was answered before the end of the connection.
            int trigger = television.seen.indexOf("teardown");
            assertThat(television.seen.subList(trigger, television.seen.size()))
                    .containsExactly("teardown", "RTSP/1.0 200 OK", "rtsp closed");
        }
    }

    @Test
    void theStreamGoesOnUnderAnExchangeOfEncoders() throws Exception {
        Cast cast = rig.listening(rig.listen());
        try (RawTelevision television = new RawTelevision(cast.listening().orElseThrow())) {
            HostRig.until(() -> television.packets.get() > 5);
            rig.offer(new FakeEncoder("b"), 5);
            HostRig.until(() -> cast.encoder().equals("b"));
            long before = television.packets.get();

            HostRig.until(() -> television.packets.get() > before + 50);
            assertThat(cast.statistics().sessions()).isEqualTo(1);
            assertThat(television.seen)
                    .filteredOn(line -> line.startsWith("OPTIONS"))
                    .hasSize(1);
        }
    }
}
