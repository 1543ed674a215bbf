// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;

/** Plays the television for a source, and tells how it goes. One use. */
final class SinkRun {
    /** How long a TEARDOWN may take to be answered. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Wanted wanted;
    private final Terminal terminal;
    private final Watch watch;
    private SinkStatistics before;
    private long beforeNs;
    private long playingSinceNs;
    private boolean played;

    SinkRun(Wanted wanted, Terminal terminal, Watch watch) {
        this.wanted = wanted;
        this.terminal = terminal;
        this.watch = watch;
    }

    /**
     * Receives until it has played long enough, the session ends, or this thread is interrupted.
     *
     * @param request whom to connect to, and how
     * @param snapshot where to write the last picture; null for nowhere
     * @param time how long to play; null for as long as the source does
     * @param actions what the viewer does meanwhile
     * @return a value of {@link ExitCode}
     */
    int run(SinkRequest request, Path snapshot, Duration time, List<ViewerAction> actions)
            throws CommandFailure, InterruptedException {
        MiracastSink sink = wanted.sink();
        Deque<ViewerAction> due = actions.stream()
                .sorted(Comparator.comparing(action -> action.after().duration()))
                .collect(Collectors.toCollection(ArrayDeque::new));
        SinkSession session = connect(sink, request);
        before = session.statistics();
        beforeNs = System.nanoTime();
        CompletableFuture<String> closed = session.closed().toCompletableFuture();
        boolean interrupted = false;
        String failure = null;
        try {
            watch.until(closed, () -> tell(session), () -> enough(session, request, time, due));
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException e) {
            failure = e.getCause().getMessage();
        }
        snapshot(session, snapshot);
        String end = failure == null ? close(session, closed) : failure;
        int exitCode = failure == null ? verdict(session) : reached(session) ? ExitCode.FAILED : ExitCode.IO;
        return report(session, end, interrupted ? ExitCode.INTERRUPTED : exitCode);
    }

    private static SinkSession connect(MiracastSink sink, SinkRequest request) throws CommandFailure {
        try {
            return sink.connect(request);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private void tell(SinkSession session) {
        long now = System.nanoTime();
        terminal.live(Figures.line(session, before, (now - beforeNs) / 1e9));
        JsonObject json = json(session, "live");
        terminal.result(json);
        before = session.statistics();
        beforeNs = now;
    }

    private boolean enough(SinkSession session, SinkRequest request, Duration time, Deque<ViewerAction> due) {
        if (!played && session.state() == SinkSession.State.PLAYING) {
            played = true;
            playingSinceNs = System.nanoTime();
        }
        while (!due.isEmpty() && hasPlayed(due.peek().after().duration())) {
            due.poll().on(session, request.parameters());
        }
        return time != null && hasPlayed(time);
    }

    private boolean hasPlayed(Duration time) {
        return played && System.nanoTime() - playingSinceNs >= time.toNanos();
    }

    private void snapshot(SinkSession session, Path file) throws CommandFailure {
        if (file == null) {
            return;
        }
        try {
            session.snapshot(file);
        } catch (IOException e) {
            session.close();
            throw new CommandFailure(ExitCode.IO, "No snapshot: " + e.getMessage(), e);
        }
    }

    private static String close(SinkSession session, CompletableFuture<String> closed) throws InterruptedException {
        session.close();
        try {
            return closed.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        } catch (TimeoutException e) {
            return "The session does not end.";
        }
    }

    private static boolean reached(SinkSession session) {
        return session.statistics().mode().isPresent();
    }

    private static int verdict(SinkSession session) {
        SinkStatistics shown = session.statistics();
        return shown.decoded() > 0 && Verdict.faults(shown).isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int report(SinkSession session, String end, int exitCode) {
        SinkStatistics shown = session.statistics();
        Verdict.faults(shown).forEach(terminal::remark);
        terminal.end(
                exitCode, end + "; " + shown.accessUnits() + " pictures received, " + shown.decoded() + " decoded.");
        JsonObject json = json(session, "end");
        json.addProperty("end", end);
        json.addProperty("exitCode", exitCode);
        terminal.result(json);
        return exitCode;
    }

    private static JsonObject json(SinkSession session, String type) {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        json.addProperty("sink", session.name());
        json.addProperty("state", session.state().name());
        json.add("shown", Figures.of(session.statistics()));
        return json;
    }
}
