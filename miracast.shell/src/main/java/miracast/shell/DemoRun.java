// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.MacAddress;

/** Casts to a simulated television, and judges what it showed. One use. */
final class DemoRun {
    private static final String NAME = "Demo television";

    private static final String SNAPSHOT = "snapshot.png";
    private static final String RECORDING = "recording.ts";
    private static final String REPORT = "report.json";
    private static final List<String> FILES = List.of(SNAPSHOT, RECORDING, REPORT);

    /** How long the first picture may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Locally administered, so no device's. It decides on the loopback address of the display: with the process in it, several
     * demos can run at once.
     */
    private final MacAddress address =
            new MacAddress(0x020000008000L | ProcessHandle.current().pid() & 0x7FFF);

    private final Parts parts;
    private final Wanted wanted;
    private final ConfigurationAdmin configurations;
    private final Terminal terminal;
    private final Watch watch;
    private SinkSession session;
    private EncoderSwap swap;
    private long playingSinceNs;
    private boolean played;

    DemoRun(Parts parts, Wanted wanted, ConfigurationAdmin configurations, Terminal terminal, Watch watch) {
        this.parts = parts;
        this.wanted = wanted;
        this.configurations = configurations;
        this.terminal = terminal;
        this.watch = watch;
    }

    /**
     * Casts.
     *
     * @param newSwap exchanges the encoder while it plays
     * @param folder where snapshot, recording and report go; made if need be
     * @param time how long to play
     * @param parameters RTSP parameters that the display answers with in place of its own
     * @return a value of {@link ExitCode}
     */
    int run(Media media, EncoderSwap newSwap, Path folder, Duration time, Map<String, String> parameters)
            throws CommandFailure, InterruptedException {
        swap = newSwap;
        // Now, and not when the cast is over.
        create(folder);
        CastRequest request = media.request(CastTarget.device(address.toString()), true);
        CastService service = wanted.castService();
        wanted.sink();
        wanted.encoder(media.encoder());
        wanted.source(media.source());
        wanted.sound(media);
        try (SimulatedDisplay display = SimulatedDisplay.create(configurations, address, NAME, parameters)) {
            display.awaitArrival(parts, PATIENCE);
            clear(folder);
            return play(CastRun.start(service, request), display, media, folder, time);
        }
    }

