// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replays its corpus; with JAZZER_FUZZ=1 and one method chosen it looks for more. */
class RtspFuzzTest {
    private static final List<GrammarTest.Parser> VALUES = List.of(
            VideoFormats::parse,
            value -> VideoFormats.parse(VideoDialect.RELEASE_2, value),
            value -> VideoFormats.parse(VideoDialect.WFDX, value),
            MicrosoftVideoFormats::parse,
            MicrosoftCursor::parse,
            PreferredDisplayMode::parse,
            AudioCodecs::parse,
            ClientRtpPorts::parse,
            ContentProtection::parse,
            DisplayEdid::parse,
            ConnectorType::parse,
            PresentationUrl::parse,
            TriggerMethod::parse,
            FormatChangeTiming::parse,
            TeardownReason::parse,
            LatencyMode::parse,
            UibcCapability::parse,
            Transport::parse,
            OptionList::parse);

    @FuzzTest
    void body(byte[] octets) throws Exception {
        try {
            Parameters body = Parameters.parse(octets);
            check(body.equals(Parameters.parse(body.octets())), body);
            SinkCapabilities.of(body).notes();
            ParameterErrors.of(body).body();
        } catch (MalformedBodyException e) {
            check(!e.getMessage().isEmpty(), e);
        }
    }

    @FuzzTest
    void value(FuzzedDataProvider data) throws Exception {
        GrammarTest.Parser parser = data.pickValue(VALUES);
        String value = new String(data.consumeRemainingAsBytes(), StandardCharsets.UTF_8);
        try {
            Object read = parser.parse(value);
            check(read.equals(parser.parse(read.toString())), read);
        } catch (ParameterException e) {
            check(e.value().equals(value), e);
        }
    }

    @FuzzTest
    void header(byte[] octets) {
        String value = new String(octets, StandardCharsets.UTF_8);
        RtspUri.isSession(value);
        SessionHeader.parse(value)
                .ifPresent(session -> check(
                        SessionHeader.parse(session.toString()).orElseThrow().equals(session), session));
    }

    private static void check(boolean holds, Object shown) {
        if (!holds) {
            throw new AssertionError(shown);
        }
    }
}
