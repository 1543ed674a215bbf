// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the fields of one configuration, and collects everything that is wrong with them instead of giving up at the first. */
final class Fields {
    private static final int LONGEST_VALUE = 80;
    private static final Pattern FLAG = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    private final String pid;
    private final Map<String, ?> raw;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param pid the configuration's, for messages
     * @param raw its properties as they were written
     */
    Fields(String pid, Map<String, ?> raw) {
        this.pid = pid;
        this.raw = raw;
    }

    /**
     * Reads a field.
     *
     * @param field as Declarative Services converts it, when it is asked
     * @param allowed what an operator may write
     * @return null if it cannot be converted or read, which is a problem then
     */
    <T, R> R read(String name, Supplier<T> field, Function<T, R> reader, String allowed) {
        try {
            return reader.apply(field.get());
        } catch (RuntimeException e) {
            problem(name, e.getMessage(), allowed);
            return null;
        }
    }

    /**
     * Reads a number.
     *
     * @param unit of the field
     */
    <R> R readNumber(String name, LongSupplier field, LongFunction<R> reader, String unit, String allowed) {
        long value;
        try {
            value = field.getAsLong();
        } catch (RuntimeException e) {
            problem(name, "cannot be read as a whole number of " + unit, allowed);
            return null;
        }
        return read(name, () -> value, reader::apply, allowed);
    }

    /** Reads what is true or false. To Declarative Services every other text is false, so it is looked at as it was written. */
    void readFlag(String name, BooleanSupplier field, Consumer<Boolean> reader) {
        Object written = raw.get(name);
        if (written == null || FLAG.matcher(written.toString()).matches()) {
            reader.accept(field.getAsBoolean());
        } else {
            problem(name, "is neither true nor false", "true or false");
        }
    }

    /**
     * Reads a list, each of its elements for itself. One text may be several elements, separated by semicolons or lines, since plain
     * files know no lists.
     */
    <R> List<R> readAll(String name, Supplier<String[]> field, Function<String, R> reader, String allowed) {
        List<R> all = new ArrayList<>();
        read(
                name,
                field,
                elements -> {
                    Stream.of(elements)
                            .flatMap(element -> raw.get(name) instanceof String
                                    ? Stream.of(element.split("[;\\n]"))
                                    : Stream.of(element))
                            .map(String::strip)
                            .filter(element -> !element.isEmpty())
                            .forEach(element ->
                                    readElement(name, element, reader, allowed).ifPresent(all::add));
                    return all;
                },
                allowed);
        return all;
    }

    private <R> Optional<R> readElement(String name, String element, Function<String, R> reader, String allowed) {
        try {
            return Optional.of(reader.apply(element));
        } catch (RuntimeException e) {
            problem(name, "'" + element + "' " + e.getMessage(), allowed);
            return Optional.empty();
        }
    }

    /** Something is wrong with a field. */
    void problem(String name, String what, String allowed) {
        problems.add(pid + ": " + name + " '" + value(name) + "': " + what + "; allowed: " + allowed);
    }

    /** What was written that nobody reads. Names with a dot belong to those who handle configurations. */
    void refuseOthersThan(TreeSet<String> known) {
        raw.keySet().stream()
                .filter(name -> !name.contains(".") && !known.contains(name))
                .sorted()
                .forEach(name -> problem(name, "there is no such field", String.join(", ", known)));
    }

    private String value(String name) {
        Object written = raw.get(name);
        String text = written == null
                ? ""
                : written instanceof Object[] many
                        ? Arrays.stream(many).map(String::valueOf).collect(Collectors.joining("; "))
                        : String.valueOf(written);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }

    /** A sentence with PID, field, value and what is allowed for each mistake. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
