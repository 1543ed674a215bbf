// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A body of {@code text/parameters}: names, with or without a value, in their order. Names are compared without regard to case.
 * Immutable; made by a {@link Builder} or {@link #parse}.
 */
public final class Parameters {
    /** The most parameters in a body. */
    public static final int MAX_PARAMETERS = 64;
    /** The most octets in a body: an EDID of 256 blocks is 64 KiB of hexadecimal. */
    public static final int MAX_BODY = 128 * 1024;
    /** The most characters in a line, unless it holds an EDID. */
    public static final int MAX_LINE = 8 * 1024;
    /** No parameters at all: the body of a keep-alive. */
    public static final Parameters EMPTY = builder().build();

    private static final int MAX_NAME = 128;

    /**
     * One line.
     *
     * @param name as it came
     * @param value without blanks around it; empty if there is none
     */
    public record Entry(String name, String value) {
        @Override
        public String toString() {
            return value.isEmpty() ? name : name + ": " + value;
        }
    }

    private final Map<String, Entry> entries;
    private final List<String> faults;

    private Parameters(Map<String, Entry> entries, List<String> faults) {
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        this.faults = List.copyOf(faults);
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** A body of names alone, as in M3. */
    public static Parameters names(String... names) {
        Builder builder = builder();
        for (String name : names) {
            builder.add(name);
        }
        return builder.build();
    }

    /** Reads a body in UTF-8; see {@link #parse(String)}. */
    public static Parameters parse(byte[] body) throws MalformedBodyException {
        if (body.length > MAX_BODY) {
            throw new MalformedBodyException("body of " + body.length + " octets is longer than " + MAX_BODY);
        }
        return parse(new String(body, StandardCharsets.UTF_8));
    }

    /**
     * Reads a body. Lines end with CRLF or LF, the last one perhaps with nothing; empty ones are skipped; blanks around name and
     * value do not count; of two lines with one name the first counts. A line that is no parameter is left out and told by
     * {@link #faults}.
     *
     * @throws MalformedBodyException if the body is beyond the bounds, or has lines but not one parameter
     */
    public static Parameters parse(String body) throws MalformedBodyException {
        if (body.length() > MAX_BODY) {
            throw new MalformedBodyException("body of " + body.length() + " characters is longer than " + MAX_BODY);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        int lines = 0;
        for (String line : (Iterable<String>) body.lines()::iterator) {
            if (line.isBlank()) {
                continue;
            }
            if (++lines > MAX_PARAMETERS) {
                throw new MalformedBodyException("body has more than " + MAX_PARAMETERS + " parameters");
            }
            Entry entry = entry(line);
            if (!isName(entry.name())) {
                faults.add("line " + Quoted.of(line) + " is no parameter");
            } else if (line.length() > MAX_LINE && !entry.name().equalsIgnoreCase(ParameterName.WFD_DISPLAY_EDID)) {
                faults.add("line of " + entry.name() + " has " + line.length() + " characters, more than " + MAX_LINE);
            } else {
                entries.putIfAbsent(Fields.lower(entry.name()), entry);
            }
        }
        if (entries.isEmpty() && !faults.isEmpty()) {
            throw new MalformedBodyException("body has no parameter: " + faults.get(0));
        }
        return new Parameters(entries, faults);
    }

    private static Entry entry(String line) {
        int colon = line.indexOf(':');
        return colon < 0
                ? new Entry(line.strip(), "")
                : new Entry(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0));
    }

    /** Whether the parameter is there, with or without a value. */
    public boolean contains(String name) {
        return entries.containsKey(Fields.lower(name));
    }

    /** The parameter's value; empty if it is not there or has none. */
    public Optional<String> value(String name) {
        Entry entry = entries.get(Fields.lower(name));
        return entry == null || entry.value().isEmpty() ? Optional.empty() : Optional.of(entry.value());
    }

    /** All of them, in their order. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Which lines of a body were left out and why; empty for a clean one. */
    public List<String> faults() {
        return faults;
    }

    /** The body in octets. */
    public byte[] octets() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && List.copyOf(entries()).equals(List.copyOf(that.entries()));
    }

    @Override
    public int hashCode() {
        return List.copyOf(entries()).hashCode();
    }

    /** The body: one line for each parameter, all with CRLF at the end. */
    @Override
    public String toString() {
        StringBuilder body = new StringBuilder();
        entries.values().forEach(entry -> body.append(entry).append("\r\n"));
        return body.toString();
    }

    /** Collects the lines; one thread. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /** A name without a value. */
        public Builder add(String name) {
            return add(name, "");
        }

        /**
         * A name and its value, which is the value's text. A second one of the same name replaces the first.
         *
         * @throws IllegalArgumentException if the name is none, or the value has a line end
         */
        public Builder add(String name, Object value) {
            String text = value.toString();
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "parameter name " + Quoted.of(name) + " is not letters, digits, _-.");
            }
            if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("value of " + name + " has a line end: " + Quoted.of(text));
            }
            entries.put(Fields.lower(name), new Entry(name, text.strip()));
            return this;
        }

        /** The parameters so far; the builder may go on. */
        public Parameters build() {
            return new Parameters(entries, List.of());
        }
    }
}
