// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import miracast.api.Inventory;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.EndedCast;
import miracast.shell.doctor.Doctor;
import miracast.shell.doctor.Finding;
import miracast.shell.doctor.Patient;
import miracast.shell.doctor.Subject;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --json} writes is JSON by the letter, and has the fields that docs/commands.md names. */
class JsonTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\S+(?: --ended)?) --json[^`]*` \\| (.*) \\|$");
    private static final Pattern FIELD = Pattern.compile("`([a-zA-Z0-9]+)`");

    private final Parts parts = new Parts();
    private final FakeCasts casts = new FakeCasts();
    private final WfdSessions sessions = new WfdSessions();
    private final FakeWifiDirect wifiDirect = new FakeWifiDirect();
    private final Map<String, Object> results = new TreeMap<>();

    @BeforeEach
    void ask() throws Exception {
        parts.casts = casts;
        parts.wifiDirects = List.of(wifiDirect.service());
        parts.inventories = List.of(() -> Arrays.stream(Inventory.Kind.values())
                .map(kind -> new Inventory.Part(kind, "a \"b\" \\\\ c", false, "line\nand\ttab \u2028"))
                .toList());
        parts.declarations = List.of(Figured.of(
                DeclaredCast.class,
                Map.of(
                        "name",
                        "lobby",
                        "pid",
                        "miracast.cast~lobby",
                        "state",
                        DeclaredCast.State.INVALID,
                        "detail",
                        "is wrong",
                        "problems",
                        List.of("device is missing"))));
        casts.cast(CastRequest.to(CastTarget.device("Lobby")).build()).record(Path.of("a.ts"), Duration.ofSeconds(1));
        casts.gone = List.of(new EndedCast(
                "c9",
                CastTarget.device("Lobby"),
                Instant.EPOCH,
                new CastEnd(CastEnd.Cause.STOPPED, NtStatus.STATUS_SUCCESS, "stopped"),
                Instant.EPOCH,
                List.of()));
        CastCommands cast = new CastCommands(parts);
        PartCommands part = new PartCommands(parts);
        WfdCommands wfd = new WfdCommands(parts, sessions);
        wfd.open(FakeWifiDirect.DEVICE.toString());

        results.put("wfd:providers", wfd.providers(true));
        results.put("wfd:devices", wfd.listDevices(true));
        results.put("wfd:sessions", wfd.sessions(true));
        results.put("miracast:casts", cast.listCasts(false, true));
        results.put("miracast:casts --ended", cast.listCasts(true, true));
        results.put("miracast:declared", new DeclaredCommands(parts).declared(true));
        results.put("miracast:info", cast.info(true, "c1"));
        results.put("miracast:modes", cast.modes(true, "c1"));
        results.put("miracast:stats", cast.figures(true, "c1"));
        results.put("miracast:log", new LogCommand(parts).log(true, "c1"));
        results.put("miracast:encoders", part.encoders(true));
        results.put("miracast:sources", part.sources(true));
        results.put("miracast:sounds", part.sounds(true));
        results.put("miracast:doctor", new DoctorCommand(Patient.doctor()).doctor(true));
    }

    @Test
    void whereNothingIsToBeDoneTheRemedyIsNull() {
        Doctor.Line line = new Doctor.Line(Subject.CLOCK, Finding.ok("It is right."));

        assertThat(DoctorCommand.Row.of(line).remedy()).isNull();
    }

    @Test
    void everyCommandThatHasItIsAskedAndIsInTheDocument() throws IOException {
        List<Commands> groups = List.of(
                new CastCommands(parts),
                new LogCommand(parts),
                new RecordCommand(parts),
                new DeclaredCommands(parts),
                new DoctorCommand(new Doctor()),
                new PartCommands(parts),
                new WfdCommands(parts, sessions));

        assertThat(groups.stream()
                        .flatMap(group -> Arrays.stream(group.getClass().getMethods())
                                .filter(JsonTest::hasJson)
                                .map(method -> group.scope() + ":" + method.getName())))
                .containsExactlyInAnyOrderElementsOf(results.keySet().stream()
                        .filter(command -> !command.contains(" "))
                        .toList());
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(results.keySet());
    }

    private static boolean hasJson(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(Parameter.class)
                        && List.of(parameter.getAnnotation(Parameter.class).names())
                                .contains("--json"));
    }

    @Test
    void itIsJsonByTheLetter() throws IOException {
        for (Map.Entry<String, Object> result : results.entrySet()) {
            JsonElement json = strict(Formats.text(result.getValue()));

            assertThat(json).as(result.getKey()).isEqualTo(result.getValue());
        }
    }

    @Test
    void itHasTheFieldsThatTheDocumentNames() throws IOException {
        Map<String, Set<String>> documented = documented();
        for (Map.Entry<String, Object> result : results.entrySet()) {
            JsonElement json = (JsonElement) result.getValue();
            JsonElement one = json.isJsonArray() ? json.getAsJsonArray().get(0) : json;
            Set<String> fields = new TreeSet<>(one.getAsJsonObject().keySet());

            assertThat(fields).as(result.getKey()).isEqualTo(documented.get(result.getKey()));
        }
        assertThat(((JsonElement) results.get("miracast:info"))
                        .getAsJsonObject()
                        .get("sent")
                        .getAsJsonObject()
                        .keySet())
                .isEqualTo(((JsonElement) results.get("miracast:stats"))
                        .getAsJsonObject()
                        .keySet());
    }

    @Test
    void whatThereIsNoneOfIsNull() throws Exception {
        Parts bare = new Parts();
        bare.casts = Figured.of(
                CastService.class,
                Map.of(
                        "casts",
                        List.of(Figured.of(
                                Cast.class,
                                Map.of(
                                        "id", "c1",
                                        "state", CastState.SEARCHING,
                                        "request",
                                                CastRequest.to(CastTarget.device("Lobby"))
                                                        .build(),
                                        "encoder", "",
                                        "source", "pattern",
                                        "detail", "looks for it")))));
        FakeWifiDirect opening = new FakeWifiDirect();
        opening.isOpening = true;
        WfdSessions open = new WfdSessions();
        open.open(opening, FakeWifiDirect.DEVICE);

        JsonObject cast = first(new CastCommands(bare).listCasts(false, true));
        JsonObject session = first(new WfdCommands(bare, open).sessions(true));
        JsonObject declared = first(results.get("miracast:declared"));

        for (JsonElement none : List.of(
                cast.get("mode"),
                cast.get("encoder"),
                session.get("local"),
                session.get("peer"),
                declared.get("cast"))) {
            assertThat(none).isEqualTo(JsonNull.INSTANCE);
        }
        assertThat(Formats.text(new CastCommands(bare).listCasts(false, false)))
                .containsPattern("Lobby +- +- +pattern");
        assertThat(Formats.text(new WfdCommands(bare, open).sessions(false))).containsPattern("opening +- +-");
        assertThat(Formats.text(new DeclaredCommands(parts).declared(false))).containsPattern("INVALID +- +miracast");
    }

    private static JsonObject first(Object list) {
        return ((JsonElement) list).getAsJsonArray().get(0).getAsJsonObject();
    }

    /** RFC 8259, and nothing behind it. */
    private static JsonElement strict(String text) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
            return json;
        }
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/commands.md")));
        while (row.find()) {
            documented.put(
                    row.group(1),
                    FIELD.matcher(row.group(2).replace("what `stats` has", ""))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return documented;
    }
}
