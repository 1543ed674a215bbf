// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;
import miracast.api.driver.DisplayRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of transitions that follows every test of this module. */
@Timeout(120)
class TransitionTest {

    private static CastAnnouncer.Change change(CastState before, CastState now) {
        return new CastAnnouncer.Change(
                "c1",
                "Living room",
                "",
                new CastLogEntry(
                        Instant.EPOCH,
                        CastLogEntry.Kind.STATE,
                        before,
                        now,
                        "",
                        "as the test says",
                        Optional.empty(),
                        1,
                        Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherTransitionIsRejected(CastState before) {
        for (CastState now : CastState.values()) {
            if (now == before || before.leadsTo(now)) {
                assertThatCode(() -> HostRig.onlyKnownTransitions(List.of(change(before, now))))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> HostRig.onlyKnownTransitions(List.of(change(before, now))))
                        .hasMessageStartingWith(before + " does not lead to " + now);
            }
        }
    }

    @Test
    void aGapIsRejected() {
        assertThatThrownBy(() -> HostRig.onlyKnownTransitions(List.of(
                        change(CastState.SEARCHING, CastState.LINKING),
                        change(CastState.NEGOTIATING, CastState.PLAYING))))
                .hasMessageEndingWith("does not go on from LINKING");
    }

    @Test
    void aLifeOfAListeningCastWalksThroughTheDrawing() throws Exception {
        List<String> walked = new ArrayList<>();
        Set<CastState> seen;
        try (HostRig rig = new HostRig()) {
            Cast cast = rig.playing(rig.listen());
            rig.driver().callbacks.ioControl(new DisplayRequest.SetActive(false));
            HostRig.until(() -> cast.state() == CastState.PAUSED);
            rig.driver().callbacks.ioControl(new DisplayRequest.SetActive(true));
            HostRig.until(() -> cast.state() == CastState.PLAYING);
            rig.driver().sinkLeaves();
            HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
            cast.stop();
            rig.end(cast);
            rig.changes.stream()
                    .map(CastAnnouncer.Change::entry)
                    .filter(entry -> entry.before() != entry.state())
                    .forEach(entry -> walked.add(entry.before() + " " + entry.state()));
            seen = rig.changes.stream()
                    .map(change -> change.entry().state())
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(CastState.class)));
        }

        assertThat(walked)
                .containsExactly(
                        "AWAITING_SINK NEGOTIATING",
                        "NEGOTIATING PLAYING",
                        "PLAYING PAUSED",
                        "PAUSED PLAYING",
                        "PLAYING AWAITING_SINK",
                        "AWAITING_SINK ENDED");
        assertThat(seen).doesNotContain(CastState.BACKING_OFF, CastState.SEARCHING);
    }
}
