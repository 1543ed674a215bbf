// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.cast.CastEvents;
import miracast.api.cast.DeclaredCastEvents;
import miracast.shell.doctor.Doctor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wfd.api.DeviceEvents;

/** What the documents say of commands and events is all that there is, and nothing else. */
class DocumentsTest {
    /** As typed, or with placeholders; global options may come first. */
    private static final Pattern LINE = Pattern.compile("\\./miracast(?: --\\w+)? ([a-z]+)\\b[^`\n]*");

    private static final Pattern OPTION = Pattern.compile("--\\w+");
    private static final Pattern COMMAND = Pattern.compile("`((?:miracast|wfd):[a-z]+)");

    @Test
    void everyCommandIsInItsListAndNoOther() throws IOException {
        List<Commands> groups = List.of(
                new CastCommands(new Parts()),
                new LogCommand(new Parts()),
                new RecordCommand(new Parts()),
                new DeclaredCommands(new Parts()),
                new DoctorCommand(new Doctor()),
                new PairCommand(new Parts()),
                new PartCommands(new Parts()),
                new WfdCommands(new Parts(), new WfdSessions()));

        assertThat(commandsIn("../docs/commands.md"))
                .isEqualTo(groups.stream()
                        .flatMap(group ->
                                Stream.of(GogoCommands.functions(group)).map(name -> group.scope() + ":" + name))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyLineOfMiracastHasOptionsThatItsHelpHas() throws IOException {
        int lines = 0;
        for (Path document : documents()) {
            Matcher line = LINE.matcher(Files.readString(document));
            while (line.find()) {
                lines++;
                String help = help(line.group(1));
                assertThat(OPTION.matcher(line.group()).results().map(option -> option.group()))
                        .as("%s: %s", document, line.group())
                        .allSatisfy(option -> assertThat(help).contains(option));
            }
        }
        assertThat(lines).isGreaterThan(15);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("../README.md")));
        for (String folder : List.of("../docs", "../example.signage", "../benchmark")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "*.md")) {
                files.forEach(documents::add);
            }
        }
        return documents;
    }

    private static String help(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Environment environment = new Environment(
                new Parts(),
                null,
                () -> null,
                List::of,
                InputStream.nullInputStream(),
                new PrintStream(out, true),
                System.err,
                0,
                Environment.Pace.USUAL);
        assertThat(new CommandLineProgram(environment).execute(command, "--help"))
                .as(command)
                .isEqualTo(ExitCode.OK);
        return out.toString();
    }

    private static TreeSet<String> commandsIn(String document) throws IOException {
        return COMMAND.matcher(Files.readString(Path.of(document)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(classes = {CastEvents.class, DeclaredCastEvents.class, DeviceEvents.class})
    void everyTopicAndPropertyIsInTheList(Class<?> constants) throws Exception {
        String document = Files.readString(Path.of("../docs/events.md"));
        for (Field constant : constants.getFields()) {
            String value = (String) constant.get(null);
            if (!value.endsWith("*")) {
                assertThat(document).as(constant.getName()).contains("| `" + value + "` |");
            }
        }
    }
}
