// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.cast.CastEvents;
import miracast.shell.doctor.Doctor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wfd.api.DeviceEvents;

/** What the documents say of commands and events is all that there is, and nothing else. */
class DocumentsTest {
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

    private static TreeSet<String> commandsIn(String document) throws IOException {
        return COMMAND.matcher(Files.readString(Path.of(document)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(classes = {CastEvents.class, DeviceEvents.class})
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
