// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Fallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationTest {

    private static CastRequest request(Written written) {
        Declaration.Result result = written.read();
        assertThat(result.problems()).isEmpty();
        return result.declaration().request();
    }

    private static Written toLobby() {
        return Written.with("device", "Lobby");
    }

    @Test
    void onlyATargetIsNeeded() {
        CastRequest request = request(toLobby());

        assertThat(request.target()).isEqualTo(CastTarget.device("Lobby"));
        assertThat(request.id()).contains("lobby");
        assertThat(request.unattended()).isTrue();
        assertThat(request.source()).isEqualTo("pattern");
        assertThat(request.encoder()).isEmpty();
        assertThat(request.modes()).isEmpty();
        assertThat(request.bitRate()).isEmpty();
        assertThat(request.lowestBitRate()).isEmpty();
        assertThat(request.audio()).isTrue();
        assertThat(request.fallback()).isEqualTo(Fallback.hold());
        assertThat(toLobby().read().declaration().schedule().windows()).isEmpty();
    }

    @Test
    void everythingCanBeSaidInPlainText() {
        Declaration.Result result = Written.with("listen", "127.0.0.1:7300")
                .and("name", "hall.2")
                .and("source", "media:/srv/loop.mp4")
                .and("sourceOptions", "loop=true; rate = 25")
                .and("encoder", "(miracast.encoder.hardware=true)")
                .and("modes", "1280x720p30, 640x480@60; 1920x1080p30")
                .and("bitRate", "4000000")
                .and("lowestBitRate", "500000")
                .and("audio", "off")
                .and("schedule", "Mon-Fri 08:00-18:00; Sat 10:00-12:00,13:00-14:00")
                .and("zone", "Europe/Berlin")
                .and("fallback", "picture:/srv/logo.png")
                .and("fallbackAfterMs", "2000")
                .and("mayStandStill", "true")
                .read();

        assertThat(result.problems()).isEmpty();
        CastRequest request = result.declaration().request();
        assertThat(request.id()).contains("hall.2");
        assertThat(request.target()).isEqualTo(CastTarget.listen(new InetSocketAddress("127.0.0.1", 7300)));
        assertThat(request.source()).isEqualTo("media:/srv/loop.mp4");
        assertThat(request.sourceOptions()).isEqualTo(Map.of("loop", "true", "rate", "25"));
        assertThat(request.encoder()).contains("(miracast.encoder.hardware=true)");
        assertThat(request.modes())
                .containsExactly(
                        VideoMode.progressive(1280, 720, 30),
                        VideoMode.progressive(640, 480, 60),
                        VideoMode.progressive(1920, 1080, 30));
        assertThat(request.bitRate()).hasValue(4_000_000);
        assertThat(request.lowestBitRate()).hasValue(500_000);
        assertThat(request.audio()).isFalse();
        assertThat(request.fallback()).isEqualTo(Fallback.picture(Path.of("/srv/logo.png")));
        assertThat(request.fallbackAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(request.mayStandStill()).isTrue();
        assertThat(result.declaration().schedule().windows()).hasSize(3);
        assertThat(result.declaration().schedule().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void listsMayBeListsAsWell() {
        CastRequest request = request(toLobby().and("modes", new String[] {"640x480p60", "1280x720p30"}));

        assertThat(request.modes()).hasSize(2);
    }

    @Test
    void inAListASemicolonIsOnlyACharacter() {
        CastRequest request = request(toLobby().and("sourceOptions", new String[] {"text=one; two", "a=b"}));

        assertThat(request.sourceOptions()).isEqualTo(Map.of("text", "one; two", "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lobby*", "02:11:*", "Lobby ?", "(wfd.device.name=Lobby*)"})
    void aDeviceCanBeDescribed(String text) {
        assertThat(request(Written.with("device", text)).target()).isEqualTo(CastTarget.matching(text));
    }

    @Test
    void soundIsOnOffOrASource() {
        assertThat(request(toLobby().and("audio", "ON")).audio()).isTrue();
        assertThat(request(toLobby().and("audio", "false")).audio()).isFalse();
        assertThat(request(toLobby().and("audio", "tone:440")).audioSource()).contains("tone:440");
    }

    @Test
    void displaysConnectToTheUsualPortUnlessItIsSaid() {
        assertThat(request(Written.with("listen", "[::1]")).target())
                .isEqualTo(CastTarget.listen(new InetSocketAddress("::1", 7236)));
    }

    @ParameterizedTest
    @CsvSource({
        "miracast.cast~lobby, lobby",
        "miracast.cast~Main hall (left), Main-hall--left-",
        "miracast.cast.5b0ef1c8-2c70, 5b0ef1c8-2c70",
        "miracast.cast~, cast",
    })
    void withoutANameItIsWhatDistinguishesThePid(String pid, String name) {
        assertThat(Declaration.read(pid, toLobby().config(), Map.of()).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | a b | id 'a b' is not 1 to 40",
                "device | (wfd.device.name=Lobby | is no filter:",
                "encoder | (x | is no filter:",
                "source | ' ' | is blank",
                "sourceOptions | a=1; b | 'b' has no name and value",
                "sourceOptions | a=1; a=2 | 'a=2' is there twice",
                "modes | 1280x720p30; full hd | 'full hd' mode 'full hd' is not of the form",
                "bitRate | 8M | cannot be read as a whole number of bit/s",
                "bitRate | 99999 | is not in 100000 to 200000000",
                "lowestBitRate | -1 | is not in 100000 to 200000000",
                "audio | ' ' | is blank",
                "schedule | Mon-Fri 8-18 | 'Mon-Fri 8-18' '8-18' is not of the form 08:00-18:00",
                "zone | Europe/Atlantis | is no time zone",
                "fallback | black | is none of hold, picture:FILE, pattern, pattern:TEXT",
                "fallbackAfterMs | 1 | is not in 100 to 3600000",
                "fallbackAfterMs | 2 s | cannot be read as a whole number of ms",
                "mayStandStill | yes | is neither true nor false",
                "mayStandStill | treu | is neither true nor false",
                "sorce | x | there is no such field; allowed: audio, bitRate, device,",
            })
    void whatIsWrongIsNamedWithPidFieldValueAndWhatIsAllowed(String field, String value, String message) {
        Declaration.Result result = toLobby().and(field, value).read();

        assertThat(result.declaration()).isNull();
        assertThat(result.problems())
                .singleElement()
                .asString()
                .startsWith(Written.PID + ": " + field + " '" + value + "': ")
                .contains(message)
                .contains("; allowed: ");
    }

    @ParameterizedTest
    @CsvSource({"192.168.1.5:70000, port out of range:70000", "a:b:c, is not of the form ADDRESS or ADDRESS:PORT"})
    void anAddressThatIsNoneIsNamed(String text, String message) {
        assertThat(Written.with("listen", text).read().problems())
                .singleElement()
                .asString()
                .startsWith("miracast.cast~lobby: listen '" + text + "': " + message + "; allowed: ");
    }

    @Test
    void thereIsEitherADeviceOrAnAddress() {
        assertThat(new Written().read().problems())
                .containsExactly("miracast.cast~lobby: device '': is missing, and so is listen;"
                        + " allowed: either device or listen");
        assertThat(toLobby().and("listen", "127.0.0.1").read().problems())
                .containsExactly("miracast.cast~lobby: device 'Lobby': listen is there, too;"
                        + " allowed: either device or listen");
    }

    @Test
    void theLowestBitRateIsNotAboveTheHighest() {
        assertThat(toLobby()
                        .and("bitRate", 1_000_000L)
                        .and("lowestBitRate", 2_000_000L)
                        .read()
                        .problems())
                .containsExactly("miracast.cast~lobby: lowestBitRate '2000000': is above bitRate 1000000;"
                        + " allowed: 0, or 100000 to 200000000");
    }

    @Test
    void allMistakesAreToldTogether() {
        assertThat(Written.with("modes", "big")
                        .and("bitRate", "fast")
                        .and("zone", "here")
                        .and("colour", "red")
                        .read()
                        .problems())
                .hasSize(5)
                .allSatisfy(problem -> assertThat(problem).startsWith(Written.PID));
    }

    @Test
    void allWrongElementsOfAListAreTold() {
        assertThat(toLobby()
                        .and("schedule", "Mon-Fr 8-18; Sat 10:00-12:00; Mon 25:00-26:00")
                        .read()
                        .problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).contains(": 'Mon-Fr 8-18' "),
                        problem -> assertThat(problem).contains(": 'Mon 25:00-26:00' "));
    }

    @Test
    void trueAndFalseMayBeWrittenInAnyCaseAndBeNoText() {
        assertThat(request(toLobby().and("mayStandStill", "TRUE")).mayStandStill())
                .isTrue();
        assertThat(request(toLobby().and("mayStandStill", "False")).mayStandStill())
                .isFalse();
        assertThat(request(toLobby().and("mayStandStill", true)).mayStandStill())
                .isTrue();
    }

    @Test
    void whatOthersWriteIntoAConfigurationIsTheirs() {
        assertThat(toLobby()
                        .and("felix.fileinstall.filename", "file:/etc/miracast.cast-lobby.cfg")
                        .and("component.id", 5L)
                        .read()
                        .problems())
                .isEmpty();
    }
}
