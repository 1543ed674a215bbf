// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.Fallback;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Encoders and sources that do not return when they are opened or warmed: the display does without them. */
@Timeout(120)
class HangingGuestTest {
    private static final long LIMIT_NS = 5 * DisplayRig.SECOND_NS;

    private final DisplayRig rig = new DisplayRig(
            DisplayRig.PATIENCE_NS,
            LIMIT_NS,
            new FallbackPlan(Fallback.pattern("back soon"), DisplayRig.SECOND_NS / 10, false));
    private final FakeEncoder encoder = rig.encoder;
    private final FakeEncoder better = new FakeEncoder("b");
    private final FakeSource source = rig.source;
    private final Display display = rig.display;
    private final Hang hang = new Hang();

    private void offerTheBetterOne() {
        rig.offerBetter(better);
        if (hang.getCount() > 0) {
            DisplayRig.until(hang::isEntered);
        }
    }

    @AfterEach
    void stop() {
        hang.letGo();
        display.stop().join();
        DisplayRig.until(() -> encoder.sessions() == 0 && better.sessions() == 0 && source.streams() == 0);
        DisplayRig.until(() -> rig.loop.untilNext() < 0);
    }

    @Test
    void aFirstEncoderThatHangsWhileItOpensIsLeftForTheNextBest() {
        better.opens = hang;
        rig.offerBetter(better);
        rig.show();
        DisplayRig.until(hang::isEntered);

        rig.goOnUntilTold("ENCODER_FAILED b: b failed and is left out: did not open within 5000 ms");

        DisplayRig.until(() -> encoder.encoded.get() > 0);
        assertThat(display.encoder()).isEqualTo("a");
    }

    @Test
    void anOutageIsToldWhileTheOnlyEncoderLeftHangsInItsWarmUp() {
        rig.showWithTheFirst();
        better.encodes = hang;
        offerTheBetterOne();

        encoder.fails = true;

        rig.goOnUntil(
                () -> rig.told.heard.stream().anyMatch(entry -> entry.startsWith("encoder missing: no encoder for")));
        assertThat(rig.told.heard)
                .contains("ENCODER_FAILED a: a failed and is left out: "
                        + "miracast.api.encoder.EncoderException: a failed at frame " + failedAt());
    }

    private String failedAt() {
        return rig.told.heard.stream()
                .filter(entry -> entry.startsWith("ENCODER_FAILED a: a failed"))
                .map(entry -> entry.substring(entry.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneThatHangsIsNotCalledAgainBeforeItHasReturned() {
        rig.showWithTheFirst();
        better.opens = hang;
        offerTheBetterOne();
        rig.goOnUntilTold("ENCODER_FAILED b: b failed and is left out: has still not returned from an earlier call");
        assertThat(better.opened).hasValue(0);

        hang.letGo();

        rig.goOnUntil(() -> display.encoder().equals("b") && better.opened.get() == 2 && better.sessions() == 1);
    }

    @Test
    void oneThatIsWithdrawnWhileItHangsIsInUseUntilItsSessionIsClosed() {
        rig.showWithTheFirst();
        better.opens = hang;
        offerTheBetterOne();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> rig.offers.encoders().remove(better));
        DisplayRig.until(() -> rig.offers.encoders().ranked().size() == 1);
        rig.goOnUntilTold("ENCODER_FAILED b: b failed and is left out: did not open within 5000 ms");
        assertThat(withdrawn).isNotDone();

        hang.letGo();

        assertThat(withdrawn).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(better.opened).hasValue(1);
        assertThat(better.sessions()).isZero();
    }

    @Test
    void theFallbackIsShownWhileASourceHangsAsItIsOpenedAgain() {
        rig.showWithTheFirst();
        source.opens = hang;

        source.fails = true;

        rig.goOnUntil(hang::isEntered);
        rig.untilTold("FALLBACK pattern:back soon: pattern:back soon is shown instead of first");
        source.fails = false;
        rig.goOnUntilTold("source failed: first: did not open within 5000 ms");
        rig.goOnUntilTold("source failed: first: has still not returned from an earlier call");
        hang.letGo();

        rig.goOnUntil(
                () -> rig.told.heard.contains("SOURCE first: first gives pictures again") && source.streams() == 1);
        assertThat(source.opened).hasValue(3);
    }

    @Test
    void anotherSourceIsTakenWhileTheFirstOneHangs() {
        source.opens = hang;
        rig.show();
        DisplayRig.until(hang::isEntered);
        FakeSource second = new FakeSource();
        rig.offer("second", second, 4);

        display.useSource(rig.wish("second"), false);

        DisplayRig.until(() -> display.source().toString().equals("second") && second.streams() == 1);
        hang.letGo();
        DisplayRig.until(() -> source.opened.get() == 1 && source.streams() == 0);
    }

    @Test
    void aDisplayEndsThoughAGuestHangs() {
        source.opens = hang;
        rig.show();
        DisplayRig.until(hang::isEntered);
        CompletableFuture<Void> stopped = display.stop();

        rig.goOnUntil(stopped::isDone);

        assertThat(hang.getCount()).isOne();
    }

    @Test
    void aDisplayThatWasLeftBehindUsesItsEncoderUntilItsThreadHasEndedAndEncodesNothingMore() {
        rig.showWithTheFirst();
        source.gives = hang;
        DisplayRig.until(hang::isEntered);
        int encoded = encoder.encoded.get();
        display.stop();
        display.abandon();
        CompletableFuture<Integer> sessions = CompletableFuture.supplyAsync(() -> {
            rig.offers.encoders().remove(encoder);
            return encoder.sessions();
        });
        DisplayRig.until(() -> rig.offers.encoders().ranked().isEmpty());
        assertThat(sessions).isNotDone();

        hang.letGo();

        assertThat(sessions).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(0);
        assertThat(encoder.encoded).hasValue(encoded);
    }
}
