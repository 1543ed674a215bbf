// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CastStateTest {

    private static Set<CastState> after(CastState state) {
        return Arrays.stream(CastState.values()).filter(state::leadsTo).collect(Collectors.toSet());
    }

    @Test
    void nothingFollowsTheEnd() {
        assertThat(after(CastState.ENDED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDED")
    void everyOtherStateCanBeStopped(CastState state) {
        assertThat(after(state)).contains(CastState.ENDED);
    }

    @ParameterizedTest
    @EnumSource
    void noneFollowsItself(CastState state) {
        assertThat(after(state)).doesNotContain(state);
    }

    @Test
    void playingIsReachedByNegotiationOrFromAPauseOnly() {
        assertThat(EnumSet.allOf(CastState.class).stream().filter(state -> state.leadsTo(CastState.PLAYING)))
                .containsExactly(CastState.NEGOTIATING, CastState.PAUSED);
    }

    @Test
    void aPauseAfterAFailureEndsWithANewTry() {
        assertThat(after(CastState.BACKING_OFF))
                .containsExactlyInAnyOrder(CastState.SEARCHING, CastState.AWAITING_SINK, CastState.ENDED);
    }
}
