// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;

/**
 * What the tabulator key offers in Gogo: names of commands, and for ours their options and arguments, by what is there now. Any
 * thread.
 */
final class GogoCompletion {
    private final Supplier<List<Commands>> commands;
    private final Supplier<? extends Collection<String>> names;

    /**
     * @param commands ours
     * @param names of all commands, as SCOPE:FUNCTION
     */
    GogoCompletion(Supplier<List<Commands>> commands, Supplier<? extends Collection<String>> names) {
        this.commands = commands;
        this.names = names;
    }

    /** What an argument may be, as it has to be typed. */
    record Candidates(List<String> typed, boolean files) {
        private static Candidates of(Stream<String> typed) {
            return new Candidates(typed.toList(), false);
        }
    }

    /**
     * What the last word may become.
     *
     * @param words of a line as they were typed, up to the cursor: the last one may be empty
     */
    Candidates of(List<String> words) {
        List<String> own = words.subList(begin(words), words.size());
        String begun = own.get(own.size() - 1);
        if (own.size() == 1) {
            return Candidates.of(commandNames(begun));
        }
        return method(own.get(0))
                .map(method -> argument(method, own.subList(1, own.size() - 1), begun))
                .orElse(Candidates.of(Stream.empty()));
    }

    /** Of the last command of a line that may have several. */
    private static int begin(List<String> words) {
        for (int i = words.size() - 2; i >= 0; i--) {
            if (words.get(i).endsWith(";") || words.get(i).endsWith("|")) {
                return i + 1;
            }
        }
        return 0;
    }

    /** With their scope, or without, as soon as somebody types them so. */
    private Stream<String> commandNames(String begun) {
        List<String> all = names.get().stream().sorted().toList();
        return all.stream().anyMatch(name -> name.startsWith(begun))
                ? all.stream()
                : all.stream()
                        .map(name -> name.substring(name.indexOf(':') + 1))
                        .distinct();
    }

    private Optional<Method> method(String command) {
        return commands.get().stream()
                .flatMap(group -> Arrays.stream(group.getClass().getMethods())
                        .filter(method -> method.isAnnotationPresent(Descriptor.class))
                        .filter(method -> command.equals(method.getName())
                                || command.equals(group.scope() + ":" + method.getName())))
                .findFirst();
    }

    private Candidates argument(Method method, List<String> before, String begun) {
        List<Parameter> options = new ArrayList<>();
        List<Parameter> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (!CommandSession.class.isAssignableFrom(parameter.getType())) {
                (optionNames(parameter).isEmpty() ? arguments : options).add(parameter);
            }
        }
        int index = 0;
        for (int i = 0; i < before.size(); i++) {
            Optional<Parameter> option = option(options, before.get(i));
            if (option.isPresent() && takesValue(option.get())) {
                if (++i == before.size()) {
                    return offered(option.get(), begun);
                }
            } else if (option.isEmpty()) {
                index++;
            }
        }
        if (begun.startsWith("-")) {
            return Candidates.of(options.stream().flatMap(option -> optionNames(option).stream()));
        }
        return index < arguments.size() ? offered(arguments.get(index), begun) : Candidates.of(Stream.empty());
    }

    private Candidates offered(Parameter parameter, String begun) {
        Completed completed = parameter.getAnnotation(Completed.class);
        if (completed == null) {
            return Candidates.of(Stream.empty());
        }
        return new Candidates(
                completed.value().names(commands.get()).stream()
                        .map(name -> TypedName.of(name, begun))
                        .toList(),
                completed.value() == Offer.FILES);
    }

    private static Optional<Parameter> option(List<Parameter> options, String name) {
        return options.stream()
                .filter(option -> optionNames(option).contains(name))
                .findFirst();
    }

    private static List<String> optionNames(Parameter parameter) {
        org.apache.felix.service.command.Parameter option =
                parameter.getAnnotation(org.apache.felix.service.command.Parameter.class);
        return option == null ? List.of() : List.of(option.names());
    }

    private static boolean takesValue(Parameter option) {
        return option.getAnnotation(org.apache.felix.service.command.Parameter.class)
                .presentValue()
                .equals(org.apache.felix.service.command.Parameter.UNSPECIFIED);
    }
}
