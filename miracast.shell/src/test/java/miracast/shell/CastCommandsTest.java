// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.frames.FrameSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each command about casts does and tells. */
@Timeout(60)
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

        assertThat(Formats.text(commands.listCasts(false)).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("ID");
        assertThat((JsonArray) commands.listCasts(true)).hasSize(2);
    }

    @Test
    void noCastIsToldInASentence() {
        assertThat(Formats.text(commands.listCasts(false))).isEqualTo("No cast runs.");
        assertThat((JsonArray) commands.listCasts(true)).isEmpty();
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

        assertThat(commands.modes("c1").lines()).hasSize(2).last().asString().contains("1920x1080p30");
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
                () -> commands.listCasts(false),
                () -> commands.cast(false, "pattern", null, null, null, null, null, "Lobby"),
                () -> commands.stop("c1"),
                () -> new RecordCommand(parts).of(false, null, "c1", "x.ts", null))) {
            assertThatIllegalStateException()
                    .isThrownBy(command)
                    .withMessage("There is no CastService. Declarative Services do not run.");
        }
    }

    @Test
    void ofAHundredCastsAllAreListedAndEachIsFound() {
        for (int i = 0; i < 100; i++) {
            running();
        }

        assertThat(Formats.text(commands.listCasts(false)).lines()).hasSize(101);
        assertThat(Formats.text(commands.info(false, "c100"))).contains("c100");
        assertThat(commands.castIds()).hasSize(100);
    }
}
