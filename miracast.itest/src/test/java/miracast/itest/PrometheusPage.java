// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in the text format of Prometheus, version 0.0.4, read by the letter of "Exposition formats" and of "Metric and label
 * naming" in its documentation: whatever they do not allow, or only advise against, is an error.
 */
final class PrometheusPage {
    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    /** What Go's ParseFloat takes, of which that is all that anybody writes. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]Inf");

    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    /** Units that have a base unit, which is to be taken instead: the base units are seconds, bytes and so on. */
    private static final Set<String> OTHER_UNITS = Set.of(
            "ms",
            "us",
            "ns",
            "milliseconds",
            "microseconds",
            "nanoseconds",
            "minutes",
            "hours",
            "days",
            "bits",
            "octets",
            "kilobytes",
            "megabytes",
            "kbit",
            "percent");

    /**
     * A value.
     *
     * @param name of the metric
     * @param labels by name, without escapes
     */
    record Series(String name, Map<String, String> labels) {}

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<Series, Double> values = new LinkedHashMap<>();
    /** Metrics whose group of lines is over. */
    private final Set<String> over = new HashSet<>();

    private String group = "";
    private int number;

    private PrometheusPage() {}

    /** @throws IllegalArgumentException with the line, if it is not in the format */
    static PrometheusPage parse(String text) {
        PrometheusPage page = new PrometheusPage();
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line does not end with a line feed");
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            page.number++;
            try {
                page.line(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + page.number + ", '" + line + "': " + e.getMessage(), e);
            }
        }
        page.values.keySet().forEach(page::checkNames);
        return page;
    }

    /** Values of a metric whose labels have at least these. */
    List<Double> values(String name, Map<String, String> labels) {
        List<Double> found = new ArrayList<>();
        values.forEach((series, value) -> {
            if (series.name().equals(name) && series.labels().entrySet().containsAll(labels.entrySet())) {
                found.add(value);
            }
        });
        return found;
    }

    /** The one value of a metric whose labels have at least these. */
    double value(String name, Map<String, String> labels) {
        List<Double> found = values(name, labels);
        if (found.size() != 1) {
            throw new AssertionError(name + labels + " has the values " + found);
        }
        return found.get(0);
    }

    /** All values of one label. */
    Set<String> labels(String label) {
        Set<String> found = new HashSet<>();
        values.keySet().forEach(series -> found.add(series.labels().get(label)));
        found.remove(null);
        return found;
    }

    private void line(String line) {
        require(!line.contains("\r"), "has a carriage return");
        if (line.startsWith("#")) {
            comment(line);
        } else if (!line.isBlank()) {
            sample(line);
        }
    }

    /** {@code # HELP name text} or {@code # TYPE name type}; every other one is for people. */
    private void comment(String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 2 || !(words[1].equals("HELP") || words[1].equals("TYPE"))) {
            return;
        }
        require(words.length == 4, "lacks name or text");
        String name = words[2];
        require(METRIC_NAME.matcher(name).matches(), "'" + name + "' is no name of a metric");
        enter(name);
        require(
                values.keySet().stream().noneMatch(series -> series.name().equals(name)),
                "comes after values of the metric");
        if (words[1].equals("HELP")) {
            require(!words[3].isBlank(), "says nothing");
            unescape(words[3], false);
            require(helps.put(name, words[3]) == null, "is the second HELP of the metric");
        } else {
            require(TYPES.contains(words[3]), "'" + words[3] + "' is no type");
            require(types.put(name, words[3]) == null, "is the second TYPE of the metric");
        }
    }

    /** All lines of a metric stand together. */
    private void enter(String name) {
        if (!name.equals(group)) {
            over.add(group);
            group = name;
        }
        require(!over.contains(name), "lines of another metric stand between this one and earlier ones of " + name);
    }

    /** {@code name{label="value",...} number [timestamp]}. */
    private void sample(String line) {
        Matcher name = METRIC_NAME.matcher(line);
        require(name.lookingAt(), "begins with no name of a metric");
        int at = name.end();
        Map<String, String> labels = new LinkedHashMap<>();
        if (line.startsWith("{", at)) {
            at++;
            while (!line.startsWith("}", at)) {
                at = label(line, at, labels);
            }
            at++;
        }
        String[] rest = line.substring(at).strip().split("[ \t]+");
        require(rest.length <= 2, "goes on after the timestamp");
        require(NUMBER.matcher(rest[0]).matches(), "'" + rest[0] + "' is no value");
        require(rest.length < 2 || rest[1].matches("-?\\d+"), "the timestamp is no number of milliseconds");
        enter(family(name.group()));
        Series series = new Series(name.group(), Map.copyOf(labels));
        require(
                values.put(series, Double.valueOf(rest[0].replace("Inf", "Infinity"))) == null,
                "is there a second time");
    }

    /** Where the next one begins, or the end of all. */
    private static int label(String line, int from, Map<String, String> labels) {
        Matcher name = LABEL_NAME.matcher(line).region(from, line.length());
        require(name.lookingAt(), "no name of a label at '" + line.substring(from) + "'");
        require(!name.group().startsWith("__"), name.group() + " is reserved");
        require(line.startsWith("=\"", name.end()), name.group() + " has no value in quotes");
        int end = name.end() + 2;
        while (end < line.length() && line.charAt(end) != '"') {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        require(end < line.length(), "the value of " + name.group() + " has no end");
        String value = unescape(line.substring(name.end() + 2, end), true);
        require(labels.put(name.group(), value) == null, name.group() + " is there twice");
        require(line.startsWith(",", end + 1) || line.startsWith("}", end + 1), "no comma after " + name.group());
        return line.startsWith(",", end + 1) ? end + 2 : end + 1;
    }

    private static String unescape(String text, boolean quotes) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\') {
                i++;
                next = i < text.length() ? text.charAt(i) : 0;
                require(next == '\\' || next == 'n' || quotes && next == '"', "ends no escape with '" + next + "'");
                next = next == 'n' ? '\n' : next;
            }
            plain.append(next);
        }
        return plain.toString();
    }

    /** The metric that HELP and TYPE name. */
    private String family(String name) {
        String without = name.replaceFirst("_(sum|count|bucket)$", "");
        return Set.of("summary", "histogram").contains(types.getOrDefault(without, "")) ? without : name;
    }

    private void checkNames(Series series) {
        String family = family(series.name());
        String type = types.get(family);
        require(type != null, family + " has no TYPE");
        require(helps.containsKey(family), family + " has no HELP");
        require(
                type.equals("counter") == family.endsWith("_total"),
                family + " is a " + type + ": only counters end in _total");
        require(
                type.equals("summary") || !series.labels().containsKey("quantile"),
                family + " has quantiles, but is a " + type);
        require(!type.equals("counter") || values.get(series) >= 0, series + " counts below zero");
        for (String word : family.split("_")) {
            require(!OTHER_UNITS.contains(word), family + " is in " + word + ", which is no base unit");
            require(!TYPES.contains(word), family + " has its type in its name");
        }
    }

    private static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
