// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.VideoMode;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Fallback;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A configuration, checked.
 *
 * @param request the cast
 * @param schedule when it is to be there
 */
record Declaration(CastRequest request, Schedule schedule) {
    private static final int RTSP_PORT = 7236;
    private static final Pattern ENDPOINT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+))(?::(\\d{1,5}))?");
    private static final Pattern NOT_OF_AN_ID = Pattern.compile("[^A-Za-z0-9._-]");
    private static final String BIT_RATES = "0, or 100000 to 200000000";
    private static final String TARGETS = "either device or listen";

    private static final TreeSet<String> FIELDS = Stream.of(CastConfig.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    /**
     * What a configuration says.
     *
     * @param declaration null if anything is wrong
     * @param name what to call the cast, right or wrong
     * @param problems what is wrong, all of it; empty if nothing is
     */
    record Result(Declaration declaration, String name, List<String> problems) {}

    /**
     * Reads a configuration.
     *
     * @param config its fields, as Declarative Services converts them
     * @param raw its properties, as they were written
     */
    static Result read(String pid, CastConfig config, Map<String, ?> raw) {
        Fields fields = new Fields(pid, raw);
        fields.refuseOthersThan(FIELDS);
        String name = name(pid, config);
        CastRequest.Builder builder = CastRequest.to(target(fields, config)).unattended(true);
        fields.read("name", config::name, written -> builder.id(name), "1 to 40 of A-Z a-z 0-9 . _ -");
        source(fields, config, builder);
        fields.read("encoder", config::encoder, text -> builder.encoder(encoder(text)), "a name, or a filter of OSGi");
        builder.modes(
                fields.readAll("modes", () -> commasAsWell(config.modes()), VideoMode::parse, "modes as 1920x1080p30"));
        bitRates(fields, config, builder);
        fields.read("audio", config::audio, text -> audio(builder, text), "on, off, NAME or NAME:LOCATION");
        fallback(fields, config, builder);
        Schedule schedule = schedule(fields, config);
        List<String> problems = fields.problems();
        return new Result(problems.isEmpty() ? new Declaration(builder.build(), schedule) : null, name, problems);
    }

    /** What distinguishes the PID, where nothing else is said: {@code lobby} of {@code miracast.cast~lobby}. */
    private static String name(String pid, CastConfig config) {
        String written;
        try {
            written = config.name().strip();
        } catch (RuntimeException e) {
            written = "";
        }
        if (!written.isEmpty()) {
            return written;
        }
        String own = pid.substring(Math.max(pid.lastIndexOf('~'), pid.lastIndexOf('.')) + 1);
        String plain = NOT_OF_AN_ID.matcher(own).replaceAll("-").replaceFirst("^[._-]+", "");
        return plain.isEmpty() ? "cast" : plain.substring(0, Math.min(40, plain.length()));
    }

    private static CastTarget target(Fields fields, CastConfig config) {
        CastTarget device = fields.read(
                "device",
                config::device,
                text -> text.isBlank() ? null : device(text.strip()),
                "a name, an address, a pattern as Lobby*, or a filter of OSGi");
        CastTarget listen = fields.read(
                "listen",
                config::listen,
                text -> text.isBlank() ? null : CastTarget.listen(endpoint(text.strip())),
                "an address of this machine, as 0.0.0.0 or 192.168.1.5:7236");
        boolean hasDevice = isWritten(config::device);
        boolean hasListen = isWritten(config::listen);
        if (hasDevice && hasListen) {
            fields.problem("device", "listen is there, too", TARGETS);
        } else if (!hasDevice && !hasListen) {
            fields.problem("device", "is missing, and so is listen", TARGETS);
        }
        // Whatever stands in for a wrong one is never asked for.
        return device != null ? device : listen != null ? listen : CastTarget.device("?");
    }

    private static boolean isWritten(Supplier<String> field) {
        try {
            return !field.get().isBlank();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static CastTarget device(String text) {
        if (text.startsWith("(")) {
            requireFilter(text);
            return CastTarget.matching(text);
        }
        return text.contains("*") || text.contains("?") ? CastTarget.matching(text) : CastTarget.device(text);
    }

    private static InetSocketAddress endpoint(String text) {
        Matcher matcher = ENDPOINT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not of the form ADDRESS or ADDRESS:PORT");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        InetSocketAddress address =
                new InetSocketAddress(host, matcher.group(3) == null ? RTSP_PORT : Integer.parseInt(matcher.group(3)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("no address is known for " + host);
        }
        return address;
    }

    private static String encoder(String text) {
        if (text.isBlank()) {
            return null;
        }
        if (text.startsWith("(")) {
            requireFilter(text);
        }
        return text.strip();
    }

    private static void requireFilter(String text) {
        try {
            FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("is no filter: " + e.getMessage(), e);
        }
    }

    private static void source(Fields fields, CastConfig config, CastRequest.Builder builder) {
        fields.read(
                "source",
                config::source,
                text -> {
                    if (text.isBlank()) {
                        throw new IllegalArgumentException("is blank");
                    }
                    return builder.source(text.strip());
                },
                "NAME, NAME:LOCATION, a file or a URL");
        Map<String, String> options = new HashMap<>();
        fields.readAll(
                "sourceOptions",
                config::sourceOptions,
                option -> {
                    int equals = option.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("has no name and value");
                    }
                    if (options.put(
                                    option.substring(0, equals).strip(),
                                    option.substring(equals + 1).strip())
                            != null) {
                        throw new IllegalArgumentException("is there twice");
                    }
                    return option;
                },
                "NAME=VALUE; NAME=VALUE");
        builder.sourceOptions(options);
    }

    private static String[] commasAsWell(String[] elements) {
        return Stream.of(elements).map(element -> element.replace(',', ';')).toArray(String[]::new);
    }

    private static void bitRates(Fields fields, CastConfig config, CastRequest.Builder builder) {
        Object highest = fields.readNumber(
                "bitRate", config::bitRate, value -> value == 0 ? builder : builder.bitRate(value), "bit/s", BIT_RATES);
        Object lowest = fields.readNumber(
                "lowestBitRate",
                config::lowestBitRate,
                value -> value == 0 ? builder : builder.lowestBitRate(value),
                "bit/s",
                BIT_RATES);
        if (highest != null && lowest != null && config.bitRate() != 0 && config.lowestBitRate() > config.bitRate()) {
            fields.problem("lowestBitRate", "is above bitRate " + config.bitRate(), BIT_RATES);
        }
    }

    private static CastRequest.Builder audio(CastRequest.Builder builder, String text) {
        String wish = text.strip();
        boolean on = wish.equalsIgnoreCase("on") || wish.equalsIgnoreCase("true");
        boolean off = wish.equalsIgnoreCase("off") || wish.equalsIgnoreCase("false");
        if (wish.isEmpty()) {
            throw new IllegalArgumentException("is blank");
        }
        return builder.audio(!off).audioSource(on || off ? null : wish);
    }

    private static void fallback(Fields fields, CastConfig config, CastRequest.Builder builder) {
        fields.read(
                "fallback",
                config::fallback,
                text -> builder.fallback(Fallback.parse(text.strip())),
                "hold, picture:FILE, pattern or pattern:TEXT");
        fields.readNumber(
                "fallbackAfterMs",
                config::fallbackAfterMs,
                ms -> builder.fallbackAfter(Duration.ofMillis(ms)),
                "ms",
                "100 to 3600000");
        fields.readFlag("mayStandStill", config::mayStandStill, builder::mayStandStill);
    }

    private static Schedule schedule(Fields fields, CastConfig config) {
        List<Window> windows = fields.readAll("schedule", config::schedule, Window::parse, Window.FORM).stream()
                .flatMap(Collection::stream)
                .toList();
        ZoneId zone = fields.read(
                "zone",
                config::zone,
                text -> text.isBlank() ? ZoneId.systemDefault() : zone(text.strip()),
                "a place as Europe/Berlin, or an offset as +02:00");
        return new Schedule(windows, zone == null ? ZoneId.systemDefault() : zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no time zone: " + e.getMessage(), e);
        }
    }
}
