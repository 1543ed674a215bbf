// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import miracast.api.Inventory;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;
import miracast.api.cast.EndedCast;
import miracast.api.frames.FrameSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each command about casts does and tells. */
@Timeout(120)
class CastCommandsTest {
    private final FakeCasts casts = new FakeCasts();
    private final Parts parts = with(casts);
    private final CastCommands commands = new CastCommands(parts);

    /** A framework with nothing but this host. */
    static Parts with(FakeCasts casts) {
        Parts parts = new Parts();
        parts.casts = casts;
        return parts;
    }

    @BeforeEach
    void installParts() {
        FrameSource noFrames = request -> {
            throw new IllegalStateException("never opened here");
        };
        parts.sources = List.of(Map.entry(Map.of(FrameSource.NAME, "pattern"), noFrames));
        parts.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.ENCODER, "openh264", true, "2.6"),
                new Inventory.Part(Inventory.Kind.ENCODER, "x264", false, "libx264 not found")));
    }

    private FakeCasts.FakeCast running() {
        return (FakeCasts.FakeCast)
                casts.cast(CastRequest.to(CastTarget.device("television")).build());
    }

    @Test
    void castAsksForWhatWasTypedAndTellsTheId() throws Exception {
        assertThat(commands.cast(false, "pattern", "openh264", "1280x720@30", "4M", "none", "out.ts", "Lobby"))
                .isEqualTo("c1");

        CastRequest request = casts.casts.get(0).request();
        assertThat(request.target()).isEqualTo(CastTarget.device("Lobby"));
        assertThat(request.encoder()).contains("openh264");
        assertThat(request.mode()).hasToString("Optional[1280x720p30]");
        assertThat(request.bitRate()).hasValue(4_000_000);
        assertThat(request.audio()).isFalse();
        assertThat(request.recording()).contains(Path.of("out.ts"));
    }

    @Test
    void castListensWhereItIsTold() throws Exception {
        commands.cast(true, "pattern", null, null, null, null, null, "127.0.0.1:8000");

        assertThat(casts.casts.get(0).request().target()).hasToString("127.0.0.1:8000");
    }

    @Test
    void castSaysWhyAnEncoderIsMissing() {
        assertThatThrownBy(() -> commands.cast(false, "pattern", "x264", null, null, null, null, "Lobby"))
                .hasMessageContaining("x264")
                .hasMessageContaining("libx264 not found");
        assertThat(casts.casts).isEmpty();
    }

    @Test
    void castsAreATableForPeopleAndAnArrayForPrograms() {
        running();
        running();

        assertThat(Formats.text(commands.listCasts(false, false)).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("ID");
        assertThat((JsonArray) commands.listCasts(false, true)).hasSize(2);
    }

    @Test
    void castsThatEndedAreListedWithHowAndNamedWhereTheyAreAskedFor() {
        casts.gone = List.of(new EndedCast(
                "c7",
                CastTarget.device("Lobby"),
                Instant.EPOCH,
                new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, "source bad.mp4 has no pictures"),
                Instant.EPOCH,
                List.of()));

        assertThat(Formats.text(commands.listCasts(true, false)).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("c7", "Lobby", "FAILED", "source bad.mp4 has no pictures");
        assertThat(((JsonArray) commands.listCasts(true, true))
                        .get(0)
                        .getAsJsonObject()
                        .get("ntStatus"))
                .hasToString("\"0xC0000001\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.info(false, "c7"))
                .withMessage("Cast c7 has ended: source bad.mp4 has no pictures (0xC0000001). See miracast:log c7.");
    }

    @Test
    void noCastIsToldInASentence() {
        assertThat(Formats.text(commands.listCasts(false, false))).isEqualTo("No cast runs.");
        assertThat((JsonArray) commands.listCasts(false, true)).isEmpty();
    }

    @Test
    void infoTellsAllFields() {
        running();

        assertThat(Formats.text(commands.info(false, "c1"))).contains("sent.framesSent");
        assertThat(((JsonObject) commands.info(true, "c1")).get("cast").getAsString())
                .isEqualTo("c1");
    }

    @Test
    void statsAreATableForPeopleAndAnObjectForPrograms() {
        running();

        assertThat(commands.figures(false, "c1")).asString().contains("30.0 fps", "queue");
        assertThat(((JsonObject) commands.figures(true, "c1")).get("framesSent").getAsLong())
                .isEqualTo(300);
    }

    @Test
    void statsBeforeAnythingIsMeasuredShowNoRates() {
        running();
        casts.sent = Map.of("framesPerSecond", Double.NaN);

        assertThat(commands.figures(false, "c1")).asString().contains("- fps  - Mbit/s");
    }

    @Test
    void modesAreToldWithTheirReasons() {
        running();

        assertThat(commands.modes(false, "c1"))
                .isEqualTo("1280x720p30 was chosen: it is the preferred mode\nthe sink does not offer 1920x1080p30");
        JsonObject json = (JsonObject) commands.modes(true, "c1");
        JsonObject info = (JsonObject) commands.info(true, "c1");
        assertThat(json.get("formatReasons")).isEqualTo(info.get("formatReasons"));
        assertThat(json.get("format")).isEqualTo(info.get("format"));
    }

    @Test
    void whatIsTypedReachesTheCastInOrder() {
        FakeCasts.FakeCast cast = running();

        commands.pause("c1");
        commands.standby("c1");
        commands.resume("c1");
        commands.encoder("c1", "x264");
        commands.source("c1", "screen");
        commands.bitrate("c1", "800k");

        assertThat(cast.asked).containsExactly("pause", "standby", "resume", "encoder x264", "source screen");
        assertThat(cast.request().bitRate()).hasValue(800_000);
    }

    @Test
    void stopTellsHowTheCastEnded() throws Exception {
        running();

        assertThat(commands.stop("c1").cause()).isEqualTo(CastEnd.Cause.STOPPED);
    }

    @Test
    void snapshotIsRefusedWhereTheDisplayIsNotOurs() {
        running();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.snapshot("c1", "a.png"))
                .withMessage("Cast c1 has no simulated display.");
    }

    @Test
    void anUnknownCastIsToldWithTheKnownOnes() {
        running();
        running();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.figures(false, "c9"))
                .withMessageContaining("'c9'")
                .withMessageContaining("[c1, c2]");
    }

    @Test
    void withoutAHostEachSaysThatThereIsNone() {
        parts.casts = null;

        assertThat(commands.castIds()).isEmpty();
        for (ThrowingCallable command : List.<ThrowingCallable>of(
                () -> commands.listCasts(false, false),
                () -> commands.cast(false, "pattern", null, null, null, null, null, "Lobby"),
                () -> commands.stop("c1"),
                () -> new RecordCommand(parts).of(false, null, "c1", "x.ts", null))) {
            assertThatIllegalStateException()
                    .isThrownBy(command)
                    .withMessage("There is no CastService. Declarative Services do not run.");
        }
    }

    @Test
    void aHundredCastsCostAHundredTimesOneAtMost() {
        running();
        Map<String, Long> one = calls("c1");
        for (int i = 1; i < 100; i++) {
            running();
        }

        Map<String, Long> hundred = calls("c100");

        assertThat(hundred)
                .allSatisfy((command, calls) -> assertThat(calls)
                        .as(command)
                        .isLessThanOrEqualTo((command.contains("all") ? 100 : 1) * one.get(command)));
    }

    /** How often host and casts are asked, by each of the commands that look. */
    private Map<String, Long> calls(String id) {
        AtomicLong calls = new AtomicLong();
        Parts looked = new Parts();
        looked.casts = counting(CastService.class, casts, calls);
        CastCommands counted = new CastCommands(looked);
        Map<String, Long> costs = new TreeMap<>();
        Map<String, Supplier<Object>> looks = Map.of(
                "all, listed", () -> Formats.text(counted.listCasts(false, false)),
                "all, for programs", () -> Formats.text(counted.listCasts(false, true)),
                "all, for completion", counted::castIds,
                "one, by info", () -> counted.info(true, id),
                "one, by stats", () -> counted.figures(true, id),
                "one, by modes", () -> counted.modes(false, id));
        looks.forEach((command, look) -> {
            calls.set(0);
            assertThat(look.get()).asString().isNotEmpty();
            costs.put(command, calls.get());
            assertThat(calls).as(command).hasPositiveValue();
        });
        return costs;
    }

    private static <S> S counting(Class<S> type, S counted, AtomicLong calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    Object result = method.invoke(counted, arguments);
                    if (result instanceof List<?> list && method.getName().equals("casts")) {
                        return list.stream()
                                .map(cast -> counting(Cast.class, (Cast) cast, calls))
                                .toList();
                    }
                    return result instanceof Optional<?> found
                                    && found.isPresent()
                                    && method.getName().equals("cast")
                            ? found.map(cast -> counting(Cast.class, (Cast) cast, calls))
                            : result;
                }));
    }
}
