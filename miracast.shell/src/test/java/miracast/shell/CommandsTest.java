// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import miracast.api.Inventory;
import miracast.api.frames.FrameSource;
import miracast.shell.doctor.Doctor;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the commands of Gogo and of Karaf have in common, without either. */
@Timeout(120)
class CommandsTest {
    private final Parts parts = new Parts();
    private final List<Commands> all = List.of(
            new CastCommands(parts),
            new LogCommand(parts),
            new RecordCommand(parts),
            new DeclaredCommands(parts),
            new DoctorCommand(new Doctor()),
            new PairCommand(parts),
            new PartCommands(parts),
            new WfdCommands(parts, new WfdSessions()));

    @Test
    void karafHasEveryCommandThatGogoHasAndNoOther() throws Exception {
        List<String> gogo = all.stream()
                .flatMap(group -> Stream.of(GogoCommands.functions(group)).map(name -> group.scope() + ":" + name))
                .toList();

        assertThat(classes("karaf")
                        .filter(type -> type.isAnnotationPresent(Command.class))
                        .map(type -> type.getAnnotation(Command.class))
                        .map(command -> command.scope() + ":" + command.name()))
                .containsExactlyInAnyOrderElementsOf(gogo);
    }

    @Test
    void noGroupOfCommandsIsForgottenHere() throws Exception {
        assertThat(classes("").filter(type -> Commands.class.isAssignableFrom(type) && !type.isInterface()))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().<Class<?>>map(Object::getClass).toList());
    }

    /** The classes of this package, or of one in it. */
    private static Stream<Class<?>> classes(String child) throws IOException, URISyntaxException {
        String prefix = Commands.class.getPackageName() + (child.isEmpty() ? "" : "." + child);
        Path folder =
                Path.of(Commands.class.getResource("Commands.class").toURI()).resolveSibling(child);
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(name -> load(prefix + "." + name.replaceFirst("\\.class$", "")))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Commands.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void partsAreListedWithTheReasonWhyOneIsMissing() {
        parts.inventories = List.of(() -> List.of(
                new Inventory.Part(Inventory.Kind.ENCODER, "x264", false, "libx264 not found"),
                new Inventory.Part(Inventory.Kind.ENCODER, "openh264", true, "2.6"),
                new Inventory.Part(Inventory.Kind.FRAME_SOURCE, "screen", true, "X11")));
        PartCommands commands = new PartCommands(parts);

        assertThat(Formats.text(commands.encoders(false)).lines())
                .hasSize(3)
                .last()
                .asString()
                .contains("x264", "no", "libx264 not found");
        assertThat((JsonArray) commands.sources(true)).hasSize(1);
    }

    @Test
    void whatMayBeTypedIsWhatIsThereNow() {
        FrameSource noFrames = request -> {
            throw new IllegalStateException("never opened here");
        };
        PartCommands commands = new PartCommands(parts);
        parts.sources = List.of(Map.entry(Map.of(FrameSource.NAME, "camera"), noFrames));
        assertThat(commands.sourceNames()).containsExactly("camera");

        parts.sources = List.of();
        assertThat(commands.sourceNames()).isEmpty();
    }

    @Test
    void aLiveViewShowsOnlyWhatHasChangedUntilItIsInterrupted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicInteger looks = new AtomicInteger();
        LiveView view = new LiveView(new PrintStream(out, true), false, String::valueOf, Duration.ofMillis(1));
        Thread thread = new Thread(() -> view.show(() -> looks.incrementAndGet() < 5 ? "first" : "second"));
        thread.start();

        await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > 10);
        thread.interrupt();
        thread.join();

        assertThat(out.toString().lines()).containsExactly("first", "second");
    }
}
