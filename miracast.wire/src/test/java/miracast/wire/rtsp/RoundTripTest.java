// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every parameter of {@link ParameterName}, and every header: any value that there can be is printed so that it is read as the
 * same. Values are {@link Values} of a fixed seed; what is not a value is {@link GrammarTest}'s.
 */
class RoundTripTest {
    private static final long SEED = 20_260_727;
    private static final int COUNT = 2_000;
    /** Values of a kilobyte and more each. */
    private static final int COUNT_OF_LARGE = 200;

    /**
     * How values of a parameter are made and read.
     *
     * @param free whether case and blanks do not matter
     */
    private record Grammar<T>(Function<Values, T> value, GrammarTest.Parser parser, boolean free) {
        int count() {
            return value.apply(new Values(SEED)) instanceof DisplayEdid ? COUNT_OF_LARGE : COUNT;
        }
    }

    private static final Map<String, Grammar<?>> PARAMETERS = new LinkedHashMap<>();
    private static final Map<String, Grammar<?>> HEADERS = new LinkedHashMap<>();

    static {
        free(ParameterName.WFD_VIDEO_FORMATS, v -> v.videoFormats(VideoDialect.RELEASE_1), VideoFormats::parse);
        free(
                ParameterName.WFD2_VIDEO_FORMATS,
                v -> v.videoFormats(VideoDialect.RELEASE_2),
                text -> VideoFormats.parse(VideoDialect.RELEASE_2, text));
        free(
                ParameterName.WFDX_VIDEO_FORMATS,
                v -> v.videoFormats(VideoDialect.WFDX),
                text -> VideoFormats.parse(VideoDialect.WFDX, text));
        free(ParameterName.MICROSOFT_VIDEO_FORMATS, Values::microsoftVideoFormats, MicrosoftVideoFormats::parse);
        free(ParameterName.MICROSOFT_CURSOR, Values::cursor, MicrosoftCursor::parse);
        free(ParameterName.WFD_AUDIO_CODECS, Values::audioCodecs, AudioCodecs::parse);
        free(ParameterName.WFD2_AUDIO_CODECS, Values::audioCodecs, AudioCodecs::parse);
        free(ParameterName.WFD_CLIENT_RTP_PORTS, Values::clientRtpPorts, ClientRtpPorts::parse);
        free(ParameterName.WFD_CONTENT_PROTECTION, Values::contentProtection, ContentProtection::parse);
        free(ParameterName.WFD_DISPLAY_EDID, Values::displayEdid, DisplayEdid::parse);
        free(ParameterName.WFD_CONNECTOR_TYPE, v -> v.oneOf(ConnectorType.values()), ConnectorType::parse);
        free(ParameterName.WFD_TRIGGER_METHOD, v -> v.oneOf(TriggerMethod.values()), TriggerMethod::parse);
        free(ParameterName.WFD_AV_FORMAT_CHANGE_TIMING, Values::formatChangeTiming, FormatChangeTiming::parse);
        free(ParameterName.WFD_PREFERRED_DISPLAY_MODE, Values::preferredDisplayMode, PreferredDisplayMode::parse);
        free(ParameterName.WFD_UIBC_CAPABILITY, Values::uibcCapability, UibcCapability::parse);
        exact(ParameterName.WFD_PRESENTATION_URL, Values::presentationUrl, PresentationUrl::parse);
        exact(ParameterName.MICROSOFT_TEARDOWN_REASON, Values::teardownReason, TeardownReason::parse);
        Stream.of(
                        ParameterName.WFD_STANDBY_RESUME_CAPABILITY,
                        ParameterName.MICROSOFT_RTCP_CAPABILITY,
                        ParameterName.MICROSOFT_FORMAT_CHANGE_CAPABILITY,
                        ParameterName.MICROSOFT_DIAGNOSTICS_CAPABILITY)
                .forEach(name -> free(name, v -> v.oneOf(Support.values()), text -> Support.parse(name, text)));
        free(
                ParameterName.MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY,
                v -> v.oneOf(LatencyMode.values()),
                LatencyMode::parse);
        // Values that are texts to us: compared by whoever takes them, or not taken at all.
        text(ParameterName.WFD_IDR_REQUEST, v -> "");
        text(ParameterName.WFD_STANDBY, v -> "");
        text(ParameterName.WFD_IDR_REQUEST_CAPABILITY, v -> v.oneOf("0", "1", "none"));
        text(ParameterName.WFD_ROUTE, v -> v.oneOf("primary", "secondary"));
        text(ParameterName.WFD_UIBC_SETTING, v -> v.oneOf("enable", "disable"));
        text(ParameterName.WFD_3D_VIDEO_FORMATS, Values::stereoFormats);
        text(ParameterName.WFD_COUPLED_SINK, Values::coupledSink);
        text(ParameterName.WFD_I2C, v -> v.rarely() ? "none" : String.valueOf(v.from(1, 65535)));
        text(ParameterName.MICROSOFT_MAX_BITRATE, v -> v.rarely() ? "none" : String.valueOf(v.from(1, 999_999_999)));
        text(ParameterName.INTEL_FRIENDLY_NAME, Values::words);
        text(ParameterName.INTEL_SINK_MANUFACTURER_NAME, Values::words);
        text(ParameterName.INTEL_SINK_MODEL_NAME, Values::words);

        HEADERS.put(Rtsp.HEADER_TRANSPORT, new Grammar<>(Values::transport, Transport::parse, true));
        HEADERS.put(
                "Session",
                new Grammar<>(
                        Values::sessionHeader,
                        text -> SessionHeader.parse(text)
                                .orElseThrow(() -> new ParameterException(454, "Session", text, "no id")),
                        false));
        HEADERS.put("Public", new Grammar<>(Values::optionList, OptionList::parse, false));
    }