    private int play(Cast cast, SimulatedDisplay display, Media media, Path out, Duration time)
            throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        Optional<CastEnd> ended = Optional.empty();
        boolean interrupted = false;
        try {
            ended = watch.until(cast.ended(), () -> tell(cast, display), () -> enough(cast, begin, time));
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cast " + cast.id() + ": ended() must not fail", e);
        }
        String lastDetail = cast.detail();
        look(display);
        snapshot(out);
        CastEnd end = ended.isPresent() ? ended.get() : CastRun.stop(cast);
        awaitLastPictures();
        List<String> faults = faults(cast, end, media, lastDetail);
        int exitCode = interrupted ? ExitCode.INTERRUPTED : exitCode(end, faults);
        report(cast, end, faults, out, exitCode);
        return exitCode;
    }

    private void tell(Cast cast, SimulatedDisplay display) {
        look(display);
        terminal.live(Figures.line(cast, shown(), swap.line(cast, shown())));
        JsonObject json = json(cast, "live");
        terminal.result(json);
    }

    /** The last session is kept: its figures are final when it is over. */
    private void look(SimulatedDisplay display) {
        session = display.shows(parts).orElse(session);
    }

    /** The display is still busy with what it got when the source has left. */
    private void awaitLastPictures() throws InterruptedException {
        if (session == null) {
            return;
        }
        try {
            session.closed().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            terminal.remark("The display: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            terminal.remark("The display does not end its session.");
        }
    }

    private Optional<SinkStatistics> shown() {
        return Optional.ofNullable(session).map(SinkSession::statistics);
    }

    private boolean enough(Cast cast, long begin, Duration time) {
        swap.turn(cast);
        if (!played && cast.state() == CastState.PLAYING) {
            played = true;
            playingSinceNs = System.nanoTime();
        }
        if (!played) {
            return cast.state() == CastState.BACKING_OFF || System.nanoTime() - begin >= PATIENCE.toNanos();
        }
        return cast.state() == CastState.BACKING_OFF || System.nanoTime() - playingSinceNs >= time.toNanos();
    }

    private List<String> faults(Cast cast, CastEnd end, Media media, String lastDetail) {
        if (session == null) {
            return List.of("The display never got a picture: " + (end.ntStatus() == 0 ? lastDetail : end));
        }
        List<String> faults = Verdict.faults(cast.statistics(), session.statistics(), media.isPattern());
        faults.addAll(swap.faults(cast, shown()));
        if (end.cause() == CastEnd.Cause.FAILED) {
            faults.add("The cast failed: " + end + ".");
        }
        return faults;
    }

    private static int exitCode(CastEnd end, List<String> faults) {
        if (end.cause() == CastEnd.Cause.FAILED) {
            return CastRun.exitCode(end.ntStatus());
        }
        return faults.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Makes the folder. What an earlier demo left there stays, since it is not sure yet that there will be a cast. */
    private static void create(Path folder) throws CommandFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        OutputFile.require(folder.resolve(REPORT));
    }

    /** Takes away what an earlier demo left in the folder: it would be taken for this one's. */
    private static void clear(Path folder) throws CommandFailure {
        try {
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static CommandFailure unusable(Path folder, IOException e) {
        return OutputFile.failure("The folder " + folder + " cannot be used", e);
    }

    /** What there is to see; a cast that failed early leaves less. */
    private static String made(Path out) {
        return FILES.stream()
                .filter(file -> out.resolve(file).toFile().length() > 0)
                .collect(Collectors.joining(", "));
    }

    private static Path snapshotFile(Path out) {
        return out.resolve(SNAPSHOT);
    }

    /** The recording in the folder. */
    static Path recordingFile(Path out) {
        return out.resolve(RECORDING);
    }

    private void snapshot(Path out) {
        if (session == null) {
            return;
        }
        try {
            session.snapshot(snapshotFile(out));
        } catch (IOException e) {
            terminal.remark("No snapshot: " + e.getMessage());
        }
    }

    private void report(Cast cast, CastEnd end, List<String> faults, Path out, int exitCode) throws CommandFailure {
        JsonObject json = json(cast, "report");
        json.addProperty("end", end.toString());
        json.addProperty("shown", faults.isEmpty());
        JsonArray list = new JsonArray();
        faults.forEach(list::add);
        json.add("faults", list);
        json.addProperty("exitCode", exitCode);
        json.addProperty("java", System.getProperty("java.version"));
        json.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        try {
            Files.writeString(
                    out.resolve(REPORT),
                    new GsonBuilder()
                                    .setPrettyPrinting()
                                    .serializeNulls()
                                    .create()
                                    .toJson(json) + "\n");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.IO, "The report cannot be written: " + e.getMessage(), e);
        }
        faults.forEach(terminal::remark);
        if (session != null && !session.statistics().late().isEmpty()) {
            terminal.line("This machine is busy: " + session.statistics().late().size()
                    + " times something came late, see report.json.");
        }
        terminal.end(exitCode, verdict(cast, faults) + swap.sentence(cast));
        terminal.line("See " + out + ": " + made(out));
        terminal.result(json);
    }

    private String verdict(Cast cast, List<String> faults) {
        long sent = cast.statistics().framesSent();
        return faults.isEmpty()
                ? "The display showed what was sent: " + session.statistics().decoded() + " of " + sent + " frames."
                : "The display did NOT show what was sent (" + sent + " frames).";
    }

    private JsonObject json(Cast cast, String type) {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        Figures.of(cast).asMap().forEach(json::add);
        JsonObject swapped = swap.json(cast, shown());
        if (swapped != null) {
            json.add("swap", swapped);
        }
        if (session != null) {
            json.add("display", Figures.of(session.statistics()));
        }
        return json;
    }
}
