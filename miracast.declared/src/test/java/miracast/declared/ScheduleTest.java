// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times are of Berlin: clocks go back on 2026-10-25 from 03:00+02:00 to 02:00+01:00, and forward on 2027-03-28 at 02:00+01:00. */
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Schedule schedule(String... windows) {
        return new Schedule(
                Stream.of(windows)
                        .flatMap(window -> Window.parse(window).stream())
                        .toList(),
                BERLIN);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    /** The next changes from a moment on, as clocks in Berlin show them. */
    private static List<String> changes(Schedule schedule, String from, int count) {
        List<String> changes = new ArrayList<>();
        Instant time = at(from);
        for (int i = 0; i < count; i++) {
            Instant next = schedule.nextChange(time).orElseThrow();
            assertThat(schedule.isOpen(next)).isNotEqualTo(schedule.isOpen(time));
            assertThat(schedule.isOpen(next.minusMillis(1))).isEqualTo(schedule.isOpen(time));
            changes.add(next.atZone(BERLIN).toOffsetDateTime().toString());
            time = next;
        }
        return changes;
    }

    @Test
    void withoutWindowsItIsAlwaysOpenAndNeverChanges() {
        assertThat(schedule().isOpen(Instant.EPOCH)).isTrue();
        assertThat(schedule().nextChange(Instant.EPOCH)).isEmpty();
    }

    @Test
    void opensAtItsBeginAndClosesAtItsEnd() {
        Schedule schedule = schedule("Mon-Fri 08:00-18:00");

        assertThat(schedule.isOpen(at("2026-11-23T07:59:59.999+01:00"))).isFalse();
        assertThat(schedule.isOpen(at("2026-11-23T08:00+01:00"))).isTrue();
        assertThat(schedule.isOpen(at("2026-11-23T17:59:59.999+01:00"))).isTrue();
        assertThat(schedule.isOpen(at("2026-11-23T18:00+01:00"))).isFalse();
        assertThat(schedule.isOpen(at("2026-11-22T12:00+01:00"))).isFalse();
    }

    @Test
    void changesAreFoundOverTheWeekend() {
        assertThat(changes(schedule("Mon-Fri 08:00-18:00"), "2026-11-20T12:00+01:00", 3))
                .containsExactly("2026-11-20T18:00+01:00", "2026-11-23T08:00+01:00", "2026-11-23T18:00+01:00");
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        assertThat(changes(schedule("Fri 22:00-02:00"), "2026-11-20T12:00+01:00", 3))
                .containsExactly("2026-11-20T22:00+01:00", "2026-11-21T02:00+01:00", "2026-11-27T22:00+01:00");
    }

    @Test
    void windowsThatTouchOrOverlapAreOne() {
        assertThat(changes(
                        schedule("Mon 08:00-12:00,12:00-14:00", "Mon 13:00-24:00", "Tue 00:00-01:00"),
                        "2026-11-23T00:00+01:00",
                        2))
                .containsExactly("2026-11-23T08:00+01:00", "2026-11-24T01:00+01:00");
    }

    @Test
    void wholeDaysInARowNeverClose() {
        assertThat(schedule("00:00-24:00").nextChange(at("2026-11-23T12:00+01:00")))
                .isEmpty();
    }

    @Test
    void timesAreThoseOfTheClockBeforeAndAfterItIsChanged() {
        assertThat(changes(schedule("08:00-18:00"), "2026-10-24T12:00+02:00", 3))
                .containsExactly("2026-10-24T18:00+02:00", "2026-10-25T08:00+01:00", "2026-10-25T18:00+01:00");
    }

    @Test
    void aWindowInTheDoubledHourIsOpenTwice() {
        assertThat(changes(schedule("02:15-02:45"), "2026-10-25T00:00+02:00", 4))
                .containsExactly(
                        "2026-10-25T02:15+02:00",
                        "2026-10-25T02:45+02:00",
                        "2026-10-25T02:15+01:00",
                        "2026-10-25T02:45+01:00");
    }

    @Test
    void aWindowOverTheDoubledHourIsAnHourLonger() {
        assertThat(changes(schedule("Sat 22:00-04:00"), "2026-10-24T12:00+02:00", 2))
                .containsExactly("2026-10-24T22:00+02:00", "2026-10-25T04:00+01:00");
    }

    @Test
    void aWindowThatEndsInTheDoubledHourOpensOnceMore() {
        assertThat(changes(schedule("Sat 22:00-02:30"), "2026-10-24T12:00+02:00", 4))
                .containsExactly(
                        "2026-10-24T22:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00");
    }

    @Test
    void aWindowInTheMissingHourIsLeftOutOnce() {
        assertThat(changes(schedule("Sun 02:15-02:45"), "2027-03-26T00:00+01:00", 1))
                .containsExactly("2027-04-04T02:15+02:00");
    }

    @Test
    void aWindowThatBeginsInTheMissingHourOpensWhenTheClockIsChanged() {
        assertThat(changes(schedule("Sun 02:30-04:00"), "2027-03-27T12:00+01:00", 2))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-28T04:00+02:00");
    }

    @Test
    void aWindowThatEndsInTheMissingHourClosesWhenTheClockIsChanged() {
        assertThat(changes(schedule("Sat 22:00-02:30"), "2027-03-27T12:00+01:00", 2))
                .containsExactly("2027-03-27T22:00+01:00", "2027-03-28T03:00+02:00");
    }
}
