// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.Fallback;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts that come and go while another one keeps the encode thread for longer than a hand-over waits. */
@Timeout(120)
class HeldUpDisplayTest {
    private final DisplayRig rig = new DisplayRig(
            TimeUnit.MILLISECONDS.toNanos(500),
            DisplayRig.PATIENCE_NS,
            new FallbackPlan(Fallback.hold(), DisplayRig.PATIENCE_NS, true));
    private final FakeEncoder encoder = rig.encoder;
    private final FakeSource source = rig.source;
    private final Display display = rig.display;
    private final Hang held = new Hang();

    HeldUpDisplayTest() {
        rig.showWithTheFirst();
        // On a slow machine black comes first.
        DisplayRig.until(() -> source.askedNs != 0);
    }

    @AfterEach
    void stop() {
        held.letGo();
        display.stop().join();
        assertThat(encoder.sessions()).isZero();
        assertThat(source.streams()).isZero();
    }

    private void holdUpInTheEncoder() {
        encoder.encodes = held;
        DisplayRig.until(held::isEntered);
        assertThat(display.stuckIn(0)).contains("encoder");
    }

    private void holdUpInTheSource() {
        source.gives = held;
        DisplayRig.until(held::isEntered);
        assertThat(display.stuckIn(0)).contains("source");
    }

    /** Lets the encode thread go, and the pauses pass that come before the next tries. */
    private void goOnUntil(Callable<Boolean> condition) {
        held.letGo();
        rig.goOnUntil(condition);
    }

    @Test
    void aBetterEncoderIsTakenWhenTheEncodeThreadIsBack() {
        holdUpInTheEncoder();
        FakeEncoder better = new FakeEncoder("b");
        rig.offerBetter(better);
        // It is opened when there was no room for it for a while.
        rig.goOnUntilTold("ENCODER_FAILED b: b was not taken over, since the encode thread is held up");

        goOnUntil(() -> display.encoder().equals("b") && encoder.sessions() == 0);
        assertThat(better.sessions()).isOne();
    }

    @Test
    void anEncoderThatWasWithdrawnIsLetGoOfWhenTheEncodeThreadIsBack() {
        holdUpInTheEncoder();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> rig.offers.encoders().remove(encoder));
        rig.untilTold("ENCODER_FAILED a: a was not let go of, since the encode thread is held up");
        assertThat(withdrawn).isNotDone();

        goOnUntil(withdrawn::isDone);

        assertThat(encoder.sessions()).isZero();
        assertThat(display.encoder()).isEmpty();
    }

    @Test
    void anotherSourceIsTakenWhenTheEncodeThreadIsBack() {
        FakeSource second = new FakeSource();
        rig.offer("second", second, 4);
        holdUpInTheSource();
        display.useSource(rig.wish("second"), false);
        rig.untilTold("SOURCE_FAILED second: second was not taken over, since the encode thread is held up");

        goOnUntil(() -> display.source().toString().equals("second") && source.streams() == 0);
        assertThat(second.streams()).isOne();
    }

    @Test
    void aFallbackIsShownWhenTheEncodeThreadIsBack() {
        rig.told.aside = kind -> {
            if (kind == CastLogEntry.Kind.SOURCE_STALLED) {
                holdUpInTheSource();
            }
        };
        display.fallback(new FallbackPlan(Fallback.pattern("back soon"), DisplayRig.SECOND_NS / 10, false));
        source.stalls = true;
        rig.untilTold(
                "FALLBACK pattern:back soon: pattern:back soon is not shown yet, since the encode thread is held up");

        goOnUntil(() ->
                rig.told.heard.contains("FALLBACK pattern:back soon: pattern:back soon is shown instead of first"));
    }

    @Test
    void aSourceThatWasWithdrawnIsLetGoOfWhenTheEncodeThreadIsBack() {
        holdUpInTheSource();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> rig.offers.sources().remove(source));
        rig.untilTold("SOURCE_FAILED first: first was not let go of, since the encode thread is held up");
        assertThat(withdrawn).isNotDone();

        goOnUntil(withdrawn::isDone);

        assertThat(source.streams()).isZero();
        rig.untilTold("SOURCE_FAILED first: first is gone: its provider was withdrawn");
    }
}
