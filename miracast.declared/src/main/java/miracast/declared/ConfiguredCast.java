// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCastChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * One configuration, and the cast that it declares. Everything is decided on the agenda's thread, in {@link #reconsider}, from
 * what there is then: the last right declaration, the host, the time of day, and the cast. Other threads leave it tasks, and read
 * an immutable status; those that take something away wait until the agenda has let go of it.
 */
@Component(
        service = DeclaredCast.class,
        immediate = true,
        configurationPid = DeclaredCast.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CastConfig.class, factory = true)
public final class ConfiguredCast implements DeclaredCast {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCast.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** For so many tries, 15 s, the cast that had the id before may take to end; then somebody must act. */
    private static final int TRIES_FOR_AN_ID = 5;
    /** The system's clock may be set, so no change of the schedule is waited for longer than this at a time. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** How long the agenda may take to let go; it never waits for the network. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ENGLISH);

    /** @param next null if nothing is due by itself */
    private record Status(
            String name, State state, Instant since, String detail, Instant next, List<String> problems, Cast cast) {}

    private final String pid;
    private final Agenda agenda;
    private final Origin origin;
    private final Journal journal;
    private volatile Status status;
    private volatile String name = "";

    // ---- the agenda's

    /** Null while nothing is declared: the file was deleted, and the configuration is about to go. */
    private Declaration.Result latest;
    /** The last one that was right; null if none was. */
    private Declaration declaration;

    private CastService host;
    private Cast cast;
    private Declaration applied;
    private Instant begun;
    /** The cast before, until it has ended. */
    private Cast leaving;

    private boolean pausing;
    private Instant pauseEnd;
    private String failure = "";
    private int failures;
    /** How often in a row the id was another cast's. */
    private int taken;

    private boolean closed;
    private Runnable revokePause = () -> {};
    private Runnable revokeWait = () -> {};

    @Activate
    public ConfiguredCast(@Reference Agenda agenda, @Reference Origin origin, Map<String, ?> properties) {
        this.agenda = agenda;
        this.origin = origin;
        status = new Status("", State.NO_HOST, agenda.clock().instant(), "begins", null, List.of(), null);
        pid = String.valueOf(properties.get("service.pid"));
        journal = new Journal(pid);
    }

    // ---- any thread

    /** What is declared. Not the constructor's to say: Declarative Services binds a host that is there only after that, and before this. */
    @Activate
    void begin(CastConfig config, Map<String, ?> properties) {
        if (!origin.isGone(pid, properties)) {
            declare(config, properties);
        }
    }