    private static <T> void free(String name, Function<Values, T> value, GrammarTest.Parser parser) {
        PARAMETERS.put(name, new Grammar<>(value, parser, true));
    }

    private static <T> void exact(String name, Function<Values, T> value, GrammarTest.Parser parser) {
        PARAMETERS.put(name, new Grammar<>(value, parser, false));
    }

    private static void text(String name, Function<Values, String> value) {
        exact(name, value, text -> text);
    }

    static Stream<String> parameters() {
        return PARAMETERS.keySet().stream();
    }

    static Stream<String> all() {
        return Stream.concat(PARAMETERS.keySet().stream(), HEADERS.keySet().stream());
    }

    private static Grammar<?> grammar(String name) {
        return PARAMETERS.getOrDefault(name, HEADERS.get(name));
    }

    private static String constant(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever adds a parameter and no generator of its values is told here. */
    @Test
    void everyParameterHasAGenerator() {
        Set<String> names = Arrays.stream(ParameterName.class.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .map(RoundTripTest::constant)
                .collect(Collectors.toSet());
        assertThat(PARAMETERS.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Whoever adds a type that is read from text, and no generator of it, is told here. */
    @Test
    void everyGrammarHasAGenerator() throws Exception {
        Set<Class<?>> made = new HashSet<>();
        all().forEach(name ->
                made.add(grammar(name).value().apply(new Values(SEED)).getClass()));
        assertThat(made).containsAll(GrammarTest.grammarClasses());
    }

    /** A generator that always makes the same would show nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void generatorsMakeManyValues(String name) {
        Values values = new Values(SEED);
        Set<String> made = Stream.generate(() -> grammar(name).value().apply(values))
                .limit(COUNT_OF_LARGE)
                .map(Object::toString)
                .collect(Collectors.toSet());
        Object any = grammar(name).value().apply(values);
        int least = any instanceof Enum<?> constant
                ? constant.getDeclaringClass().getEnumConstants().length
                : any instanceof String ? 1 : COUNT_OF_LARGE / 2;
        assertThat(made).hasSizeGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void whatIsPrintedIsReadAsTheSame(String name) throws Exception {
        Grammar<?> grammar = grammar(name);
        Values values = new Values(SEED);
        for (int i = 0; i < grammar.count(); i++) {
            Object value = grammar.value().apply(values);
            Object read = grammar.parser().parse(value.toString());
            assertThat(read).as("%s", value).isEqualTo(value);
            assertThat(read).as("%s", value).hasToString(value.toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void whatIsPrintedInABodyIsReadAsTheSame(String name) throws Exception {
        Grammar<?> grammar = grammar(name);
        Values values = new Values(SEED);
        for (int i = 0; i < grammar.count(); i++) {
            Object value = grammar.value().apply(values);
            Parameters body = Parameters.builder().add(name, value).build();
            Parameters read = Parameters.parse(body.octets());
            assertThat(read).isEqualTo(body);
            assertThat(read.faults()).isEmpty();
            assertThat(grammar.parser().parse(read.value(name).orElse(""))).isEqualTo(value);
        }
    }

    static Stream<String> freelySpelled() {
        return all().filter(name -> grammar(name).free());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("freelySpelled")
    void whatIsSpelledOtherwiseIsReadAsTheSame(String name) throws Exception {
        Grammar<?> grammar = grammar(name);
        Values values = new Values(SEED);
        for (int i = 0; i < grammar.count(); i++) {
            Object value = grammar.value().apply(values);
            String text = values.spelledOtherwise(value.toString());
            assertThat(grammar.parser().parse(text)).as(text).isEqualTo(value);
        }
    }

    @Test
    void wholeBodiesAreReadAsTheyArePrinted() throws Exception {
        Values values = new Values(SEED);
        for (int i = 0; i < COUNT; i++) {
            Parameters body = values.parameters();
            assertThat(Parameters.parse(body.toString())).isEqualTo(body);
        }
    }

    @Test
    void errorsOfParametersAreReadAsTheyArePrinted() throws Exception {
        Values values = new Values(SEED);
        for (int i = 0; i < COUNT; i++) {
            ParameterErrors errors = values.parameterErrors();
            assertThat(ParameterErrors.of(Parameters.parse(errors.body().octets())))
                    .isEqualTo(errors);
        }
    }
}
