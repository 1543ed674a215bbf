// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import miracast.host.thread.ControlLoop;

/** A loop whose time is set by a test; tasks run when {@link #run} or {@link #advance} is called, on the caller's thread. */
public final class ManualLoop implements ControlLoop {
    private record Entry(long timeNs, long order, Runnable task) {}

    private final List<Entry> entries = new ArrayList<>();
    private long nowNs = 1_000_000_000L;
    private long order;

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public synchronized Timer after(long delayNs, Runnable task) {
        Entry entry = new Entry(nowNs + delayNs, order++, task);
        entries.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    @Override
    public synchronized long nanoTime() {
        return nowNs;
    }

    /** Runs what is due. */
    public void run() {
        for (Entry entry = nextDue(); entry != null; entry = nextDue()) {
            entry.task().run();
        }
    }

    /** Lets time pass, and runs what falls due on the way. */
    public void advance(long ns) {
        long end = nanoTime() + ns;
        for (Entry next = nextUpTo(end); next != null; next = nextUpTo(end)) {
            next.task().run();
        }
        set(end);
    }

    /** Ns up to the next task; -1 if there is none. */
    public synchronized long untilNext() {
        return entries.stream().mapToLong(entry -> entry.timeNs() - nowNs).min().orElse(-1);
    }

    private Entry nextDue() {
        return nextUpTo(nanoTime());
    }

    private synchronized Entry nextUpTo(long endNs) {
        Entry next = entries.stream()
                .filter(entry -> entry.timeNs() <= endNs)
                .min(Comparator.comparingLong(Entry::timeNs).thenComparingLong(Entry::order))
                .orElse(null);
        if (next != null) {
            entries.remove(next);
            nowNs = Math.max(nowNs, next.timeNs());
        }
        return next;
    }

    private synchronized void set(long timeNs) {
        nowNs = timeNs;
    }
}
