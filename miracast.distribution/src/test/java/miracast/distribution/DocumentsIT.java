// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that README and docs tell a reader to type: it is known, fails with no sentence, and shows what the document says that it
 * shows, but for numbers, and for the encoder that this machine happens to have. What is typed at {@code $} runs in a folder
 * of its own, what is typed at a prompt in {@code ./miracast shell} or in one Karaf, which is the ready distribution.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DocumentsIT {
    /** What a test cannot run, by how it begins, and why. */
    private static final Map<String, String> NOT_RUN = notRun();

    /** Placeholders in running text, and what a reader may put there. The cast's id comes on the way. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("S", "pattern"),
            Map.entry("E", "openh264"),
            Map.entry("M", "640x480p30"),
            Map.entry("B", "1M"),
            Map.entry("A", "silence"),
            Map.entry("N", "1"),
            Map.entry("PIN", "12345670"),
            Map.entry("DEVICE", "Lobby"),
            Map.entry("ENCODER", "openh264"),
            Map.entry("SOURCE", "pattern"),
            Map.entry("RATE", "2M"));

    private static final String LOBBY = "address = 02:00:00:00:72:01\nname = Lobby\n";
    /** The one that commands about links are tried with, since the other one has a session. */
    private static final String SPARE_ADDRESS = "02:00:00:00:72:02";

    private static final Pattern COMMAND = Pattern.compile(
            "((?:miracast|wfd|feature|log|event|scr|config|hc|bundle|felix):[a-z]+(?:-[a-z]+)*)(?: (.*))?");
    private static final Pattern PROGRAM =
            Pattern.compile("(?:apt|mvn|sc|net|netsh|sudo|bin/|benchmark/run|\\.ci/|wfd\\.windows/verify)\\b.*");
    private static final Pattern OWN_PROGRAM = Pattern.compile("\\./miracast(?: --verbose)? ([a-z]+)(.*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z]+");
    private static final Pattern OURS = Pattern.compile("(?:miracast|wfd):.*");
    private static final Pattern ID = Pattern.compile("c\\d+");

    private final Path root = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private List<Document> documents;
    private Workshop workshop;

    private static Map<String, String> notRun() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("mvn", "the build that this test is a part of");
        reasons.put("apt install", "changes the machine");
        reasons.put("sudo -u miracast", "needs that user, and the service; KioskIT starts bin/client");
        reasons.put("netsh", "Windows");
        reasons.put("net helpmsg", "Windows");
        reasons.put("sc ", "Windows");
        reasons.put("wfd.windows/verify-wine", "part of .ci/run");
        reasons.put("benchmark/run chaos", "ten minutes; ChaosIT is the short one");
        reasons.put("benchmark/run gap", "measures for a minute; TakeOverTest counts");
        reasons.put("benchmark/run hour", "an hour");
        reasons.put("benchmark/run link", "compares for minutes");
        reasons.put("benchmark/run start", "needs the machine for itself");
        reasons.put("benchmark/run commands", "measures for a minute; CastCommandsTest counts");
        reasons.put("benchmark/run NAME", "any of those");
        reasons.put(".ci/", "what runs this test");
        reasons.put("bin/", "a script; KioskIT starts daemon, client and run");
        reasons.put("hc:exec", "HealthIT and FeaturesIT run them, with what has to be there");
        reasons.put("felix:refresh", "plain Felix's, and it ends the casts that the next lines need");
        reasons.put("log:tail", "does not end");
        reasons.put("event:tail", "does not end");
        reasons.put("feature:install NAME", "any of those");
        return reasons;
    }

    @BeforeAll
    void read() throws IOException {
        documents = Document.all(root);
        workshop = new Workshop(root, folder);
        // Made by this build: the script is not to make it again.
        Files.setLastModifiedTime(
                root.resolve("miracast.launcher/target/dist/miracast.launcher.jar"), FileTime.from(Instant.now()));
    }

    @AfterAll
    void stop() throws IOException {
        workshop.close();
    }

    /** The distribution's own document first, whose Karaf serves the others, too. */
    Stream<Document> sessions() {
        return documents.stream()
                .filter(document -> !document.steps().isEmpty())
                .sorted(Comparator.comparing(document -> !document.name().equals("docs/distribution.md")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sessions")
    @Order(1)
    void whatADocumentSaysToTypeShowsWhatItSaysToShow(Document document) throws Exception {
        Reading reading = new Reading(document);
        try {
            for (Document.Step step : document.steps()) {
                reading.follow(step);
            }
        } finally {
            reading.end();
        }
    }

    /** A reader with a document, and what is open in front of him. */
    private final class Reading {
        private final Document document;
        private final Map<String, String> ids = new HashMap<>();
        private final List<Path> written = new ArrayList<>();
        private Path here;
        private Prompt prompt;
        private boolean ownPrompt;

        Reading(Document document) throws IOException {
            this.document = document;
            here = workshop.workFolder(document.name().replaceAll("\\W", "-"));
        }

        void follow(Document.Step step) throws Exception {
            String where = document.name() + ":" + step.line() + ": " + step.text();
            if (isNotRun(step.text()) && !step.text().endsWith("bin/karaf")) {
                return;
            }
            if (step.prompt().equals(Document.Step.FILE)) {
                write(step);
            } else if (!step.prompt().equals("$")) {
                if (prompt == null) {
                    open(workshop.startedKaraf(here), false);
                }
                type(where, step);
            } else if (step.text().endsWith("bin/karaf")) {
                assertThat(here.resolve(step.text())).as(where).isExecutable();
                open(workshop.startedKaraf(here.resolve(step.text()).getParent().getParent()), false);
            } else if (step.text().startsWith("./miracast shell")) {
                open(Prompt.gogo(here, step.text()), true);
                assertThat(prompt.type("there = there")).as(where).isEqualTo(new Prompt.Answer("there", ""));
            } else if (step.text().startsWith("cd ")) {
                here = here.resolve(step.text().substring(3)).normalize();
            } else {
                remember(step.text());
                requireShown(where, step.shown(), Workshop.run(where, here, step.text()));
            }
        }

        private void write(Document.Step step) throws Exception {
            workshop.startedKaraf(here);
            Path file = workshop.home().resolve(step.text());
            Files.write(file, step.shown());
            written.add(file);
        }

        /** A copy of a sample is to be gone before the next document. */
        private void remember(String line) {
            Matcher copy = Pattern.compile("cp \\S+ (etc/\\S+)").matcher(line);
            if (copy.matches()) {
                written.add(here.resolve(copy.group(1)));
            }
        }

        private void type(String where, Document.Step step) throws Exception {
            // What never ends by itself is the next test's.
            String line = step.text().replace(" --watch", "");
            for (Map.Entry<String, String> id : ids.entrySet()) {
                line = line.replaceAll("\\b" + id.getKey() + "\\b", id.getValue());
            }
            boolean once = line.startsWith("miracast:cast ") || line.startsWith("feature:");
            String shown = Workshop.answer(where, prompt, line, once, step.shown());
            if (step.shown().size() == 1 && ID.matcher(step.shown().get(0)).matches()) {
                ids.put(step.shown().get(0), shown.strip());
            }
        }

        private void open(Prompt next, boolean own) throws IOException {
            closePrompt();
            prompt = next;
            ownPrompt = own;
        }

        private void closePrompt() throws IOException {
            if (ownPrompt) {
                prompt.close();
            }
        }

        void end() throws Exception {
            closePrompt();
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            if (workshop.hasKaraf() && !ownPrompt) {
                Prompt karaf = workshop.startedKaraf(here);
                for (String id : ids.values()) {
                    karaf.type("miracast:stop " + id);
                }
                Workshop.answer("after " + document, karaf, "miracast:casts", false, List.of("No cast runs."));
            }
        }
    }

    enum Shell {
        GOGO,
        KARAF
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void everyCommandInTheRunningTextRuns(Shell shell) throws Exception {
        Path etc = Files.createDirectory(folder.resolve("etc-of-" + shell));
        Prompt karaf = workshop.startedKaraf(folder);
        Path configurations = shell == Shell.GOGO ? etc : workshop.home().resolve("etc");
        Files.writeString(configurations.resolve("wfd.sim.device-lobby.cfg"), LOBBY);
        Files.writeString(
                configurations.resolve("wfd.sim.device-spare.cfg"), "address = " + SPARE_ADDRESS + "\nname = Spare\n");
        Prompt prompt = shell == Shell.KARAF
                ? karaf
                : Prompt.gogo(workshop.workFolder("gogo"), "./miracast shell --config " + etc);
        try {
            if (shell == Shell.KARAF) {
                Workshop.answer("simulator", prompt, "feature:install miracast-simulator", true, List.of());
            }
            Workshop.answer("simulator", prompt, "wfd:devices", false, List.of("Spare"));
            List<String> lines = new ArrayList<>();
            for (Document document : documents) {
                for (String mention : document.mentions()) {
                    Matcher command = COMMAND.matcher(mention);
                    if (command.matches()
                            && !isNotRun(mention)
                            && (shell == Shell.KARAF || OURS.matcher(mention).matches())
                            && !lines.contains(mention)) {
                        lines.add(mention);
                    }
                }
            }
            assertThat(lines).hasSizeGreaterThan(30);
            for (String line : lines) {
                if (line.startsWith("wfd:pair")) {
                    String address = "02:00:00:00:72:" + (10 + lines.indexOf(line) % 80);
                    Files.writeString(
                            configurations.resolve("wfd.sim.device-stranger.cfg"),
                            "address = " + address + "\nname = Stranger\npaired = false\npairing = shows-pin\n");
                    Workshop.answer(line, prompt, "wfd:devices", false, List.of(address));
                    runMention(shell, prompt, line, address);
                } else {
                    runMention(shell, prompt, line, SPARE_ADDRESS);
                }
            }
        } finally {
            Files.delete(configurations.resolve("wfd.sim.device-lobby.cfg"));
            Files.delete(configurations.resolve("wfd.sim.device-spare.cfg"));
            Files.deleteIfExists(configurations.resolve("wfd.sim.device-stranger.cfg"));
            if (shell == Shell.GOGO) {
                prompt.close();
            }
        }
    }

    private void runMention(Shell shell, Prompt prompt, String mention, String device) throws Exception {
        Matcher command = COMMAND.matcher(mention);
        assertThat(command.matches()).isTrue();
        // Felix's own have no help in Karaf.
        String help = mention.startsWith("scr:")
                ? ""
                : Workshop.answer(
                        mention,
                        prompt,
                        shell == Shell.KARAF ? command.group(1) + " --help" : "help " + command.group(1),
                        true,
                        List.of());
        String line = mention.replace("[--watch] ", "").replace(" [--watch]", "");
        if (mention.contains("--watch")) {
            assertThat(help).as(mention).contains("--watch");
        }
        if (command.group(2) == null && takesArguments(help)) {
            return;
        }
        line = line.replace("[:PORT]", ":" + Workshop.freePort()).replaceAll("[\\[\\]]", "");
        line = line.replaceAll("\\bADDRESS\\b", line.startsWith("wfd:") ? device : "127.0.0.1");
        line = line.replaceAll(
                "\\bFILE\\b",
                folder.resolve(line.contains("snapshot") ? "f.png" : "f.ts").toString());
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            line = line.replaceAll("\\b" + value.getKey() + "\\b", value.getValue());
        }
        line = line.replaceAll("\\b(CAST|NAME|c1|shop-window)\\b", "\u0001");
        if (line.contains("\u0001")) {
            line = line.replace("\u0001", playing(prompt));
        }
        if (line.contains("--stop")) {
            // The one before may not have ended yet.
            String record = "miracast:record " + playing(prompt) + " " + folder.resolve("g.ts");
            Workshop.answer(mention, prompt, record, false, List.of());
        }
        boolean cast = line.startsWith("miracast:cast ");
        String shown = Workshop.answer(mention + " as " + line, prompt, line, cast, List.of());
        if (cast) {
            Workshop.answer(mention, prompt, "miracast:stop " + shown.strip(), true, List.of());
        }
    }

    private static boolean takesArguments(String help) {
        return help.contains("parameters:") || help.contains("ARGUMENTS");
    }

    /** The id of a cast to the lobby that plays. */
    private String playing(Prompt prompt) throws Exception {
        String casts = prompt.type("miracast:casts").shown();
        Matcher there = Pattern.compile("(?m)^(c\\d+)\\W.*Lobby").matcher(casts);
        String id = there.find()
                ? there.group(1)
                : Workshop.answer("cast", prompt, "miracast:cast --mode 640x480p30 --bitrate 1M Lobby", true, List.of())
                        .strip();
        prompt.type("miracast:resume " + id);
        Workshop.answer("cast", prompt, "miracast:info --json " + id, false, List.of("\"PLAYING\""));
        return id;
    }

    @Test
    @Order(3)
    void theListsOfMiracastHaveSomethingToSayAndADemoMayExchangeItsEncoder() throws Exception {
        for (String line : List.of("devices", "encoders", "sources", "demo --swap 0.5 --seconds 2")) {
            assertThat(Workshop.run(line, folder, root.resolve("miracast") + " " + line))
                    .as(line)
                    .isNotBlank();
        }
    }

    @Test
    @Order(4)
    void whatTheRunningTextSaysOfMiracastIsInItsHelp() throws Exception {
        Map<String, String> helps = new HashMap<>();
        for (Document document : documents) {
            for (String mention : document.mentions()) {
                Matcher ours = OWN_PROGRAM.matcher(mention);
                if (!ours.matches()) {
                    continue;
                }
                if (!helps.containsKey(ours.group(1))) {
                    String line = root.resolve("miracast") + " " + ours.group(1) + " --help";
                    helps.put(ours.group(1), Workshop.run(mention, folder, line));
                }
                String help = helps.get(ours.group(1));
                OPTION.matcher(ours.group(2))
                        .results()
                        .map(MatchResult::group)
                        .forEach(option ->
                                assertThat(help).as("%s: %s", document, mention).contains(option));
            }
        }
        assertThat(helps.keySet()).contains("demo", "cast", "sink", "devices", "sources", "shell");
    }

    @Test
    @Order(5)
    void whatIsWatchedEndsAtOnceOnSigterm() throws Exception {
        for (String line : List.of("wfd:devices --watch", "miracast:casts --watch")) {
            Process shell = new ProcessBuilder(root.resolve("miracast").toString(), "shell")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            shell.outputWriter().append(line).append('\n').flush();
            assertThat(shell.inputReader().readLine()).as(line).startsWith("No ");
            shell.destroy();
            assertThat(shell.waitFor(13, TimeUnit.SECONDS)).as(line).isTrue();
            assertThat(shell.exitValue()).as(line).isEqualTo(143);
        }
    }

    @Test
    void whatIsNotRunIsInTheDocuments() {
        Set<String> unused = new TreeSet<>(NOT_RUN.keySet());
        for (Document document : documents) {
            unused.removeIf(start -> document.mentions().stream().anyMatch(mention -> mention.startsWith(start))
                    || document.steps().stream().anyMatch(step -> step.text().startsWith(start)));
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void everyProgramThatTheDocumentsNameIsRunOrSaidNotToBe() {
        for (Document document : documents) {
            for (String mention : document.mentions()) {
                if (PROGRAM.matcher(mention).matches()) {
                    assertThat(isNotRun(mention))
                            .as("%s: %s", document, mention)
                            .isTrue();
                }
            }
        }
    }

    private static boolean isNotRun(String line) {
        return NOT_RUN.keySet().stream().anyMatch(line::startsWith);
    }

    private static void requireShown(String where, List<String> expected, String shown) {
        assertThat(Shown.missing(expected, shown))
                .as("%s shows: %s", where, shown)
                .isEmpty();
    }
}
