// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.api.MiracastException;
import miracast.host.display.Display;
import miracast.host.display.SourceWish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DisplayStandTest {
    private final List<Display> tried = new ArrayList<>();

    private void failsAtFirst(Display display) {
        tried.add(display);
        if (tried.size() == 1) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        display.start();
    }

    @Test
    void whatIsWishedWhileADisplayBeginsIsNotLost() throws Exception {
        List<StandRig> rigs = new ArrayList<>();
        Consumer<Display> wishing = display -> {
            rigs.get(0).cast.useSource("other");
            display.start();
        };
        try (StandRig rig = new StandRig(wishing)) {
            rigs.add(rig);

            rig.stand.ready();

            HostRig.until(() -> rig.stand.source().map(SourceWish::toString).equals(Optional.of("other")));
        }
    }

    @Test
    void aDisplayThatGetsNoThreadIsToldAndNotKept() throws Exception {
        try (StandRig rig = new StandRig(this::failsAtFirst)) {
            assertThatThrownBy(rig.stand::ready)
                    .isInstanceOf(MiracastException.class)
                    .hasMessage("no thread for a display: unable to create native thread;"
                            + " see the limits of threads and processes (ulimit -u)");

            rig.stand.ready();

            assertThat(tried).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void afterThreeDisplaysThatDidNotEndThereIsNoFurtherOneBeforeOneHasEnded() throws Exception {
        try (StandRig rig = new StandRig(tried::add)) {
            for (int i = 0; i < 3; i++) {
                rig.stand.ready();
                CompletableFuture<Void> cleared = rig.stand.clear();
                rig.loop.advance(TimeUnit.SECONDS.toNanos(5));
                HostRig.until(() -> {
                    rig.loop.run();
                    return cleared.isDone();
                });
            }

            assertThatThrownBy(rig.stand::ready)
                    .isInstanceOf(MiracastException.class)
                    .hasMessage("3 displays of this cast were left behind, since what they called has not returned;"
                            + " there is no further one before one of them has ended");

            tried.get(1).start();
            tried.get(1).finished().join();
            rig.loop.run();
            rig.stand.ready();
            assertThat(tried).hasSize(4);
            tried.forEach(display -> {
                if (!display.finished().isDone()) {
                    display.start();
                }
            });
        }
    }
}
