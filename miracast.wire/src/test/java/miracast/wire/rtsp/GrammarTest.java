// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every parameter's grammar, tried with values that a seeded generator makes out of real ones: what is read is
 * printed so that it reads the same, and whatever else comes is a {@link ParameterException}.
 */
class GrammarTest {
    interface Parser {
        Object parse(String value) throws ParameterException;
    }

    private static final String ALPHABET = "0123456789abcdefABCDEFxyz none,;:=/-\t\0\u00e9";

    static Stream<Arguments> grammars() {
        return Stream.of(
                grammar(
                        VideoFormats::parse,
                        RealReplies.SAMSUNG,
                        RealReplies.LG,
                        RealReplies.WINDOWS,
                        RealReplies.MIRACLECAST,
                        RealReplies.FOXLOST,
                        "none"),
                grammar(
                        value -> VideoFormats.parse(VideoDialect.RELEASE_2, value),
                        RealReplies.WINDOWS_RELEASE_2,
                        "00 01 04 0010 000000000100 000000000000 000000000000 00 0000 0000 00 00",
                        "40 02 01 0010 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11 00"),
                grammar(
                        value -> VideoFormats.parse(VideoDialect.WFDX, value),
                        "0040 00 0003 00FF 0007FFFFFF 01FFFFFFFF 00000FFF 00 0000 0000 11 none none",
                        "none"),
                grammar(MicrosoftVideoFormats::parse, "0000001fffff", "none"),
                grammar(MicrosoftCursor::parse, "none 0100 0100 4abf", "full 0040 0040 C000", "none"),
                grammar(
                        PreferredDisplayMode::parse,
                        "00361A 0780 00A0 8030 0020 0438 001F 0003 0005 00 00 00"
                                + " 01 10 00000000 00000000 00000000 00 0000 0000 00 none none"),
                grammar(AudioCodecs::parse, "LPCM 00000003 00, AAC 0000000f 00, AC3 00000007 00", "none"),
                grammar(
                        ClientRtpPorts::parse,
                        "RTP/AVP/UDP;unicast 19000 0 mode=play",
                        "RTP/AVP/TCP;interleaved 1028 1029 mode=recv"),
                grammar(ContentProtection::parse, "HDCP2.1 port=1189", "none"),
                grammar(DisplayEdid::parse, "0001 " + "00".repeat(128), "0000 none", "none"),
                grammar(ConnectorType::parse, "05", "none", "ff"),
                grammar(PresentationUrl::parse, "rtsp://192.168.49.1/wfd1.0/streamid=0 none", "none none"),
                grammar(TriggerMethod::parse, "SETUP", "TEARDOWN"),
                grammar(value -> Support.parse("microsoft_rtcp_capability", value), "supported", "none"),
                grammar(FormatChangeTiming::parse, "00000BB800 000005DC00"),
                grammar(LatencyMode::parse, "low", "normal", "high"),
                grammar(TeardownReason::parse, "C00D4278 No data"),
                grammar(
                        UibcCapability::parse,
                        "input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
                                + "hidc_cap_list=Keyboard/USB, Mouse/BT;port=50000",
                        "none"),
                grammar(
                        Transport::parse,
                        "RTP/AVP/UDP;unicast;client_port=53000-53001;server_port=52000-52001",
                        "RTP/AVP/TCP;interleaved=0-1"),
                grammar(
                        value -> SessionHeader.parse(value)
                                .orElseThrow(() -> new ParameterException(454, "Session", value, "no id")),
                        "31415926;timeout=60",
                        "VaMkltjy"),
                grammar(OptionList::parse, "org.wfa.wfd1.0, SETUP, PLAY"));
    }

    /** Whoever adds a grammar and no samples of it is told here. */
    @Test
    void noGrammarIsLeftOut() throws Exception {
        Set<Class<?>> tried = new HashSet<>();
        for (Arguments each : grammars().toList()) {
            Parser parser = (Parser) each.get()[1];
            tried.add(parser.parse((String) each.get()[0]).getClass());
        }
        assertThat(tried).containsAll(grammarClasses());
    }

    /** All types that can be read from a text, but for whole bodies, which {@link ParametersTest} and {@link RtspFuzzTest} try. */
    static Set<Class<?>> grammarClasses() throws Exception {
        Path folder = Path.of(Parameters.class.getResource("Parameters.class").toURI())
                .getParent();
        Set<Class<?>> found = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (String name : files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .toList()) {
                Class<?> type = Class.forName(
                        Parameters.class.getPackageName() + "." + name.substring(0, name.length() - ".class".length()));
                if (Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("parse")
                                && Modifier.isPublic(method.getModifiers())
                                && Arrays.asList(method.getParameterTypes()).contains(String.class))) {
                    found.add(type);
                }
            }
        }
        found.remove(Parameters.class);
        assertThat(found).hasSizeGreaterThan(12);
        return found;
    }

    private static Arguments grammar(Parser parser, String... samples) {
        return arguments(samples[0], parser, List.of(samples));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grammars")
    void readsItsSamples(String name, Parser parser, List<String> samples) throws Exception {
        for (String sample : samples) {
            assertThat(parser.parse(parser.parse(sample).toString())).isEqualTo(parser.parse(sample));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grammars")
    void readsWhatItPrintsOrRefuses(String name, Parser parser, List<String> samples) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            String value = mutated(samples.get(random.nextInt(samples.size())), random);
            Object read;
            try {
                read = parser.parse(value);
            } catch (ParameterException e) {
                assertThat(e.value()).isEqualTo(value);
                continue;
            }
            assertThat(parser.parse(read.toString())).as(value).isEqualTo(read);
            assertThat(parser.parse(read.toString())).as(value).hasToString(read.toString());
        }
    }

    private static String mutated(String sample, SplittableRandom random) {
        StringBuilder value = new StringBuilder(sample);
        for (int n = random.nextInt(4); n >= 0 && value.length() > 0; n--) {
            int at = random.nextInt(value.length());
            char any = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(5)) {
                case 0:
                    value.setCharAt(at, any);
                    break;
                case 1:
                    value.insert(at, any);
                    break;
                case 2:
                    value.deleteCharAt(at);
                    break;
                case 3:
                    value.setLength(at);
                    break;
                default:
                    value.append(value.substring(at));
            }
        }
        return value.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grammars")
    void refusesOrReadsLongValuesInTime(String name, Parser parser, List<String> samples) {
        for (String part : List.of(" ", ",", ";", "-", "/", "0", "none", " ;", "port=", samples.get(0))) {
            String value = part.repeat(Parameters.MAX_LINE / part.length() + 1);
            try {
                parser.parse(value);
            } catch (ParameterException e) {
                assertThat(e.getMessage()).hasSizeLessThan(600);
            }
        }
    }
}
