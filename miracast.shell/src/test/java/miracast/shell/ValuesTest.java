// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as users type them. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource({"8M,8000000", "2.5m,2500000", "800k,800000", "8000000,8000000"})
    void bitRateIsRead(String text, long bitRate) {
        assertThat(BitRate.parse(text).bitRate()).isEqualTo(bitRate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-8M", "8G", "8 M", "99999999999"})
    void badBitRateIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BitRate.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.2,192.168.1.2,7236",
        "192.168.1.2:8000,192.168.1.2,8000",
        "television,television,7236",
        "[::1]:0,::1,0",
        "[::1],::1,7236"
    })
    void endpointIsRead(String text, String host, int port) {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":7236", "host:", "host:port", "::1", "host:1:2"})
    void badEndpointIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void portAboveTheRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("host:65536"))
                .withMessageContaining("65536");
    }

    @ParameterizedTest
    @CsvSource({"10,10000", "0.5,500"})
    void secondsAreRead(String text, long milliseconds) {
        assertThat(Seconds.parse(text).duration()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "ten", "1e99"})
    void badSecondsAreNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seconds.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void columnsOfATableAreAligned() {
        Table table = new Table("nothing", "A", "LONG", "LAST")
                .row(List.of("long", "b", "c"))
                .row(List.of("d", "e", ""));

        assertThat(table.lines()).containsExactly("A     LONG  LAST", "long  b     c", "d     e");
    }

    @Test
    void aTableThatIsTooWideForAWindowIsBrokenBetweenWords() {
        Table table = new Table("nothing", "NAME", "THERE", "WHY")
                .row(List.of("x264", "no", "libx264 is missing; Debian: apt install libx264-164"))
                .row(List.of("aac", "yes", ""));

        assertThat(table.lines(30))
                .containsExactly(
                        "NAME  THERE  WHY",
                        "x264  no     libx264 is",
                        "             missing; Debian:",
                        "             apt install",
                        "             libx264-164",
                        "aac   yes");
        assertThat(table.lines(0)).isEqualTo(table.lines()).hasSize(3);
        assertThat(table.lines(200)).hasSize(3);
    }

    @Test
    void aWordThatIsTooWideForAWindowIsBrokenAsWell() {
        Table table = new Table("nothing", "URL", "STATE")
                .row(List.of("https://television.example/a/very/long/path", "waits for the network"));

        assertThat(table.lines(40)).allMatch(line -> line.length() <= 40).hasSizeGreaterThan(2);
        assertThat(String.join("", table.lines(40)).replaceAll("\\s", "")).contains("https", "path", "network");
    }

    @Test
    void emptyTableSaysSo() {
        assertThat(new Table("nothing", "A").lines()).containsExactly("nothing");
    }
}