    /** @param properties the configuration as it was written, for messages */
    @Modified
    void declare(CastConfig config, Map<String, ?> properties) {
        Declaration.Result result = Declaration.read(pid, config, properties);
        name = result.name();
        execute(() -> {
            latest = result;
            if (result.declaration() == null) {
                LOG.warn(
                        "{}, {}",
                        String.join("; ", result.problems()),
                        declaration == null ? "so there is no cast" : "so what was declared before stays");
            } else {
                declaration = result.declaration();
                resumeAtOnce();
            }
            reconsider();
        });
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHost(CastService newHost) {
        execute(() -> {
            leave();
            host = newHost;
            resumeAtOnce();
            reconsider();
        });
    }

    /** Returns when the host is not used any more. */
    void unbindHost(CastService oldHost) {
        await(() -> {
            if (host == oldHost) {
                leave();
                host = null;
                leaving = null;
                reconsider();
            }
        });
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAnnouncer(Announcer announcer) {
        execute(() -> journal.tell(announcer));
    }

    /** Returns when nobody is told that way any more. */
    void unbindAnnouncer(Announcer announcer) {
        await(() -> {
            if (journal.tells(announcer)) {
                journal.tell(null);
            }
        });
    }

    /** Ends the cast, with a TEARDOWN; returns when that has begun. */
    @Deactivate
    void close() {
        await(() -> {
            closed = true;
            revokePause.run();
            revokeWait.run();
            leave();
            host = null;
        });
    }

    /** Log lines of what is done for this cast have its name, as those of the host have its id, which is the same. */
    private Runnable marked(Runnable task) {
        return () -> {
            MDC.put(Cast.LOG_KEY, name);
            try {
                task.run();
            } finally {
                MDC.remove(Cast.LOG_KEY);
            }
        };
    }

    private void execute(Runnable task) {
        agenda.execute(marked(task));
    }

    private Runnable after(Duration delay, Runnable task) {
        return agenda.after(delay, marked(task));
    }

    private void await(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                marked(() -> LOG.warn("{}: the cast was not let go of within {} s", pid, PATIENCE.toSeconds()))
                        .run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String pid() {
        return pid;
    }

    @Override
    public String name() {
        return status.name();
    }

    @Override
    public State state() {
        return status.state();
    }

    @Override
    public Instant since() {
        return status.since();
    }

    @Override
    public Optional<Instant> next() {
        return Optional.ofNullable(status.next());
    }

    @Override
    public String detail() {
        Status now = status;
        return now.cast() == null ? now.detail() : now.cast().detail() + now.detail();
    }

    @Override
    public List<String> problems() {
        return status.problems();
    }

    @Override
    public List<DeclaredCastChange> log() {
        return journal.entries();
    }

    @Override
    public Optional<Cast> cast() {
        return Optional.ofNullable(status.cast());
    }

    // ---- the agenda

    private void reconsider() {
        revokeWait.run();
        if (closed || latest == null) {
            return;
        }
        if (declaration == null) {
            tell(State.INVALID, String.join("; ", latest.problems()), null);
        } else if (host == null) {
            tell(State.NO_HOST, "there is no host; the cast begins when one comes", null);
        } else {
            Instant now = agenda.clock().instant();
            Optional<Instant> change = declaration.schedule().nextChange(now);
            if (!declaration.schedule().isOpen(now)) {
                leave();
                tell(State.OFF_HOURS, "nothing to show" + until(change), change.orElse(null));
            } else {
                show(now, change);
            }
            if (!declaration.schedule().windows().isEmpty()) {
                revokeWait = after(waitUntil(now, change), this::reconsider);
            }
        }
    }

    private static Duration waitUntil(Instant now, Optional<Instant> change) {
        Duration wait = change.map(at -> Duration.between(now, at)).orElse(LONGEST_WAIT);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private String until(Optional<Instant> change) {
        return change.map(at -> " before "
                        + TIME.format(at.atZone(declaration.schedule().zone())))
                .orElse("");
    }

    private void show(Instant now, Optional<Instant> change) {
        if (cast != null && applied != declaration && !pausing) {
            follow();
        }
        if (cast == null && leaving == null && !pausing) {
            begin(now);
        }
        if (cast != null) {
            String wrong = latest.problems().isEmpty()
                    ? ""
                    : "; the last change is wrong, so what was before plays on: "
                            + String.join("; ", latest.problems());
            String refused = failure.isEmpty() ? "" : "; cannot be changed: " + failure;
            tell(
                    State.CASTING,
                    wrong
                            + refused
                            + (change.isEmpty() ? "" : "; off" + until(change).replace("before", "from")),
                    change.orElse(null));
        } else if (leaving != null) {
            tell(State.BACKING_OFF, "begins when the cast before has ended", null);
        } else {
            tell(State.BACKING_OFF, failure, pauseEnd);
        }
    }

    private void begin(Instant now) {
        Cast next;
        try {
            next = host.cast(declaration.request());
        } catch (RuntimeException e) {
            failed("cannot begin: " + e.getMessage());
            warnOfATakenId();
            return;
        }
        taken = 0;
        cast = next;
        applied = declaration;
        begun = now;
        failure = "";
        LOG.info("{}: cast {} to {}", pid, next.id(), declaration.request().target());
        next.ended().thenAccept(end -> execute(() -> ended(next, end)));
    }

    private void warnOfATakenId() {
        String id = declaration.request().id().orElse("");
        taken = host.cast(id).isPresent() ? taken + 1 : 0;
        if (taken == TRIES_FOR_AN_ID) {
            LOG.warn(
                    "{}: another cast is called '{}', too, so there is no cast; one of them needs another name",
                    pid,
                    id);
        }
    }

    /** The least disturbance that the change allows: the host knows it, unless the cast has to be another one. */
    private void follow() {
        CastRequest before = applied.request();
        CastRequest next = declaration.request();
        if (!next.target().equals(before.target()) || !next.id().equals(before.id())) {
            leave();
            return;
        }
        try {
            cast.change(next);
            applied = declaration;
            failure = "";
            failures = 0;
        } catch (RuntimeException e) {
            failed(e.getMessage());
        }
    }

    private void leave() {
        if (cast != null) {
            leaving = cast;
            cast = null;
            leaving.stop();
        }
    }

    private void ended(Cast which, CastEnd end) {
        if (which == leaving) {
            leaving = null;
        } else if (which == cast) {
            cast = null;
            if (Duration.between(begun, agenda.clock().instant()).compareTo(LONGEST_PAUSE) > 0) {
                failures = 0;
            }
            LOG.atLevel(end.cause() == CastEnd.Cause.STOPPED ? Level.INFO : Level.WARN)
                    .log("{}: cast {} ended though it is declared", pid, which.id());
            failed("cast " + which.id() + " ended: " + end);
        }
        reconsider();
    }

    private void failed(String reason) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        failure = reason + "; try " + (failures + 1) + " in " + pause.toSeconds() + " s";
        LOG.info("{}: {}", pid, failure);
        pausing = true;
        pauseEnd = agenda.clock().instant().plus(pause);
        revokePause = after(pause, () -> {
            pausing = false;
            reconsider();
        });
    }

    private void resumeAtOnce() {
        revokePause.run();
        pausing = false;
        failures = 0;
        failure = "";
    }

    private void tell(State state, String detail, Instant next) {
        Status before = status;
        Instant since =
                state == before.state() ? before.since() : agenda.clock().instant();
        Status now = new Status(latest.name(), state, since, detail, next, latest.problems(), cast);
        boolean otherState = state != before.state();
        boolean first = journal.entries().isEmpty();
        if (otherState || first || isNews(before, now)) {
            // Kept before it can be seen otherwise, so that who sees a state finds it in the log.
            journal.add(now.name(), change(first ? state : before.state(), now));
        }
        status = now;
        if (otherState) {
            LOG.info("{}: {}{}", pid, state, detail.isEmpty() || cast != null ? "" : ": " + detail);
        }
    }

    /** Within a state: a configuration was refused or is right again, another cast has begun, or another try has failed. */
    private static boolean isNews(Status before, Status now) {
        return !now.problems().equals(before.problems())
                || now.cast() != before.cast()
                || now.state() == State.BACKING_OFF && !now.detail().equals(before.detail());
    }

    private DeclaredCastChange change(State before, Status now) {
        String text = now.cast() == null
                ? now.detail()
                : "there is cast " + now.cast().id() + now.detail();
        return new DeclaredCastChange(
                agenda.clock().instant(), before, now.state(), text, now.problems(), Optional.ofNullable(now.next()));
    }
}
