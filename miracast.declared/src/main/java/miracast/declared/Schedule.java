// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When a screen shows something: whenever the clock on its wall shows a time of one of the windows. So where clocks are put back, a
 * window in the doubled hour is open twice; where they are put forward, one that lies in the missing hour not at all, and one that
 * begins in it from the moment of the change on. Immutable.
 *
 * @param windows empty for always
 * @param zone whose local time the windows are in
 */
record Schedule(List<Window> windows, ZoneId zone) {
    /** A weekly window that the change of clocks leaves out comes again a week later. */
    private static final int DAYS_AHEAD = 15;

    Schedule {
        windows = List.copyOf(windows);
    }

    /** Whether the screen shows something. */
    boolean isOpen(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(local));
    }

    /** When that changes next; empty if it does not in the next two weeks. */
    Optional<Instant> nextChange(Instant now) {
        boolean open = isOpen(now);
        return edges(now).tailSet(now, false).stream()
                .filter(edge -> isOpen(edge) != open)
                .findFirst();
    }

    /** All moments near that time at which anything may change: windows begin or end, or the clocks are changed. */
    private TreeSet<Instant> edges(Instant now) {
        TreeSet<Instant> edges = new TreeSet<>();
        ZoneRules rules = zone.getRules();
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (int day = -1; day <= DAYS_AHEAD; day++) {
            for (Window window : windows) {
                for (LocalDateTime edge : window.edges(today.plusDays(day))) {
                    for (ZoneOffset offset : rules.getValidOffsets(edge)) {
                        edges.add(edge.toInstant(offset));
                    }
                }
            }
        }
        Instant horizon = now.plus(DAYS_AHEAD, ChronoUnit.DAYS);
        for (ZoneOffsetTransition change = rules.nextTransition(now);
                change != null && change.getInstant().isBefore(horizon);
                change = rules.nextTransition(change.getInstant())) {
            edges.add(change.getInstant());
        }
        return edges;
    }
}
