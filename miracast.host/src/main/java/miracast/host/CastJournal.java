// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;

/**
 * Where a cast is, and what happened to it last. Written on the control loop only; what it tells to other threads are immutable
 * values in volatile fields, so they never wait for it.
 */
final class CastJournal {
    /** So many exchanges of parts cannot push out why the display is dark. */
    private static final int MOST_OF_PARTS = Cast.LOG_LENGTH / 2;

    /**
     * Where a cast is, as one value, so that state and detail belong together.
     *
     * @param peer who shows the picture; empty for nobody
     */
    record Where(CastState state, String detail, String peer) {}

    private final String castId;
    private final String target;
    private final CastAnnouncer announcer;
    private final InstantSource clock;

    private volatile Where where;
    private volatile Instant darkSince;
    private volatile List<CastLogEntry> entries = List.of();

    CastJournal(String castId, String target, CastState first, CastAnnouncer announcer, InstantSource clock) {
        this.castId = castId;
        this.target = target;
        this.announcer = announcer;
        this.clock = clock;
        where = new Where(first, "begins", "");
        darkSince = clock.instant();
    }

    // ---- any thread

    Where where() {
        return where;
    }

    Optional<Instant> darkSince() {
        return Optional.ofNullable(darkSince);
    }

    /** What happened last, oldest first. */
    List<CastLogEntry> entries() {
        return entries;
    }

    // ---- control loop

    /** The display tells its name. */
    void peer(String name) {
        where = new Where(where.state(), where.detail(), name);
    }

    /** It begins. */
    void begins() {
        add(entry(CastLogEntry.Kind.STATE, where.state(), where.detail(), null, 1, null), "");
    }

    /** It gets on; told if that is another state. */
    void progress(CastState now, String detail, String peer, int attempt) {
        CastState before = where.state();
        CastLogEntry entry = entry(CastLogEntry.Kind.STATE, now, detail, null, attempt, null);
        if (now == before) {
            where = new Where(now, detail, peer);
        } else {
            add(entry, peer);
        }
    }

    /** A session is over; what comes then is told when its parts are free. */
    void sessionOver(CastEnd end, int attempt) {
        CastState now = where.state();
        CastLogEntry entry = entry(CastLogEntry.Kind.SESSION_OVER, now, end.toString(), end, attempt, null);
        add(entry, where.peer());
    }

    /** A try has failed, and the next one comes after a pause. */
    void backsOff(CastEnd end, String detail, int attempt, long pauseNs) {
        Instant next = clock.instant().plusNanos(pauseNs);
        CastLogEntry entry = entry(CastLogEntry.Kind.STATE, CastState.BACKING_OFF, detail, end, attempt, next);
        add(entry, "");
    }

    /**
     * Something happened to a part.
     *
     * @param pauseNs how long until the next try; 0 if none is due
     */
    void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs) {
        Instant next = pauseNs == 0 ? null : clock.instant().plusNanos(pauseNs);
        CastLogEntry entry = entry(kind, where.state(), part, detail, null, attempt, next);
        keep(entry);
        tell(entry);
    }

    /** It is over. */
    void ended(CastEnd end, int attempt) {
        CastLogEntry entry = entry(CastLogEntry.Kind.STATE, CastState.ENDED, end.toString(), end, attempt, null);
        add(entry, "");
    }

    private CastLogEntry entry(
            CastLogEntry.Kind kind, CastState now, String detail, CastEnd end, int attempt, Instant nextTry) {
        return entry(kind, now, "", detail, end, attempt, nextTry);
    }

    private CastLogEntry entry(
            CastLogEntry.Kind kind,
            CastState now,
            String part,
            String detail,
            CastEnd end,
            int attempt,
            Instant nextTry) {
        return new CastLogEntry(
                clock.instant(),
                kind,
                where.state(),
                now,
                part,
                detail,
                Optional.ofNullable(end),
                attempt,
                Optional.ofNullable(nextTry));
    }

    /** Kept before it can be seen otherwise, so that who sees a state finds it in the log. */
    private void add(CastLogEntry entry, String peer) {
        keep(entry);
        where = new Where(entry.state(), entry.detail(), peer);
        if (entry.kind() == CastLogEntry.Kind.STATE && entry.state().isShown()) {
            darkSince = null;
        } else if (darkSince == null) {
            darkSince = entry.time();
        }
        tell(entry);
    }

    private void tell(CastLogEntry entry) {
        announcer.announce(new CastAnnouncer.Change(castId, target, where.peer(), entry));
    }

    private void keep(CastLogEntry entry) {
        List<CastLogEntry> next = new ArrayList<>(entries);
        next.add(entry);
        if (next.stream().filter(each -> !each.kind().isOfCast()).count() > MOST_OF_PARTS) {
            next.remove(leastTelling(next));
        } else if (next.size() > Cast.LOG_LENGTH) {
            next.remove(0);
        }
        entries = List.copyOf(next);
    }

    /** The oldest about a part that is not the last of its kind: what is wrong may have been told long ago. */
    private static int leastTelling(List<CastLogEntry> all) {
        for (int i = 0; i < all.size(); i++) {
            CastLogEntry.Kind kind = all.get(i).kind();
            if (!kind.isOfCast() && all.subList(i + 1, all.size()).stream().anyMatch(later -> later.kind() == kind)) {
                return i;
            }
        }
        throw new IllegalStateException("there are more kinds of entries than may be kept: " + all);
    }
}
