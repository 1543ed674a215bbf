// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator reads of a part that a cast wants, and that is not there from the beginning: its name may be misspelt. */
@Timeout(120)
class AbsentPartTest {
    private final HostRig rig;

    AbsentPartTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    private CastRequest.Builder unattended() {
        return rig.listen().unattended(true);
    }

    private static List<String> details(Cast cast, Kind kind) {
        return cast.log().stream()
                .filter(entry -> entry.kind() == kind)
                .map(CastLogEntry::detail)
                .toList();
    }

    @Test
    void aSourceIsNamedOnceEvenBeforeADisplayComes() throws Exception {
        Cast cast = rig.listening(unattended().source("nope"));

        HostRig.until(() -> !details(cast, Kind.SOURCE_FAILED).isEmpty());
        rig.offer("other", new FakeSource());
        rig.connect(cast);
        rig.offer("nope", new FakeSource());
        HostRig.until(() -> details(cast, Kind.SOURCE).contains("nope is open"));

        assertThat(details(cast, Kind.SOURCE_FAILED)).containsExactly("nope is not there; there are: fake");
    }

    @Test
    void aSourceIsNamedInEachSession() throws Exception {
        Cast cast = rig.playing(unattended().source("nope:x"));
        HostRig.until(() -> details(cast, Kind.SOURCE_FAILED).size() == 1);

        rig.driver().sinkLeaves();
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.connect(cast);

        HostRig.until(() -> details(cast, Kind.SOURCE_FAILED).size() == 2);
        assertThat(details(cast, Kind.SOURCE_FAILED)).containsOnly("nope:x is not there; there are: fake");
    }

    @Test
    void aFileIsNamedWithTheSourceThatItNeeds() {
        Cast cast = rig.listening(unattended().source("clip.mp4"));

        HostRig.until(() -> details(cast, Kind.SOURCE_FAILED)
                .equals(List.of("clip.mp4 needs source media, which is not there; there are: fake")));
    }

    @Test
    void anEncoderIsNamedWithTheOneThatIsUsedInstead() throws Exception {
        Cast cast = rig.playing(unattended().encoder("better"));

        HostRig.until(() -> details(cast, Kind.ENCODER_FAILED)
                .equals(List.of("better is not there; there are: a; a is used instead")));
        rig.offer(new FakeEncoder("b"), 1);
        FakeEncoder better = new FakeEncoder("better");
        rig.offer(better, -1);

        HostRig.until(() -> cast.encoder().equals("better"));
        assertThat(details(cast, Kind.ENCODER_FAILED))
                .allMatch(detail -> detail.startsWith("better is not there; there are: "))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatADisplayWouldWaitForIsNamedWhileNoneIsThere() {
        Cast cast = rig.listening(unattended());
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        assertThat(cast.detail()).matches("listening on 127.0.0.1:\\d+");

        rig.host.media().encoders().remove(rig.encoder);
        assertThat(cast.detail()).endsWith("; no encoder is there");
        rig.host.drivers().remove(rig.supply);
        assertThat(cast.detail()).endsWith("; no driver is there");
    }

    @Test
    void aSourceThatIsAwaitedIsNamedWhenTheOneBeforeIsLeft() throws Exception {
        Cast cast = rig.playing(unattended().fallbackAfter(Duration.ofMillis(200)));

        cast.change(cast.request().but().source("camera").build());
        HostRig.until(() -> !details(cast, Kind.SOURCE_STALLED).isEmpty());

        assertThat(cast.source()).isEqualTo("camera");
        assertThat(details(cast, Kind.SOURCE_FAILED)).containsExactly("camera is not there; fake is shown for now");
    }
}
