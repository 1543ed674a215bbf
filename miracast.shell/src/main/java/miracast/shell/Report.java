// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text for people in 80 columns, with times as one says them now. One thread. */
final class Report {
    private static final int COLUMNS = 80;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private final List<String> lines = new ArrayList<>();
    private final Instant now;
    private final ZoneId zone;

    Report(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    void line(String text) {
        lines.add(text);
    }

    /** Words behind a heading, in as many lines as they take; a word that is too long gets a line of its own. */
    void wrap(String heading, String text) {
        String before = heading;
        for (String line : Words.lines(text, COLUMNS - heading.length())) {
            lines.add(before + line);
            before = " ".repeat(heading.length());
        }
    }

    /** The day only where it is another one. */
    String at(Instant time) {
        return (isToday(time) ? "" : day(time) + " ") + timeOfDay(time);
    }

    boolean isToday(Instant time) {
        return day(time).equals(day(now));
    }

    String day(Instant time) {
        return DAY.format(time.atZone(zone));
    }

    String timeOfDay(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    boolean isOver(Instant time) {
        return time.isBefore(now);
    }

    String since(Instant time) {
        return "since " + at(time) + ", for " + seconds(Duration.between(time, now));
    }

    String until(Instant time) {
        return at(time) + ", in " + seconds(Duration.between(now, time));
    }

    private static String seconds(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    String text() {
        return String.join(System.lineSeparator(), lines);
    }
}
