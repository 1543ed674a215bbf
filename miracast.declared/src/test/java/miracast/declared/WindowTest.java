// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    @Test
    void daysAndTimesAreRead() {
        assertThat(Window.parse("Mon-Fri 08:00-18:30"))
                .containsExactly(new Window(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 480, 1110));
    }

    @Test
    void withoutDaysItIsEachDay() {
        assertThat(Window.parse("8:00-9:00")).containsExactly(new Window(ALL, 480, 540));
    }

    @Test
    void severalTimesAreSeveralWindows() {
        assertThat(Window.parse("sat,SUNDAY 10:00-12:00,13:00-16:00"))
                .containsExactly(new Window(WEEKEND, 600, 720), new Window(WEEKEND, 780, 960));
    }

    @Test
    void daysMayGoOverTheWeekend() {
        assertThat(Window.parse("Sat-Mon 00:00-24:00"))
                .containsExactly(
                        new Window(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY), 0, 1440));
    }

    @Test
    void anEndBeforeTheBeginIsOnTheNextDay() {
        assertThat(Window.parse("22:00-02:00")).containsExactly(new Window(ALL, 1320, 1560));
        assertThat(Window.parse("22:00-00:00")).containsExactly(new Window(ALL, 1320, 1440));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sat, Sun 10:00 - 12:00 , 13:00-16:00", " Sat,Sun  10:00\u201312:00,13:00-16:00 "})
    void spacesAndDashesDoNotMatter(String text) {
        assertThat(Window.parse(text)).containsExactly(new Window(WEEKEND, 600, 720), new Window(WEEKEND, 780, 960));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri | 'Mon-Fri' is not of the form 08:00-18:00",
                "Mo-Fr 08:00-18:00 | 'Fr' is none of Mon, Tue, Wed, Thu, Fri, Sat, Sun",
                "Mon-Wed-Fri 08:00-18:00 | 'Mon-Wed-Fri' is not of the form Mon or Mon-Fri",
                "Mon, 08:00-18:00 | 'Mon' is not of the form 08:00-18:00",
                "08:00-25:00 | '25:00' is not in 00:00 to 24:00",
                "08:60-09:00 | '08:60' is not in 00:00 to 24:00",
                "24:01-09:00 | '24:01' is not in 00:00 to 24:00",
                "08:00-08:00 | '08:00-08:00' holds no time; a whole day is 00:00-24:00",
                "24:00-08:00 | '24:00-08:00' holds no time",
                "Mon 08:00-09:00 Tue | has more than days and times",
                "08:00-09:00, | '' is not of the form 08:00-18:00",
            })
    void whatIsWrongIsSaid(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.parse(text))
                .withMessageContaining(message.strip());
    }

    @Test
    void anEndlessTextIsNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.parse("08:00-09:00,".repeat(20)))
                .withMessage("has 240 characters, at most 200");
    }

    @FuzzTest
    void nothingElseThanAComplaintComesOfNonsense(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        try {
            assertThat(Window.parse(text)).allSatisfy(window -> {
                assertThat(window.begin()).isBetween(0, 1439);
                assertThat(window.end()).isGreaterThan(window.begin()).isLessThan(window.begin() + 1441);
            });
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
