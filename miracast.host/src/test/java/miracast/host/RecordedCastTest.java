// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cast that is recorded while it plays. */
@Timeout(120)
class RecordedCastTest {
    private HostRig rig;

    RecordedCastTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    @Test
    void aRunningCastIsRecordedOnceAtATimeUntilItIsStopped(@TempDir Path folder) throws Exception {
        Cast cast = rig.playing(rig.listen());
        assertThat(cast.recording()).isEmpty();

        CastRecording recording = cast.record(folder.resolve("first.ts"), null);
        assertThat(cast.recording()).contains(recording);
        assertThatIllegalStateException()
                .isThrownBy(() -> cast.record(folder.resolve("second.ts"), null))
                .withMessage("cast " + cast.id() + " is recorded already, to " + recording.file());
        recording.stop();
        recording.stop();
        recording.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(cast.record(folder.resolve("second.ts"), null).file()).isEqualTo(folder.resolve("second.ts"));
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void aRecordingEndsWithItsTimeOrItsCast(@TempDir Path folder) throws Exception {
        Cast cast = rig.playing(rig.listen());

        CastRecording brief = cast.record(folder.resolve("brief.ts"), Duration.ofMillis(10));
        brief.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        CastRecording last = cast.record(folder.resolve("last.ts"), Duration.ofDays(1));
        cast.stop();
        rig.end(cast);

        assertThat(last.ended().toCompletableFuture()).isCompleted();
        assertThatIllegalStateException()
                .isThrownBy(() -> cast.record(folder.resolve("late.ts"), null))
                .withMessage("cast " + cast.id() + " is over");
    }

    @Test
    void aRecordingAsksForAnIdrPicture(@TempDir Path folder) throws Exception {
        Cast cast = rig.playing(rig.listen());
        HostRig.until(() -> rig.driver().shown.size() > 5);
        int seen = rig.driver().shown.size();

        cast.record(folder.resolve("recording.ts"), null);

        HostRig.until(() -> rig.driver().shown.stream().skip(seen).anyMatch(chunk -> chunk.idr()));
    }

    @Test
    void aFileThatCannotBeWrittenIsToldToWhoWantedIt(@TempDir Path folder) throws Exception {
        Cast cast = rig.playing(rig.listen());
        Path file = folder.resolve("none").resolve("recording.ts");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> cast.record(file, null))
                .withMessage("recording " + file + " cannot be written: its folder does not exist");
        assertThat(cast.recording()).isEmpty();
    }
}
