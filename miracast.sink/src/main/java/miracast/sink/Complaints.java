// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks of one session found wrong, in words. The first ones are kept: they are the causes. Thread-safe. */
final class Complaints {
    /** How many are kept ({@link miracast.api.sink.SinkStatistics#complaints()}). */
    static final int LIMIT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private final String sink;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    Complaints(String sink) {
        this.sink = sink;
    }

    /** Adds a complaint; beyond the limit it is not even put into words. Takes a format of {@link String#format}. */
    synchronized void add(String format, Object... values) {
        keep(wrong, format, values);
    }

    /** Adds what is right and came too late, see {@link #add}. */
    synchronized void late(String format, Object... values) {
        keep(late, format, values);
    }

    private void keep(List<String> kept, String format, Object... values) {
        if (kept.size() < LIMIT) {
            String complaint = String.format(Locale.ROOT, format, values);
            kept.add(complaint);
            LOG.debug("{}: {}", sink, complaint);
        }
    }

    /** What was wrong. */
    synchronized List<String> list() {
        return List.copyOf(wrong);
    }

    /** What came too late. */
    synchronized List<String> lateList() {
        return List.copyOf(late);
    }
}
