// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.frames.FrameSource;
import miracast.shell.karaf.CastCompleter;
import miracast.shell.karaf.DeviceCompleter;
import miracast.shell.karaf.EncoderCompleter;
import miracast.shell.karaf.LogCompleter;
import miracast.shell.karaf.SessionCompleter;
import miracast.shell.karaf.SoundCompleter;
import miracast.shell.karaf.SourceCompleter;
import miracast.shell.karaf.TargetCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.junit.jupiter.api.Test;

class GogoCompletionTest {
    private static final Map<Class<?>, Offer> COMPLETERS = Map.of(
            CastCompleter.class, Offer.CASTS,
            LogCompleter.class, Offer.LOGS,
            EncoderCompleter.class, Offer.ENCODERS,
            SourceCompleter.class, Offer.SOURCES,
            SoundCompleter.class, Offer.SOUNDS,
            DeviceCompleter.class, Offer.DEVICES,
            TargetCompleter.class, Offer.TARGETS,
            SessionCompleter.class, Offer.SESSIONS,
            StringsCompleter.class, Offer.MODES,
            FileCompleter.class, Offer.FILES);

    private final Parts parts = new Parts();
    private final List<Commands> groups = List.of(
            new CastCommands(parts),
            new LogCommand(parts),
            new RecordCommand(parts),
            new PairCommand(parts),
            new PartCommands(parts),
            new WfdCommands(parts, new WfdSessions()));
    private final GogoCompletion completion = new GogoCompletion(
            () -> groups, () -> Set.of("miracast:cast", "miracast:encoder", "wfd:devices", "gogo:grep"));

    private List<String> typed(String... words) {
        return completion.of(List.of(words)).typed();
    }

    private void sources(String... names) {
        FrameSource noFrames = request -> {
            throw new IllegalStateException("never opened here");
        };
        parts.sources = Stream.of(names)
                .<Map.Entry<Map<String, Object>, FrameSource>>map(
                        name -> Map.entry(Map.of(FrameSource.NAME, name), noFrames))
                .toList();
    }

    @Test
    void commandsAreOfferedWithTheirScope() {
        assertThat(typed("mir")).containsExactly("gogo:grep", "miracast:cast", "miracast:encoder", "wfd:devices");
    }

    @Test
    void commandsAreOfferedWithoutTheirScopeToWhomBeganSo() {
        assertThat(typed("enc")).containsExactly("grep", "cast", "encoder", "devices");
    }

    @Test
    void anArgumentMayBeWhatIsThereNow() {
        sources("camera");
        assertThat(typed("miracast:source", "c1", "")).containsExactly("camera");

        sources("the \"old\" camera");
        assertThat(typed("source", "c1", "")).containsExactly("the\\ \\\"old\\\"\\ camera");
        assertThat(typed("source", "c1", "\"the")).containsExactly("\"the \\\"old\\\" camera\"");
    }

    @Test
    void theValueOfAnOptionIsNoArgument() {
        sources("camera");

        assertThat(typed("miracast:cast", "--source", "cam")).containsExactly("camera");
        assertThat(typed("miracast:cast", "--listen", "--source", "cam")).containsExactly("camera");
        assertThat(typed("miracast:cast", "--source", "camera", "--mode", "19")).contains("1920x1080@30");
        assertThat(typed("miracast:cast", "--so")).contains("--source", "-s", "--listen");
    }

    @Test
    void onlyTheLastCommandOfALineCounts() {
        sources("camera");

        assertThat(typed("miracast:casts;", "miracast:source", "c1", "")).containsExactly("camera");
        assertThat(typed("miracast:casts", "|", "go")).contains("gogo:grep");
    }

    @Test
    void nothingIsOfferedWhereNothingIsKnown() {
        assertThat(typed("gogo:grep", "")).isEmpty();
        assertThat(typed("miracast:casts", "")).isEmpty();
        assertThat(typed("miracast:source", "c1", "camera", "")).isEmpty();
    }

    @Test
    void filesAreLeftToTheEditor() {
        assertThat(completion.of(List.of("miracast:snapshot", "c1", "pic")).files())
                .isTrue();
        assertThat(completion.of(List.of("miracast:snapshot", "c")).files()).isFalse();
    }

    /** Parameters of a command in either shell, and what is offered for them. */
    @Test
    void bothShellsOfferTheSame() throws Exception {
        for (Commands group : groups) {
            for (String function : GogoCommands.functions(group)) {
                Class<?> action = Class.forName(
                        "miracast.shell.karaf." + karafClass(function),
                        false,
                        getClass().getClassLoader());
                assertThat(action.getAnnotation(Command.class).name()).isEqualTo(function);
                Method method = Arrays.stream(group.getClass().getMethods())
                        .filter(each -> each.getName().equals(function))
                        .findFirst()
                        .orElseThrow();

                assertThat(ofGogo(method)).as(function).isEqualTo(ofKaraf(action));
            }
        }
    }

    private static String karafClass(String function) {
        return function.equals("bitrate")
                ? "BitRate"
                : Character.toUpperCase(function.charAt(0)) + function.substring(1);
    }

    private static List<String> ofGogo(Method method) {
        return sorted(Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(Completed.class))
                .map(parameter -> place(parameter)
                        + parameter.getAnnotation(Completed.class).value()));
    }

    private static String place(Parameter parameter) {
        org.apache.felix.service.command.Parameter option =
                parameter.getAnnotation(org.apache.felix.service.command.Parameter.class);
        return option == null ? "" : option.names()[0] + " ";
    }

    private static List<String> ofKaraf(Class<?> action) {
        return sorted(Arrays.stream(action.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Completion.class))
                .sorted(Comparator.comparing(GogoCompletionTest::index))
                .map(field -> place(field)
                        + COMPLETERS.get(field.getAnnotation(Completion.class).value())));
    }

    private static int index(Field field) {
        Argument argument = field.getAnnotation(Argument.class);
        return argument == null ? -1 : argument.index();
    }

    private static String place(Field field) {
        Option option = field.getAnnotation(Option.class);
        return option == null ? "" : option.name() + " ";
    }

    /** Options by name, arguments behind them in their order. */
    private static List<String> sorted(Stream<String> offers) {
        return offers.sorted(Comparator.comparing(offer -> offer.startsWith("-") ? offer : "~"))
                .collect(Collectors.toList());
    }
}
