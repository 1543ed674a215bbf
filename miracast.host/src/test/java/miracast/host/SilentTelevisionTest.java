// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.RawTelevision;
import miracast.host.fake.RealDriver;
import miracast.host.fake.TestDriver;
import miracast.host.link.LinkProvider;
import miracast.host.link.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.WifiDirectProvider;

/** A television that hangs: it answers nothing, and its connection and link stay as they are. */
@Timeout(120)
class SilentTelevisionTest {
    private static final int PORT = 17_241;

    private final FakeWifiDirect air = new FakeWifiDirect().with("Living room", 0x020000000005L);
    private final HostRig rig;

    SilentTelevisionTest() throws Exception {
        long timeoutNs = TimeUnit.SECONDS.toNanos(60);
        rig = new HostRig(TestDriver::new, HostRig.settings(new LinkSettings(PORT, timeoutNs, timeoutNs)));
        rig.host.drivers().remove(rig.supply);
        // The shortest time that the driver can be told to bear a display's silence.
        RealDriver driver =
                new RealDriver(Map.of("sessionTimeoutSeconds", 10, "keepAliveSeconds", 1, "keepAliveReplyMs", 200));
        rig.host.drivers().add(driver, Map.of("miracast.driver.name", "wfd-source", "service.id", 3L));
        rig.host
                .providers()
                .add(new LinkProvider(air, "fake"), Map.of(WifiDirectProvider.NAME, "fake", "service.id", 4L));
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    private RawTelevision television(Cast cast, int link) throws Exception {
        HostRig.until(() -> air.links.size() == link && cast.state() == CastState.AWAITING_SINK);
        RawTelevision television = new RawTelevision(air.link().connect(PORT));
        HostRig.until(() -> television.packets.get() > 5 && cast.state() == CastState.PLAYING);
        return television;
    }

    @Test
    void aTelevisionThatFallsSilentIsLeftAndShowsThePictureAgainWhenItAnswers() throws Exception {
        Cast cast = rig.host.cast(
                CastRequest.to(CastTarget.device("Living room")).source("fake").build());
        try (RawTelevision hanging = television(cast, 1)) {
            hanging.silent = true;
            HostRig.until(() -> hanging.seen.contains("rtsp closed"));

            try (RawTelevision restarted = television(cast, 2)) {
                assertThat(restarted.silent).isFalse();
            }
        }

        CastLogEntry pause = cast.log().stream()
                .filter(entry -> entry.state() == CastState.BACKING_OFF)
                .findFirst()
                .orElseThrow();
        CastEnd end = pause.end().orElseThrow();
        assertThat(end.cause()).isEqualTo(CastEnd.Cause.SINK_LEFT);
        assertThat(end.ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(end.detail()).contains("gave no sign of life for 10000 ms");
        assertThat(pause.nextTry()).isPresent();
        assertThat(air.links.get(0).isUp()).isFalse();
    }
}
