// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PowerWishTest {
    private final PowerWish power = new PowerWish();

    @Test
    void whatTheSinkDoesAlreadyIsNotAskedFor() {
        assertThat(power.wish(true, true)).isEmpty();
    }

    @Test
    void aChangeIsAskedFor() {
        assertThat(power.wish(false, true)).contains(false);
        assertThat(power.changed(false)).isEmpty();
        assertThat(power.wish(true, false)).contains(true);
    }

    @Test
    void aWishDuringAChangeIsMetAfterIt() {
        power.wish(false, true);

        assertThat(power.wish(true, true)).isEmpty();
        assertThat(power.changed(false)).contains(true);
        assertThat(power.changed(true)).isEmpty();
    }

    @Test
    void ofSeveralWishesDuringAChangeTheLastCounts() {
        power.wish(false, true);
        power.wish(true, true);
        power.wish(false, true);

        assertThat(power.changed(false)).isEmpty();
    }

    @Test
    void whatTheSinkDoesByItselfIsLeftToIt() {
        power.wish(false, true);
        power.changed(false);

        assertThat(power.changed(true)).isEmpty();
        assertThat(power.changed(false)).isEmpty();
    }
}
