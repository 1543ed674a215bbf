// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.sink.SinkStatistics;
import org.junit.jupiter.api.Test;

class EncoderSwapTest {
    private final FakeCasts casts = new FakeCasts();
    private final FakeCasts.FakeCast cast = (FakeCasts.FakeCast)
            casts.cast(CastRequest.to(CastTarget.device("Living room")).build());
    private final Map<String, Object> shown = new HashMap<>();
    private long now;
    private final EncoderSwap swap =
            new EncoderSwap(Duration.ofMillis(500), () -> List.of("openh264", "x264", "third"), () -> now);

    private void pass(long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
        swap.turn(cast);
    }

    private Optional<SinkStatistics> display() {
        return Optional.of(Figured.of(SinkStatistics.class, shown));
    }

    @Test
    void eachIsTakenInTurn() {
        pass(0);
        for (int i = 0; i < 4; i++) {
            pass(499);
            pass(1);
        }

        assertThat(cast.used).containsExactly("x264", "third", "openh264", "x264");
    }

    @Test
    void whatWasMissedIsNotMadeUpFor() {
        pass(0);
        pass(10_000);
        pass(1);

        assertThat(cast.used).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void timeBeginsWithThePicture() {
        casts.state = CastState.NEGOTIATING;
        pass(0);
        pass(400);
        casts.state = CastState.PLAYING;
        pass(400);
        assertThat(cast.used).isEmpty();

        pass(500);

        assertThat(cast.used).hasSize(1);
    }

    @Test
    void aFrameThatTheHostDroppedIsAFault() {
        casts.sent = Map.of("encoderSwaps", 9L, "framesDropped", 2L);

        assertThat(swap.faults(cast, display())).containsExactly("2 frames were lost over 9 exchanges of the encoder.");
    }

    @Test
    void aNumberThatIsMissingOnTheDisplayIsAFault() {
        casts.sent = Map.of("encoderSwaps", 9L);
        shown.put("markers", 300L);
        shown.put("markersMissing", 1L);

        assertThat(swap.faults(cast, display())).containsExactly("1 frames were lost over 9 exchanges of the encoder.");
    }

    @Test
    void aTickAtWhichABusyMachineMadeNoPictureIsNone() {
        casts.sent = Map.of("encoderSwaps", 9L, "framesDropped", 2L);
        shown.put("markers", 300L);

        assertThat(swap.faults(cast, display())).isEmpty();
    }

    @Test
    void anExchangeThatNeverCameIsAFault() {
        casts.sent = Map.of();

        assertThat(swap.faults(cast, display()))
                .containsExactly("The encoder was never exchanged: last of all, 'openh264' was in use.");
    }

    @Test
    void exchangesThatLostNothingAreNone() {
        casts.sent = Map.of("encoderSwaps", 9L);

        assertThat(swap.faults(cast, display())).isEmpty();
    }
}
