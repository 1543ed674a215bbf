// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRecording;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that records a running cast. */
@Component(service = {Commands.class, RecordCommand.class})
public final class RecordCommand implements Commands {
    /** How long what is still in memory may take to the disk. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Parts parts;

    /** @param parts what there is, with the host whose casts are recorded */
    @Activate
    public RecordCommand(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    public String scope() {
        return "miracast";
    }

    @Descriptor("records what a cast sends, from the next IDR picture on, as transport stream")
    public String record(
            CommandSession session,
            @Descriptor("ends the recording, and tells what became of it; without FILE") //
                    @Parameter(
                            names = {"-e", "--stop"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stop,
            @Descriptor("tells how it grows; Ctrl-C ends it") //
                    @Parameter(
                            names = {"-w", "--watch"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean watch,
            @Descriptor("ends by itself after so long") //
                    @Parameter(
                            names = {"-s", "--seconds"},
                            absentValue = "")
                    String seconds,
            @Descriptor("see miracast:casts") @Completed(Offer.CASTS) String id,
            @Descriptor("file to write") @Completed(Offer.FILES) String... file)
            throws IOException, InterruptedException {
        if (file.length > 1) {
            throw new IllegalArgumentException("There is one FILE to record to, not " + String.join(" ", file) + ".");
        }
        String to = file.length == 0 ? null : file[0];
        return of(stop, seconds.isEmpty() ? null : seconds, id, to, watch ? LiveView.in(session) : null);
    }

    /**
     * What {@code record} does.
     *
     * @param seconds null for as long as the cast runs
     * @param file null to end a recording
     * @param view where to show how it grows; null not to
     */
    public String of(boolean stop, String seconds, String id, String file, LiveView view)
            throws IOException, InterruptedException {
        Cast cast = CastCommands.find(parts, id);
        if (stop == (file != null)) {
            throw new IllegalArgumentException(
                    stop ? "--stop takes no FILE: the recording has one." : "Which FILE is to be written?");
        }
        if (stop) {
            return end(cast.recording()
                    .orElseThrow(() -> new IllegalArgumentException("Cast " + id + " is not being recorded.")));
        }
        Duration longest = seconds == null ? null : Seconds.parse(seconds).duration();
        CastRecording recording = cast.record(Path.of(file), longest);
        if (view == null) {
            return "Recording to " + recording.file()
                    + (longest == null ? "" : " for " + seconds + " s")
                    + "; miracast:record --stop " + id + " ends it.";
        }
        view.show(
                () -> size(recording),
                () -> recording.ended().toCompletableFuture().isDone());
        return end(recording);
    }

    private static String end(CastRecording recording) throws IOException, InterruptedException {
        recording.stop();
        try {
            recording.ended().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage() + "; " + size(recording), e);
        } catch (TimeoutException e) {
            throw new IOException("The disk does not take the last of it; " + size(recording), e);
        }
        return size(recording);
    }

    private static String size(CastRecording recording) {
        return String.format(Locale.ROOT, "%.1f MB in %s", recording.octets() / 1e6, recording.file())
                + (recording.octetsLost() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.1f MB are missing: the disk is too slow",
                                recording.octetsLost() / 1e6));
    }
}
