// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.audio.AudioSource;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.frames.FrameSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.cm.ConfigurationAdmin;

/** Command lines as users type them, with a host and a sink that a test commands. */
@Timeout(120)
class CommandLineProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Parts parts = new Parts();
    private final FakeCasts casts = new FakeCasts();
    private final FakeSink sink = new FakeSink();

    private ConfigurationAdmin configurations;

    @TempDir
    private Path folder;

    @BeforeEach
    void install() {
        parts.casts = casts;
        parts.sink = sink;
        FrameSource noFrames = request -> {
            throw new IllegalStateException("never opened here");
        };
        parts.sources = List.of(
                Map.entry(Map.of(FrameSource.NAME, "pattern"), noFrames),
                Map.entry(Map.of(FrameSource.NAME, "media"), noFrames));
        parts.audioSources = List.of(Map.entry(Map.of(AudioSource.NAME, "tone"), request -> {
            throw new IllegalStateException("never opened here");
        }));
        parts.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.AUDIO_SOURCE, "system", false, "no PulseAudio answers"),
                new Inventory.Part(Inventory.Kind.ENCODER, "openh264", true, "libopenh264 of FFmpeg"),
                new Inventory.Part(Inventory.Kind.ENCODER, "x264", false, "apt install libx264-164")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "cast --help",
                "sink --help",
                "devices --help",
                "encoders --help",
                "sources --help",
                "shell --help"
            })
    void everyCommandHasHelpWithExitCodes(String line) {
        assertThat(run(line)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: miracast", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "cast",
                "cast --listen",
                "cast --listen 127.0.0.1:70000",
                "cast --listen 127.0.0.1 --mode huge",
                "cast --listen 127.0.0.1 --bitrate fast",
                "cast --listen 127.0.0.1 --bitrate 1",
                "cast --listen 127.0.0.1 --seconds 0",
                "sink",
                "sink --connect 127.0.0.1 --param nonsense",
                "sink --connect 127.0.0.1 --at pause",
                "sink --connect 127.0.0.1 --at 5=dance",
                "sink --connect 127.0.0.1 --at never=pause",
                "demo --swap",
                "demo --swap 0",
                "cast --listen 127.0.0.1 --swap often",
                "demo surplus"
            })
    void wrongLineIsAUsageError(String line) {
        assertThat(run(line)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isNotBlank();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void usageErrorNamesOptionAndValue() {
        run("cast --listen 127.0.0.1 --mode huge");

        assertThat(err.toString()).contains("--mode").contains("'huge'").contains("1920x1080");
    }

    @Test
    void optionsOfCastGoIntoTheRequest() {
        run(
                "cast --listen 127.0.0.1:8000 --source pattern --encoder openh264 --mode 1280x720@30 --bitrate 2.5M --audio none "
                        + "--once --record r.ts --seconds 0.001");

        CastRequest request = casts.casts.get(0).request();
        assertThat(((CastTarget.Listen) request.target()).address().getPort()).isEqualTo(8000);
        assertThat(request.source()).isEqualTo("pattern");
        assertThat(request.encoder()).contains("openh264");
        assertThat(request.mode()).contains(VideoMode.progressive(1280, 720, 30));
        assertThat(request.bitRate()).hasValue(2_500_000);
        assertThat(request.audio()).isFalse();
        assertThat(request.once()).isTrue();
        assertThat(request.recording()).contains(Path.of("r.ts"));
    }

    @Test
    void whatIsToBeHeardGoesIntoTheRequest() {
        run("cast --listen 127.0.0.1 --audio tone:440 --seconds 0.001");
        run("cast --listen 127.0.0.1 --seconds 0.001");

        assertThat(casts.casts.get(0).request().audio()).isTrue();
        assertThat(casts.casts.get(0).request().audioSource()).contains("tone:440");
        assertThat(casts.casts.get(1).request().audio()).isTrue();
        assertThat(casts.casts.get(1).request().audioSource()).isEmpty();
    }

    @Test
    void soundThatIsMissingSaysWhy() {
        assertThat(run("cast --listen 127.0.0.1 --audio system --seconds 0.001"))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("source of sound system").contains("no PulseAudio");
        assertThat(casts.casts).isEmpty();
    }

    @Test
    void soundThatIsNeitherSourceNorFileIsNamed() {
        assertThat(run("cast --listen 127.0.0.1 --audio nothing.mp3 --seconds 0.001"))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("'nothing.mp3'").contains("tone");
    }

    @Test
    void sourcesListsThoseOfSoundToo() {
        assertThat(run("sources")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("PICTURES")
                .contains("SOUND")
                .contains("tone")
                .contains("no PulseAudio");
    }

    @Test
    void castThatSentFramesUntilTimeIsUpIsWell() {
        assertThat(run("cast --listen 127.0.0.1 --seconds 0.001")).isEqualTo(ExitCode.OK);
        assertThat(casts.casts.get(0).ended).isCompleted();
    }

    private void twoEncoders() {
        parts.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.ENCODER, "openh264", true, "libopenh264 of FFmpeg"),
                new Inventory.Part(Inventory.Kind.ENCODER, "vaapi", false, "no such device"),
                new Inventory.Part(Inventory.Kind.ENCODER, "x264", true, "")));
    }

    @Test
    void swapExchangesTheEncoderAmongThoseThatAreThere() {
        twoEncoders();
        casts.swapsToTheEnd = 3;

        assertThat(run("cast --listen 127.0.0.1 --swap 0.1")).isEqualTo(ExitCode.OK);

        assertThat(casts.casts.get(0).used).containsExactly("x264", "openh264", "x264");
    }

    @Test
    void swapTakesAnotherSessionOfTheOnlyEncoder() {
        casts.swapsToTheEnd = 2;

        run("cast --listen 127.0.0.1 --swap 0.1");

        assertThat(casts.casts.get(0).used).containsExactly("openh264", "openh264");
    }

    @Test
    void swapWaitsForThePicture() {
        casts.state = CastState.AWAITING_SINK;

        run("cast --listen 127.0.0.1 --seconds 0.5 --swap 0.1");

        assertThat(casts.casts.get(0).used).isEmpty();
    }

    @Test
    void swapsAndWhatTheyCostAreInTheLineAndInTheReport() {
        casts.sent = Map.of("encoderSwaps", 7L, "framesDropped", 1L, "longestSwapGapMs", 45.25);

        casts.swapsToTheEnd = 2;
        run("cast --listen 127.0.0.1 --swap 0.2");
        assertThat(out.toString()).contains("swaps 7  lost 1  gap 45.3 ms");
        assertThat(err.toString())
                .contains("sessions. 7 exchanges of the encoder, longest gap 45.3 ms. 1 frames were lost");
        out.reset();
        run("cast --listen 127.0.0.1 --seconds 0.1 --swap 0.5 --json");

        assertThat(out.toString())
                .contains("\"swap\":{\"everySeconds\":0.5,\"swaps\":7,\"framesLost\":1,\"longestGapMs\":45.25}");
    }

    @Test
    void anEncoderThatWasNeverExchangedIsToldInTheEnd() {
        casts.state = CastState.AWAITING_SINK;

        run("cast --listen 127.0.0.1 --seconds 0.1 --swap 0.5");

        assertThat(out.toString()).contains("sessions. 0 exchanges of the encoder.");
    }

    @Test
    void framesThatWereLostOverExchangesAreAFailure() {
        casts.sent = Map.of("encoderSwaps", 7L, "framesDropped", 2L);

        assertThat(run("cast --listen 127.0.0.1 --seconds 0.1 --swap 0.5")).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).contains("2 frames were lost over 7 exchanges of the encoder.");
    }

    @Test
    void withoutSwapNothingIsSaidOfIt() {
        run("cast --listen 127.0.0.1 --seconds 0.1 --json");

        run("cast --listen 127.0.0.1 --seconds 0.1");

        assertThat(casts.casts.get(0).used).isEmpty();
        assertThat(out.toString()).doesNotContain("\"swap\"").doesNotContain("exchanges");
    }

    @Test
    void castThatNobodyConnectedToFails() {
        casts.sent = Map.of();

        assertThat(run("cast --listen 127.0.0.1 --seconds 0.001")).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void takenPortIsAnIoError() {
        casts.end = new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_ADDRESS_ALREADY_EXISTS, "port 7236 is taken");

        assertThat(run("cast --listen 127.0.0.1")).isEqualTo(ExitCode.IO);
        assertThat(err.toString()).contains("port 7236 is taken");
    }

    @Test
    void missingEncoderIsUnavailableAndTheReasonIsTold() {
        assertThat(run("cast --listen 127.0.0.1 --encoder x264")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("apt install libx264-164");
    }

    @Test
    void unknownEncoderIsUnavailableAndTheKnownOnesAreTold() {
        assertThat(run("cast --listen 127.0.0.1 --encoder magic")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("'magic'").contains("openh264");
    }

    @Test
    void fileThatIsNotThereIsUnavailable() {
        assertThat(run("cast --listen 127.0.0.1 --source no-such.mp4")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("'no-such.mp4'").contains("pattern");
    }

    @Test
    void whatTheHostRefusesIsUnavailable() {
        casts.refusal = "no driver";

        assertThat(run("cast --listen 127.0.0.1")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("no driver");
    }

    @Test
    void interruptedCastSaysGoodbye() {
        Thread.currentThread().interrupt();

        assertThat(run("cast --listen 127.0.0.1")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(casts.casts).allSatisfy(cast -> assertThat(cast.ended).isCompleted());
    }

    @Test
    void jsonOfCastEndsWithOneObjectThatHasTheFigures() {
        run("cast --listen 127.0.0.1 --seconds 0.001 --json");

        List<String> lines = out.toString().lines().toList();
        JsonObject end = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
        assertThat(end.get("type").getAsString()).isEqualTo("end");
        assertThat(end.getAsJsonObject("sent").get("framesSent").getAsLong()).isEqualTo(300);
        assertThat(end.getAsJsonObject("sent").get("lastPacket99Ms").isJsonNull())
                .isTrue();
    }

    @Test
    void sinkThatDecodedAllIsWellAndLeavesASnapshot() {
        Path snapshot = folder.resolve("snapshot.png");

        assertThat(run("sink --connect 127.0.0.1 --seconds 0.001 --snapshot " + snapshot))
                .isEqualTo(ExitCode.OK);
        assertThat(snapshot).hasContent("picture");
    }

    @Test
    void parametersOfSinkGoIntoTheRequest() {
        run("sink --connect 127.0.0.1:8000 --param wfd_uibc_capability= --param wfd_x=1 --seconds 0.001");

        assertThat(sink.request.source().getPort()).isEqualTo(8000);
        assertThat(sink.request.parameters()).isEqualTo(Map.of("wfd_uibc_capability", "", "wfd_x", "1"));
    }

    @Test
    void viewerOfASinkDoesThingsInTheirTime() {
        run(
                "sink --connect 127.0.0.1 --param wfd_x=1 --seconds 0.012 --at 0.008=input-off --at 0.001=pause --at 0.002=play"
                        + " --at 0.003=idr --at 0.004=standby --at 0.005=route-secondary --at 0.006=unplug --at 0.007=plug"
                        + " --at 0.009=input-on --at 0.01=route-primary --at 60=standby");

        assertThat(sink.done)
                .containsExactly(
                        "pause",
                        "play",
                        "idr",
                        "standby",
                        "route SECONDARY",
                        "change {wfd_x=1, wfd_connector_type=none, wfd_display_edid=none}",
                        "change {wfd_x=1}",
                        "input false",
                        "input true",
                        "route PRIMARY");
    }

    @Test
    void sinkThatFoundAFaultFailsAndTellsIt() {
        sink.shown = Map.of("decoded", 300L, "lost", 7L, "complaints", List.of("PCR came 300 ms late"));

        assertThat(run("sink --connect 127.0.0.1 --seconds 0.001")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("7 RTP packets were lost").contains("PCR came 300 ms late");
    }

    @Test
    void sourceThatIsNotThereIsAnIoErrorOfTheSink() {
        sink.shown = Map.of();
        sink.closed.completeExceptionally(new ConnectException("127.0.0.1:7236 refuses"));

        assertThat(run("sink --connect 127.0.0.1")).isEqualTo(ExitCode.IO);
        assertThat(err.toString()).contains("127.0.0.1:7236 refuses");
    }

    @Test
    void encodersAreListedWithTheReasonForAMissingOne() {
        assertThat(run("encoders")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("openh264  yes", "x264      no     apt install libx264-164");
    }

    @Test
    void encodersAreOneJsonObject() {
        run("encoders --json");

        JsonObject first = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("encoders")
                .get(0)
                .getAsJsonObject();
        assertThat(first.get("name").getAsString()).isEqualTo("openh264");
        assertThat(first.get("available").getAsBoolean()).isTrue();
    }

    @Test
    void nothingThereIsSaid() {
        run("devices");

        assertThat(out.toString())
                .contains("No Wi-Fi device is known.")
                .contains("No Wi-Fi Direct provider is installed.");
    }

    @Test
    void liveLineInAWindowIsNoWiderThanTheWindow() {
        run(40, "cast --listen 127.0.0.1 --seconds 0.2");

        assertThat(out.toString().split("[\r\n]"))
                .filteredOn(line -> line.contains("fps") || line.startsWith("PLAYING"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
    }

    @Test
    void aDemoFolderThatIsAFileIsToldByName() throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThat(run("demo --out " + file)).isEqualTo(ExitCode.IO);
        assertThat(err.toString()).contains("The folder " + file + " cannot be used: there is a file of that name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cast --listen 127.0.0.1:0 --record %s",
                "sink --connect 127.0.0.1 --record %s",
                "sink --connect 127.0.0.1 --snapshot %s"
            })
    void aFileThatCannotBeWrittenIsToldBeforeAnythingBegins(String line) {
        Path file = folder.resolve("missing").resolve("file");

        assertThat(run(line.formatted(file))).isEqualTo(ExitCode.IO);
        assertThat(err.toString())
                .isEqualTo(file + " cannot be written: its folder does not exist, and cannot be made."
                        + System.lineSeparator());
        assertThat(casts.casts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --encoder none --out %s",
                "demo --source no-such.mp4 --out %s",
                "demo --audio no-such.mp3 --out %s",
                "demo --bitrate 1 --out %s"
            })
    void aDemoThatIsRefusedLeavesWhatAnEarlierOneMade(String line) throws Exception {
        Path recording = Files.writeString(folder.resolve("recording.ts"), "recorded");

        assertThat(run(line.formatted(folder))).isNotZero();
        assertThat(folder.toFile().listFiles()).containsExactly(recording.toFile());
        assertThat(recording).hasContent("recorded");
    }

    @Test
    void aDemoThatBeginsTakesAwayWhatAnEarlierOneLeft() throws Exception {
        Files.createFile(folder.resolve("snapshot.png"));
        Files.createFile(folder.resolve("recording.ts"));
        Path other = Files.createFile(folder.resolve("holiday.png"));
        configurations = new FakeDevices(parts);
        casts.end = new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, "no picture");

        assertThat(run("demo --out " + folder)).isEqualTo(ExitCode.FAILED);
        assertThat(folder.toFile().listFiles())
                .containsExactlyInAnyOrder(
                        other.toFile(), folder.resolve("report.json").toFile());
    }

    private int run(String line) {
        return run(0, line);
    }

    private int run(int columns, String line) {
        Environment environment = new Environment(
                parts,
                configurations,
                () -> null,
                List::of,
                InputStream.nullInputStream(),
                new PrintStream(out, true),
                new PrintStream(err, true),
                columns,
                new Environment.Pace(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(10)));
        return new CommandLineProgram(environment).execute(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
