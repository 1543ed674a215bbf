// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An agenda whose time is set by a test. What is to be done at once is done by the caller; the rest when its time comes. */
final class ManualAgenda implements Agenda {
    private record Entry(Duration due, Runnable task) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> atOnce = new ArrayList<>();
    private boolean running;
    private Duration elapsed = Duration.ZERO;
    private Instant now;

    ManualAgenda(Instant begin) {
        now = begin;
    }

    @Override
    public void execute(Runnable task) {
        atOnce.add(task);
        if (!running) {
            running = true;
            while (!atOnce.isEmpty()) {
                atOnce.remove(0).run();
            }
            running = false;
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Entry entry = new Entry(elapsed.plus(delay), task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Lets time pass, and does what is due on the way. */
    void advance(Duration time) {
        Duration end = elapsed.plus(time);
        for (Entry next = next(); next != null && next.due().compareTo(end) <= 0; next = next()) {
            pass(next.due());
            entries.remove(next);
            execute(next.task());
        }
        pass(end);
    }

    private void pass(Duration until) {
        now = now.plus(until.minus(elapsed));
        elapsed = until;
    }

    private Entry next() {
        return entries.stream().min(Comparator.comparing(Entry::due)).orElse(null);
    }

    /** The system's clock is set; nothing falls due by that. */
    void set(Instant time) {
        now = time;
    }

    /** Tasks still to come. */
    int waiting() {
        return entries.size();
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
