// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day on some days of the week, in minutes of local time.
 *
 * @param days on which it begins
 * @param begin minute of the day, 0 to 1439
 * @param end minute after the last one, counted from the same midnight; above 1440 if it lasts into the next day
 */
record Window(Set<DayOfWeek> days, int begin, int end) {
    static final String FORM =
            "[DAYS] BEGIN-END, as Mon-Fri 08:00-18:00, Sat,Sun 10:00-12:00,13:00-16:00 or 22:00-02:00";

    private static final int DAY = 24 * 60;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    /**
     * Reads {@code [DAYS] BEGIN-END[,BEGIN-END...]}.
     *
     * @throws IllegalArgumentException if it is nothing like that: says what is wrong
     */
    static List<Window> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("has " + text.length() + " characters, at most " + LONGEST_TEXT);
        }
        String[] parts = text.strip()
                .replaceAll("\\s*([,\\u2013-])\\s*", "$1")
                .replace('\u2013', '-')
                .split("\\s+");
        if (parts.length > 2) {
            throw new IllegalArgumentException("has more than days and times");
        }
        Set<DayOfWeek> days = parts.length == 1 ? EnumSet.allOf(DayOfWeek.class) : days(parts[0]);
        List<Window> windows = new ArrayList<>();
        for (String times : parts[parts.length - 1].split(",", -1)) {
            windows.add(window(days, times));
        }
        return windows;
    }

    private static Window window(Set<DayOfWeek> days, String times) {
        Matcher matcher = TIMES.matcher(times);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + times + "' is not of the form 08:00-18:00");
        }
        int begin = minute(matcher.group(1), matcher.group(2));
        int end = minute(matcher.group(3), matcher.group(4));
        if (begin == DAY || begin == end) {
            throw new IllegalArgumentException("'" + times + "' holds no time; a whole day is 00:00-24:00");
        }
        return new Window(days, begin, end < begin ? end + DAY : end);
    }

    private static int minute(String hours, String minutes) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        if (minute > 59 || hour * 60 + minute > DAY) {
            throw new IllegalArgumentException("'" + hours + ":" + minutes + "' is not in 00:00 to 24:00");
        }
        return hour * 60 + minute;
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException("'" + range + "' is not of the form Mon or Mon-Fri");
            }
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek day = day(ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(text)
                    || day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of Mon, Tue, Wed, Thu, Fri, Sat, Sun");
    }

    /** Whether a clock on the wall that shows this time shows one of the window. */
    boolean contains(LocalDateTime time) {
        int minute = time.getHour() * 60 + time.getMinute();
        return days.contains(time.getDayOfWeek()) && minute >= begin && minute < end
                || days.contains(time.getDayOfWeek().minus(1)) && minute + DAY < end;
    }

    /** What clocks show when it begins and ends that begins on that day; empty if none does. */
    List<LocalDateTime> edges(LocalDate day) {
        return days.contains(day.getDayOfWeek())
                ? List.of(
                        day.atStartOfDay().plusMinutes(begin),
                        day.atStartOfDay().plusMinutes(end))
                : List.of();
    }
}
