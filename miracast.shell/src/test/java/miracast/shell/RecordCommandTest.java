// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RecordCommandTest {
    private final FakeCasts casts = new FakeCasts();
    private final RecordCommand command = new RecordCommand(CastCommandsTest.with(casts));
    private final FakeCasts.FakeCast cast = (FakeCasts.FakeCast)
            casts.cast(CastRequest.to(CastTarget.device("television")).build());
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final LiveView view =
            new LiveView(new PrintStream(screen, true), false, String::valueOf, Duration.ofMillis(1));

    @Test
    void aRecordingGoesOnInTheBackgroundUntilItIsStopped() throws Exception {
        assertThat(command.record(null, false, false, "", "c1", "x.ts"))
                .isEqualTo("Recording to x.ts; miracast:record --stop c1 ends it.");
        assertThat(cast.asked).containsExactly("record x.ts null");

        assertThat(command.record(null, true, false, "", "c1")).isEqualTo("1.5 MB in x.ts");
        assertThat(cast.recording.ended).isCompleted();
    }

    @Test
    void aRecordingMayEndByItself() throws Exception {
        assertThat(command.record(null, false, false, "2.5", "c1", "x.ts"))
                .isEqualTo("Recording to x.ts for 2.5 s; miracast:record --stop c1 ends it.");
        assertThat(cast.asked).containsExactly("record x.ts PT2.5S");
    }

    @Test
    void whatTheDiskDidNotTakeIsTold() throws Exception {
        command.of(false, null, "c1", "x.ts", null);
        cast.recording.octetsLost = 300_000;

        assertThat(command.of(true, null, "c1", null, null))
                .isEqualTo("1.5 MB in x.ts, 0.3 MB are missing: the disk is too slow");
    }

    @Test
    void aDiskThatFailedIsToldWithWhatIsOnIt() throws Exception {
        command.of(false, null, "c1", "x.ts", null);
        cast.recording.ended.completeExceptionally(
                new IOException("recording x.ts ends early: No space left on device"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> command.of(true, null, "c1", null, null))
                .withMessage("recording x.ts ends early: No space left on device; 1.5 MB in x.ts");
    }

    @Test
    void ctrlCEndsARecordingThatIsWatched() throws Exception {
        AtomicReference<String> told = new AtomicReference<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread shell = new Thread(() -> {
            try {
                told.set(command.of(false, null, "c1", "x.ts", view));
                over.complete(null);
            } catch (IOException | InterruptedException e) {
                over.completeExceptionally(e);
            }
        });
        shell.start();
        await().until(() -> screen.toString().contains("1.5 MB in x.ts"));

        shell.interrupt();

        assertThat(over).succeedsWithin(Duration.ofMinutes(1));
        assertThat(told).hasValue("1.5 MB in x.ts");
        assertThat(cast.recording.ended).isCompleted();
    }

    @Test
    void aRecordingThatIsWatchedEndsWithItsCast() throws Exception {
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
            await().until(() -> cast.recording != null);
            cast.recording.ended.complete(null);
        });

        assertThat(command.of(false, null, "c1", "x.ts", view)).isEqualTo("1.5 MB in x.ts");
        assertThat(end).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void mistakesAreAnsweredWithWhatWouldBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.of(false, null, "c1", null, null))
                .withMessage("Which FILE is to be written?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.of(true, null, "c1", "x.ts", null))
                .withMessage("--stop takes no FILE: the recording has one.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.of(true, null, "c1", null, null))
                .withMessage("Cast c1 is not being recorded.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.of(false, "soon", "c1", "x.ts", null))
                .withMessageContaining("'soon'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.record(null, false, false, "", "c1", "a.ts", "b.ts"))
                .withMessageContaining("a.ts b.ts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.of(false, null, "c7", "x.ts", null))
                .withMessageContaining("c7")
                .withMessageContaining("c1");
    }

    @Test
    void whyNothingIsRecordedIsTold() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> command.of(false, null, "c1", "full/x.ts", null))
                .withMessageContaining("the disk is full");
        assertThat(cast.recording()).isEmpty();
    }
}
