// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CastRequestTest {
    private final CastRequest.Builder builder = CastRequest.to(CastTarget.device("Living room"));

    @Test
    void startsWithThePatternAndTheBestOfAll() {
        CastRequest request = builder.build();

        assertThat(request.source()).isEqualTo("pattern");
        assertThat(request.encoder()).isEmpty();
        assertThat(request.mode()).isEmpty();
        assertThat(request.bitRate()).isEmpty();
        assertThat(request.recording()).isEmpty();
        assertThat(request.once()).isFalse();
        assertThat(request.audio()).isTrue();
        assertThat(request.fallback()).isEqualTo(Fallback.hold());
        assertThat(request.mayStandStill()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {99_999, 200_000_001, 0, -1})
    void refusesABitRateOutOfRange(long bitRate) {
        assertThatThrownBy(() -> builder.bitRate(bitRate))
                .hasMessage("bitRate " + bitRate + " bit/s is not in 100000 to 200000000");
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 200_000_000})
    void takesBitRatesUpToItsLimits(long bitRate) {
        assertThat(builder.bitRate(bitRate).build().bitRate()).hasValue(bitRate);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99, 3_600_001})
    void refusesATimeToTheFallbackOutOfRange(long ms) {
        assertThatThrownBy(() -> builder.fallbackAfter(Duration.ofMillis(ms)))
                .hasMessage("fallbackAfter " + ms + " ms is not in 100 to 3600000");
    }

    @Test
    void theFirstModeIsTheOneToPrefer() {
        VideoMode first = VideoMode.progressive(1280, 720, 30);
        VideoMode second = VideoMode.progressive(640, 480, 60);

        assertThat(builder.modes(List.of(first, second)).build().mode()).contains(first);
        assertThat(builder.mode(second).build().modes()).containsExactly(second);
        assertThat(builder.mode(null).build().modes()).isEmpty();
    }

    @Test
    void refusesALowestBitRateAboveTheHighest() {
        builder.bitRate(1_000_000).lowestBitRate(1_000_001);

        assertThatThrownBy(builder::build).hasMessage("lowestBitRate 1000001 bit/s is above bitRate 1000000 bit/s");
        assertThatThrownBy(() -> builder.lowestBitRate(1))
                .hasMessage("lowestBitRate 1 bit/s is not in 100000 to 200000000");
    }

    @Test
    void refusesToEndAfterOneSessionAndNever() {
        builder.once(true).unattended(true);

        assertThatThrownBy(builder::build).hasMessage("once and unattended exclude each other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "ä", "a/b", "01234567890123456789012345678901234567890"})
    void refusesAnIdThatWouldNotFitIntoALine(String id) {
        assertThatThrownBy(() -> builder.id(id))
                .hasMessage("id '" + id + "' is not 1 to 40 of A-Z a-z 0-9 . _ - with a letter or a digit first");
    }

    @Test
    void takesAnIdOrLeavesItToTheHost() {
        assertThat(builder.build().id()).isEmpty();
        assertThat(builder.id("lobby.2_left-").build().id()).contains("lobby.2_left-");
        assertThat(builder.id(null).build().id()).isEmpty();
    }

    @Test
    void aRequestLikeAnotherOneHasAllItsValues() {
        CastRequest request = builder.id("lobby")
                .source("media:/a.mp4")
                .sourceOptions(Map.of("loop", "false"))
                .encoder("x264")
                .mode(VideoMode.progressive(640, 480, 60))
                .bitRate(2_000_000)
                .lowestBitRate(200_000)
                .unattended(true)
                .audio(false)
                .audioSource("tone")
                .recording(Path.of("a.ts"))
                .fallback(Fallback.pattern("dark"))
                .fallbackAfter(Duration.ofSeconds(3))
                .mayStandStill(true)
                .build();

        assertThat(request.but().build()).usingRecursiveComparison().isEqualTo(request);
        assertThat(request.but().bitRate(1_000_000).build().bitRate()).hasValue(1_000_000);
        assertThat(builder.unattended(false).once(true).build().but().build().once())
                .isTrue();
    }

    @Test
    void whatIsBuiltDoesNotFollowTheBuilder() {
        CastRequest request = builder.encoder("x264").build();

        builder.encoder("openh264");

        assertThat(request.encoder()).contains("x264");
    }

    @Test
    void refusesToBeWithoutTargetOrSource() {
        assertThatThrownBy(() -> CastRequest.to(null)).hasMessage("target");
        assertThatThrownBy(() -> builder.source(null)).hasMessage("source");
        assertThatThrownBy(() -> CastTarget.device(" ")).hasMessage("device is blank");
        assertThatThrownBy(() -> CastTarget.matching(" ")).hasMessage("pattern is blank");
    }

    @Test
    void targetsAreWrittenAsTheyAreAskedFor() {
        assertThat(CastTarget.device("Living room")).hasToString("Living room");
        assertThat(CastTarget.listen(new InetSocketAddress("127.0.0.1", 7236))).hasToString("127.0.0.1:7236");
    }

    @Test
    void anEndNamesItsStatusOnlyIfSomethingWentWrong() {
        assertThat(new CastEnd(CastEnd.Cause.STOPPED, NtStatus.STATUS_SUCCESS, "stopped"))
                .hasToString("stopped");
        assertThat(new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, "M1 timed out"))
                .hasToString("M1 timed out (0xC00000B5)");
    }
}
