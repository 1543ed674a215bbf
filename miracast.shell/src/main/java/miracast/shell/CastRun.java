// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;

/** Casts to whoever connects, and tells how it goes. One use. */
final class CastRun {
    /** How long a TEARDOWN may take to be answered. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Wanted wanted;
    private final Terminal terminal;
    private final Watch watch;

    CastRun(Wanted wanted, Terminal terminal, Watch watch) {
        this.wanted = wanted;
        this.terminal = terminal;
        this.watch = watch;
    }

    /**
     * Casts until time is up, the cast ends, or this thread is interrupted.
     *
     * @param endpoint where displays connect
     * @param swap exchanges the encoder while it plays
     * @param once whether to end when the first display leaves
     * @param time null for ever
     * @return a value of {@link ExitCode}
     */
    int run(Endpoint endpoint, Media media, EncoderSwap swap, boolean once, Duration time)
            throws CommandFailure, InterruptedException {
        CastTarget target = CastTarget.listen(endpoint.resolve());
        CastRequest request = media.request(target, once);
        CastService service = wanted.castService();
        wanted.encoder(media.encoder());
        wanted.source(media.source());
        wanted.sound(media);
        Cast cast = start(service, request);
        long begin = System.nanoTime();
        boolean[] announced = {false};
        boolean interrupted = false;
        Optional<CastEnd> end = Optional.empty();
        try {
            end = watch.until(cast.ended(), () -> announced[0] = tell(cast, swap, announced[0]), () -> {
                swap.turn(cast);
                return time != null && System.nanoTime() - begin >= time.toNanos();
            });
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cast " + cast.id() + ": ended() must not fail", e);
        }
        CastEnd how = end.isPresent() ? end.get() : stop(cast);
        return report(cast, swap, how, interrupted ? ExitCode.INTERRUPTED : exitCode(cast, how));
    }

    /** Starts a cast; what the host refuses is not there. */
    static Cast start(CastService service, CastRequest request) throws CommandFailure {
        try {
            return service.cast(request);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, e.getMessage(), e);
        }
    }

    /** Ends a cast and waits until the display has heard of it. */
    static CastEnd stop(Cast cast) throws InterruptedException {
        cast.stop();
        try {
            return cast.ended().toCompletableFuture().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new CastEnd(
                    CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, "cast " + cast.id() + " does not stop: " + e);
        }
    }

    private boolean tell(Cast cast, EncoderSwap swap, boolean announced) {
        if (!announced && cast.listening().isPresent()) {
            terminal.line("Listening on " + Endpoint.of(cast.listening().get()) + " for Wi-Fi displays; Ctrl-C ends.");
        }
        terminal.live(Figures.line(cast, Optional.empty(), swap.line(cast, Optional.empty())));
        JsonObject json = json(cast, swap);
        json.addProperty("type", "live");
        terminal.result(json);
        return announced || cast.listening().isPresent();
    }

    private int report(Cast cast, EncoderSwap swap, CastEnd end, int endCode) {
        List<String> faults = cast.statistics().encoderSwaps() == 0 ? List.of() : swap.faults(cast, Optional.empty());
        int exitCode = endCode == ExitCode.OK && !faults.isEmpty() ? ExitCode.FAILED : endCode;
        StringBuilder text = new StringBuilder(end + "; " + cast.statistics().framesSent() + " frames sent in "
                + cast.statistics().sessions() + " sessions." + swap.sentence(cast));
        faults.forEach(fault -> text.append(' ').append(fault));
        terminal.end(exitCode, text.toString());
        JsonObject json = json(cast, swap);
        json.addProperty("type", "end");
        json.addProperty("cause", end.cause().name());
        json.addProperty("ntStatus", NtStatus.text(end.ntStatus()));
        json.addProperty("end", end.detail());
        json.addProperty("exitCode", exitCode);
        terminal.result(json);
        return exitCode;
    }

    private static JsonObject json(Cast cast, EncoderSwap swap) {
        JsonObject json = Figures.of(cast);
        JsonObject swapped = swap.json(cast, Optional.empty());
        if (swapped != null) {
            json.add("swap", swapped);
        }
        return json;
    }

    private static int exitCode(Cast cast, CastEnd end) {
        if (end.cause() == CastEnd.Cause.FAILED || end.cause() == CastEnd.Cause.EXCHANGED) {
            return exitCode(end.ntStatus());
        }
        return cast.statistics().framesSent() > 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The exit code for a status that ended a cast. */
    static int exitCode(int ntStatus) {
        return switch (ntStatus) {
            case NtStatus.STATUS_ADDRESS_ALREADY_EXISTS, NtStatus.STATUS_NETWORK_UNREACHABLE -> ExitCode.IO;
            case NtStatus.STATUS_NOT_FOUND -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FAILED;
        };
    }
}
