// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptKeyTest {
    private final InterruptKey key = new InterruptKey();
    private final AtomicInteger interrupts = new AtomicInteger();

    @Test
    void theKeyInterruptsWhatIsUnderWay() {
        key.begin(interrupts::incrementAndGet);
        assertThat(key.wasPressed()).isFalse();

        assertThat(key.pressed()).isTrue();

        assertThat(key.wasPressed()).isTrue();
        assertThat(interrupts).hasValue(1);
    }

    @Test
    void whereNothingIsUnderWayTheKeyEndsTheProcess() {
        assertThat(key.pressed()).isFalse();
        key.begin(interrupts::incrementAndGet);
        key.end();

        assertThat(key.pressed()).isFalse();
        assertThat(interrupts).hasValue(0);
    }

    @Test
    void theSecondPressEndsTheProcessSinceTheFirstWasOfNoAvail() {
        key.begin(interrupts::incrementAndGet);
        key.pressed();

        assertThat(key.pressed()).isFalse();
        assertThat(interrupts).hasValue(1);
    }

    @Test
    void whatComesNextCanBeInterruptedAgain() {
        key.begin(interrupts::incrementAndGet);
        key.pressed();
        key.end();
        key.begin(interrupts::incrementAndGet);

        assertThat(key.wasPressed()).isFalse();
        assertThat(key.pressed()).isTrue();
        assertThat(interrupts).hasValue(2);
    }
}
