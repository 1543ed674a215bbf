// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cast that nobody would start again. */
@Timeout(120)
class UnattendedCastTest {
    private final HostRig rig;

    UnattendedCastTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    @Test
    void aPortInUseIsTriedAgainUntilItIsFree() throws Exception {
        Cast cast;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cast = rig.host.cast(CastRequest.to(CastTarget.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort())))
                    .source("fake")
                    .unattended(true)
                    .build());
            HostRig.until(() -> cast.state() == CastState.BACKING_OFF
                    && cast.detail().matches(".*Address already in use.*; try 3 in .* s"));
        }

        HostRig.until(() -> cast.listening().isPresent());
        rig.connect(cast);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
    }

    @Test
    void aSourceThatCannotBeOpenedIsAskedForAgain() throws Exception {
        rig.source.failsToOpen = true;
        Cast cast = rig.listening(rig.listen().unattended(true));
        rig.connect(cast);
        HostRig.until(() -> cast.state() == CastState.PLAYING);

        rig.source.failsToOpen = false;

        HostRig.until(() -> rig.driver().pictures().stream().distinct().count() > 5);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void aSourceThatIsNotThereIsWaitedFor() throws Exception {
        Cast cast = rig.listening(rig.listen().source("film:/x").unattended(true));
        rig.connect(cast);
        HostRig.until(() -> cast.state() == CastState.PLAYING);

        FakeSource film = new FakeSource();
        rig.offer("film", film);

        HostRig.until(() -> film.streams() == 1);
        assertThat(film.lastRequest.location()).isEqualTo("/x");
    }

    @Test
    void aSourceWhoseNameWasTakenForALocationIsFoundWhenItComes() throws Exception {
        FakeSource media = new FakeSource();
        media.failsToOpen = true;
        rig.offer("media", media);
        rig.listening(rig.listen().source("film:/x").unattended(true));
        HostRig.until(() -> media.lastRequest != null);

        FakeSource film = new FakeSource();
        rig.offer("film", film);

        HostRig.until(() -> film.streams() == 1);
    }

    @Test
    void anEncoderThatIsNotThereIsWaitedForWhileAnotherOneDoesTheWork() throws Exception {
        Cast cast = rig.playing(rig.listen().encoder("b").unattended(true));
        assertThat(cast.encoder()).isEqualTo("a");

        rig.offer(new FakeEncoder("b"), -1);

        HostRig.until(() -> cast.encoder().equals("b"));
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void withoutAnyEncoderForLongTheSessionEndsAndTheCastDoesNot() throws Exception {
        Cast cast = rig.playing(rig.listen().unattended(true));

        rig.host.media().encoders().remove(rig.encoder);
        HostRig.until(() -> cast.detail().contains("no encoder"));
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF || cast.state() == CastState.AWAITING_SINK);
        rig.offer(rig.encoder, 0);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.connect(cast);

        HostRig.until(() -> cast.statistics().sessions() == 2 && cast.state() == CastState.PLAYING);
    }

    @Test
    void itEndsWhenItIsStopped() throws Exception {
        Cast cast = rig.playing(rig.listen().unattended(true));

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
    }

    @Test
    void aFilterThatIsNoneIsRefusedAllTheSame() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(
                        rig.listen().unattended(true).encoder("(x").build()))
                .withMessageStartingWith("'(x' is no filter: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(CastRequest.to(CastTarget.matching("(name=*"))
                        .source("fake")
                        .build()))
                .withMessageStartingWith("'(name=*' is no filter: ");
        assertThat(rig.host.casts()).isEmpty();
    }
}
