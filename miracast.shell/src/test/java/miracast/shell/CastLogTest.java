// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCastChange;
import miracast.api.cast.EndedCast;
import org.junit.jupiter.api.Test;

class CastLogTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:10Z");
    private static final CastEnd REFUSED = new CastEnd(
            CastEnd.Cause.FAILED,
            NtStatus.STATUS_UNSUCCESSFUL,
            1223,
            7,
            "link to Living room was not opened: the display is in use by somebody else: ERROR_CANCELLED (1223), reason code 7");

    private final FakeCasts casts = new FakeCasts();
    private final Cast cast = casts.cast(
            CastRequest.to(CastTarget.device("Living room")).source("clip.mp4").build());

    private List<DeclaredCast> declarations = List.of();
    private final List<DeclaredCastChange> became = new ArrayList<>();

    private String text() {
        return new CastLog(cast, cast.detail(), NOW, ZoneOffset.UTC).text();
    }

    private static CastLogEntry entry(
            String time,
            Kind kind,
            CastState state,
            String part,
            String detail,
            CastEnd end,
            int attempt,
            String next) {
        return new CastLogEntry(
                Instant.parse(time),
                kind,
                CastState.LINKING,
                state,
                part,
                detail,
                Optional.ofNullable(end),
                attempt,
                Optional.ofNullable(next).map(Instant::parse));
    }

    private void backsOff() {
        casts.state = CastState.BACKING_OFF;
        casts.log = List.of(
                entry("2026-03-01T23:59:00Z", Kind.STATE, CastState.PLAYING, "", "playing on TV", null, 1, null),
                entry(
                        "2026-03-02T10:00:05Z",
                        Kind.STATE,
                        CastState.BACKING_OFF,
                        "",
                        REFUSED + "; try 4 in 8.0 s",
                        REFUSED,
                        3,
                        "2026-03-02T10:00:13Z"));
    }

    @Test
    void saysWhyTheScreenIsDarkSinceWhenAndWhatComesNext() {
        backsOff();

        assertThat(text().lines())
                .startsWith(
                        "c1 to Living room is BACKING_OFF, dark since 1970-01-01 00:00:00, for 492346 h 0",
                        "min.",
                        "Why:     as the test says",
                        "Next:    try 4 at 10:00:13, in 3.0 s",
                        "");
    }

    @Test
    void tellsCauseAndCodesOfEachFailure() {
        backsOff();

        assertThat(text().lines())
                .endsWith(
                        "TIME      WHAT             TRY  WHY",
                        "2026-03-01",
                        "23:59:00  PLAYING            1  playing on TV",
                        "2026-03-02",
                        "10:00:05  BACKING_OFF        3  link to Living room was not opened: the display",
                        "                                is in use by somebody else: ERROR_CANCELLED",
                        "                                (1223), reason code 7 (0xC0000001); try 4 in 8.0",
                        "                                s",
                        "                                FAILED, NTSTATUS 0xC0000001, Wi-Fi Direct error",
                        "                                1223, reason 7");
    }

    @Test
    void noLineIsWiderThanATerminal() {
        backsOff();

        assertThat(text().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void tellsWhatIsWrongWithAPart() {
        casts.state = CastState.PLAYING;
        casts.log = List.of(
                entry("2026-03-02T09:00:00Z", Kind.STATE, CastState.PLAYING, "", "playing on TV", null, 1, null),
                entry("2026-03-02T09:30:00Z", Kind.SOURCE_FAILED, CastState.PLAYING, "clip", "gone", null, 1, null),
                entry("2026-03-02T09:30:00Z", Kind.FALLBACK, CastState.PLAYING, "hold", "logo is shown", null, 0, null),
                entry(
                        "2026-03-02T10:00:00Z",
                        Kind.ENCODER_FAILED,
                        CastState.PLAYING,
                        "x264",
                        "x264 failed",
                        null,
                        2,
                        "2026-03-02T10:00:12Z"));

        assertThat(text().lines())
                .startsWith(
                        "c1 to Living room is PLAYING, since 09:00:00.",
                        "Shows:   as the test says",
                        "Encoder: x264 failed; until 10:00:12",
                        "Source:  gone",
                        "         logo is shown");
    }

    private static CastLogEntry playing(String time) {
        return entry(time, Kind.STATE, CastState.PLAYING, "", "playing on TV", null, 1, null);
    }

    @Test
    void doesNotTellWhatWasWrongInAnEarlierSession() {
        casts.state = CastState.AWAITING_SINK;
        casts.log = List.of(
                playing("2026-03-02T09:00:00Z"),
                entry("2026-03-02T09:30:00Z", Kind.SOURCE_FAILED, CastState.PLAYING, "clip", "gone", null, 1, null),
                entry("2026-03-02T09:30:00Z", Kind.FALLBACK, CastState.PLAYING, "hold", "logo is shown", null, 0, null),
                entry(
                        "2026-03-02T10:00:00Z",
                        Kind.ENCODER_MISSING,
                        CastState.PLAYING,
                        "",
                        "no encoder is left",
                        null,
                        0,
                        "2026-03-02T10:00:12Z"),
                entry("2026-03-02T10:00:05Z", Kind.SESSION_OVER, CastState.PLAYING, "", "over", REFUSED, 1, null));

        assertThat(text()).doesNotContain("Source: ", "Encoder: ");
    }

    @Test
    void doesNotTellOfAnEncoderThatMayBeTakenAgain() {
        casts.state = CastState.PLAYING;
        casts.log = List.of(
                playing("2026-03-02T09:00:00Z"),
                entry(
                        "2026-03-02T10:00:00Z",
                        Kind.ENCODER_FAILED,
                        CastState.PLAYING,
                        "x264",
                        "x264 failed",
                        null,
                        2,
                        "2026-03-02T10:00:08Z"));

        assertThat(text()).doesNotContain("Encoder: ");
    }

    @Test
    void tellsWhatIsNotThereHoweverLongAgoThatWasFound() {
        casts.state = CastState.PLAYING;
        casts.log = List.of(
                playing("2026-03-02T09:00:00Z"),
                entry("2026-03-02T09:00:01Z", Kind.ENCODER, CastState.PLAYING, "x264", "x264", null, 0, null),
                entry("2026-03-02T09:00:01Z", Kind.ENCODER_FAILED, CastState.PLAYING, "y", "y absent", null, 0, null),
                entry("2026-03-02T09:00:02Z", Kind.SOURCE_FAILED, CastState.PLAYING, "n", "n absent", null, 0, null),
                entry("2026-03-02T09:00:02Z", Kind.SOUND_FAILED, CastState.PLAYING, "m", "m absent", null, 0, null));

        assertThat(text()).contains("Encoder: y absent", "Source:  n absent", "Sound:   m absent");
    }

    @Test
    void doesNotTellWhatIsWellAgain() {
        casts.state = CastState.PLAYING;
        casts.log = List.of(
                entry("2026-03-02T09:30:00Z", Kind.SOURCE_FAILED, CastState.PLAYING, "clip", "gone", null, 1, null),
                entry("2026-03-02T09:31:00Z", Kind.SOURCE, CastState.PLAYING, "clip", "is open", null, 0, null));

        assertThat(text()).doesNotContain("Source: ");
    }

    private LogCommand command() {
        Parts parts = new Parts();
        parts.casts = casts;
        parts.declarations = declarations;
        return new LogCommand(parts);
    }

    @Test
    void programsGetTheSame() {
        backsOff();

        JsonObject json = (JsonObject) command().log(true, "c1");

        assertThat(json.get("nextTry").getAsString()).isEqualTo("2026-03-02T10:00:13Z");
        JsonObject last = json.getAsJsonArray("log").get(1).getAsJsonObject();
        assertThat(last.get("cause").getAsString()).isEqualTo("FAILED");
        assertThat(last.get("ntStatus").getAsString()).isEqualTo("0xC0000001");
        assertThat(last.get("wfdError").getAsLong()).isEqualTo(1223);
        assertThat(last.get("wfdReason").getAsLong()).isEqualTo(7);
        assertThat(last.get("attempt").getAsInt()).isEqualTo(3);
    }

    @Test
    void anUnknownCastIsAnsweredWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command().log(false, "c9"))
                .withMessage("There is no cast 'c9'. Casts are [c1].");
    }

    private void hasEnded(String id) {
        CastEnd end = new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, "clip.mp4 cannot be opened");
        casts.gone = List.of(new EndedCast(
                id,
                CastTarget.device("Living room"),
                NOW.minusSeconds(5),
                end,
                NOW.minusSeconds(7),
                List.of(entry("2026-03-02T10:00:05Z", Kind.STATE, CastState.ENDED, "", end.toString(), end, 1, null))));
    }

    @Test
    void aCastThatHasEndedTellsWhenAndHow() {
        hasEnded("c9");

        assertThat(new CastLog(casts.gone.get(0), NOW, ZoneOffset.UTC).text().lines())
                .containsExactly(
                        "c9 to Living room is ENDED since 10:00:05, dark since 10:00:03, for 7.0 s.",
                        "Why:     clip.mp4 cannot be opened (0xC0000001)",
                        "End:     FAILED, NTSTATUS 0xC0000001",
                        "",
                        "TIME      WHAT             TRY  WHY",
                        "10:00:05  ENDED              1  clip.mp4 cannot be opened (0xC0000001)",
                        "                                FAILED, NTSTATUS 0xC0000001");
        assertThat((String) command().log(false, "c9")).startsWith("c9 to Living room is ENDED");
        JsonObject json = (JsonObject) command().log(true, "c9");
        assertThat(json.get("state").getAsString()).isEqualTo("ENDED");
        assertThat(json.getAsJsonObject("end").get("cause").getAsString()).isEqualTo("FAILED");
        assertThat(json.getAsJsonObject("end").get("time").getAsString()).isEqualTo("2026-03-02T10:00:05Z");
        assertThat(command().names()).containsExactly("c1", "c9");
    }

    @Test
    void aDeclaredScreenWithoutACastTellsHowItsLastOneEnded() {
        hasEnded("lobby");
        declarations = List.of(declared("lobby", DeclaredCast.State.OFF_HOURS, null, "nothing to show before Tue"));

        assertThat((String) command().log(false, "lobby"))
                .contains("is OFF_HOURS", "Its last cast:", "clip.mp4 cannot be opened");
        assertThat(((JsonObject) command().log(true, "lobby"))
                        .getAsJsonObject("lastCast")
                        .get("state")
                        .getAsString())
                .isEqualTo("ENDED");
        assertThat(command().names()).containsExactly("c1", "lobby");
    }

    @Test
    void whatIsWrongWithItsDeclarationIsTold() {
        declarations = List.of(
                declared("c1", DeclaredCast.State.NO_HOST, null, "of another one"),
                declared("c1", DeclaredCast.State.CASTING, cast, "as the test says; the last change is wrong"));

        assertThat((String) command().log(false, "c1")).contains("as the test says; the last change is wrong");
    }

    @Test
    void aDeclaredScreenIsDarkOutsideItsSchedule() {
        declarations = List.of(declared("lobby", DeclaredCast.State.OFF_HOURS, null, "nothing to show before Tue"));

        assertThat((String) command().log(false, "lobby"))
                .startsWith("lobby, declared by miracast.cast~x, is OFF_HOURS, dark since 2026-03-0");
        assertThat(new DeclaredLog(declarations.get(0))
                        .text(NOW, ZoneOffset.UTC)
                        .lines())
                .containsExactly(
                        "lobby, declared by miracast.cast~x, is OFF_HOURS, dark since 09:00:00, for 1 h 0",
                        "min.",
                        "Why:     nothing to show before Tue",
                        "Next:    begins at 2026-03-03 10:00:10, in 24 h 0 min");
        JsonObject json = (JsonObject) command().log(true, "lobby");
        assertThat(json.get("state").getAsString()).isEqualTo("OFF_HOURS");
        assertThat(json.get("darkSince").getAsString()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(json.get("nextTry").getAsString()).isEqualTo("2026-03-03T10:00:10Z");
    }

    @Test
    void aDeclaredScreenIsDarkWithoutAHost() {
        declarations = List.of(declared("lobby", DeclaredCast.State.NO_HOST, null, "there is no host"));
        Parts parts = new Parts();
        parts.declarations = declarations;

        assertThat((String) new LogCommand(parts).log(false, "lobby")).endsWith("Next:    begins when there is a host");
        assertThatIllegalStateException()
                .isThrownBy(() -> new LogCommand(parts).log(false, "hall"))
                .withMessage("There is no cast 'hall'. Declared are [lobby]. There is no CastService. "
                        + "Declarative Services do not run.");
    }

    private void became(String time, DeclaredCast.State state, String detail) {
        became.add(new DeclaredCastChange(
                Instant.parse(time), DeclaredCast.State.NO_HOST, state, detail, List.of(), Optional.empty()));
    }

    @Test
    void whatBecameOfADeclarationIsTold() {
        became("2026-03-02T09:00:00Z", DeclaredCast.State.OFF_HOURS, "nothing to show before Tue");
        declarations = List.of(declared("lobby", DeclaredCast.State.OFF_HOURS, null, "nothing to show before Tue"));

        assertThat(((String) command().log(false, "lobby")).lines())
                .endsWith(
                        "TIME      DECLARED     WHY",
                        "2026-03-02",
                        "09:00:00  OFF_HOURS    nothing to show before Tue");
        JsonObject json = (JsonObject) command().log(true, "lobby");
        assertThat(json.getAsJsonArray("declared")
                        .get(0)
                        .getAsJsonObject()
                        .get("state")
                        .getAsString())
                .isEqualTo("OFF_HOURS");
    }

    @Test
    void whatBecameOfADeclarationIsToldBelowTheLogOfItsCast() {
        became("2026-03-02T09:00:00Z", DeclaredCast.State.CASTING, "there is cast c1");
        declarations = List.of(declared(cast.id(), DeclaredCast.State.CASTING, cast, "plays"));

        assertThat(((String) command().log(false, cast.id())).lines())
                .last()
                .isEqualTo("09:00:00  CASTING      there is cast c1");
        assertThat(((JsonObject) command().log(true, cast.id())).getAsJsonArray("declared"))
                .hasSize(1);
    }

    @Test
    void castsAndDeclarationsHaveALog() {
        declarations = List.of(declared("lobby", DeclaredCast.State.OFF_HOURS, null, ""));

        assertThat(command().names()).containsExactly(cast.id(), "lobby");
    }

    private DeclaredCast declared(String name, DeclaredCast.State state, Cast cast, String detail) {
        return new DeclaredCast() {
            @Override
            public String pid() {
                return "miracast.cast~x";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public State state() {
                return state;
            }

            @Override
            public Instant since() {
                return NOW.minusSeconds(3610);
            }

            @Override
            public String detail() {
                return detail;
            }

            @Override
            public Optional<Instant> next() {
                return state == State.OFF_HOURS ? Optional.of(NOW.plusSeconds(86_400)) : Optional.empty();
            }

            @Override
            public List<String> problems() {
                return List.of();
            }

            @Override
            public List<DeclaredCastChange> log() {
                return became;
            }

            @Override
            public Optional<Cast> cast() {
                return Optional.ofNullable(cast);
            }
        };
    }
}
