// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;

/** How messages are written and cut into segments: a whole session in each of these dialects. */
class FramingQuirksTest extends QuirkTestCase {
    private static final String M13 = "wfd_idr_request\r\n";

    /** A session from M1 to pictures, with an IDR request and a pause in it, and the sink's own end. */
    private void assertRunsIn(UnaryOperator<String> dialect) throws Exception {
        sink.speak(dialect);
        assertRuns();
        assertThat(sink.set(M13).status()).isEqualTo(200);
        assertThat(sink.inSession("PAUSE").status()).isEqualTo(200);
        screen.awaitActive(false);
        assertThat(sink.inSession("PLAY").status()).isEqualTo(200);
        screen.assertShowsFromIdr();
        assertThat(sink.inSession("TEARDOWN").status()).isEqualTo(200);
        assertThat(host.awaitReport().detail()).contains("TEARDOWN");
    }

    private static UnaryOperator<String> eachLine(UnaryOperator<String> change) {
        return text -> {
            StringBuilder lines = new StringBuilder();
            text.lines().forEach(line -> lines.append(change.apply(line)).append("\r\n"));
            return lines.toString();
        };
    }

    /** Changes headers, and not the start line. */
    private static UnaryOperator<String> eachHeader(UnaryOperator<String> change) {
        return Dialect.head(head -> {
            int end = head.indexOf("\r\n") + 2;
            return head.substring(0, end) + eachLine(change).apply(head.substring(end));
        });
    }

    private static UnaryOperator<String> eachParameter(UnaryOperator<String> change) {
        return Dialect.body(eachLine(change));
    }

    // Segments.

    @Test
    void messagesMayComeInSingleOctets() throws Exception {
        sink.writeAtMost(1);

        assertRunsIn(UnaryOperator.identity());
    }

    @Test
    void messagesMayBeCutAnywhere() throws Exception {
        sink.writeAtMost(7);

        assertRunsIn(UnaryOperator.identity());
    }

    @Test
    void theReplyToM1AndM2MayShareASegment() throws Exception {
        sink.expect("OPTIONS");
        sink.send("RTSP/1.0 200 OK\nCSeq: 1\nPublic: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\n\n"
                + "OPTIONS * RTSP/1.0\nCSeq: 1\nRequire: org.wfa.wfd1.0\n\n");
        assertThat(sink.receiveReply().status()).isEqualTo(200);
        sink.answerCapabilities();
        sink.agree();

        assertPlays();
    }

    @Test
    void theReplyToM5SetUpAndPlayMayShareASegment() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        Message trigger = sink.expect("SET_PARAMETER");
        String url = sink.presentationUrl();
        sink.send("RTSP/1.0 200 OK\nCSeq: " + trigger.header("CSeq") + "\n\n"
                + "SETUP " + url + " RTSP/1.0\nCSeq: 50\nTransport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort()
                + "\n\nPLAY " + url + " RTSP/1.0\nCSeq: 51\n\n");

        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("50");
        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("51");
        screen.assertShowsFromIdr();
    }

    @Test
    void requestsInOneSegmentAreAnsweredInTheirOrder() throws Exception {
        playing();
        StringBuilder requests = new StringBuilder();
        for (int number = 20; number < 30; number++) {
            requests.append("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: " + number + "\n\n");
        }
        sink.send(requests.toString());

        for (int number = 20; number < 30; number++) {
            assertThat(sink.receiveReply().header("CSeq")).isEqualTo(Integer.toString(number));
        }
        screen.assertGoesOn();
    }

    /** lazycast: what one recv returns is one message, however many there are in it. */
    @Test
    void aSinkMayTakeEachSegmentForOneMessage() throws Exception {
        beginAgain(TestSettings.defaults().gapMs(300));
        assertThat(segment()).startsWith("OPTIONS * ");
        sink.send("RTSP/1.0 200 OK\nCSeq: 1\nPublic: org.wfa.wfd1.0, SET_PARAMETER, GET_PARAMETER\n\n");
        sink.send("OPTIONS * RTSP/1.0\nCSeq: 100\nRequire: org.wfa.wfd1.0\n\n");
        assertThat(segment()).startsWith("RTSP/1.0 200 OK\r\nCSeq: 100\r\n");
        assertThat(segment()).startsWith("GET_PARAMETER ");
        String capabilities =
                String.format(RawSink.CAPABILITIES, sink.rtpPort()).replace("\n", "\r\n");
        sink.send("RTSP/1.0 200 OK\nCSeq: 2\nContent-Type: text/parameters\nContent-Length: " + capabilities.length()
                + "\n\n" + capabilities);
        assertThat(segment()).startsWith("SET_PARAMETER ").contains("wfd_presentation_URL: ");
        sink.send("RTSP/1.0 200 OK\nCSeq: 3\n\n");
        assertThat(segment()).startsWith("SET_PARAMETER ").contains("wfd_trigger_method: SETUP");
        sink.send("RTSP/1.0 200 OK\nCSeq: 4\n\n");
        sink.send("SETUP rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\nCSeq: 101\n"
                + "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort() + "\n\n");
        String setUp = segment();
        assertThat(setUp).startsWith("RTSP/1.0 200 OK\r\nCSeq: 101\r\n");
        String session = setUp.replaceFirst("(?s).*Session: ([^\r]*).*", "$1");
        sink.send("PLAY rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\nCSeq: 102\nSession: " + session + "\n\n");
        assertThat(segment()).startsWith("RTSP/1.0 200 OK\r\nCSeq: 102\r\n");
        screen.assertShowsFromIdr();
    }

    /** One recv; nothing but one whole message may be in it. */
    private String segment() throws Exception {
        String segment = sink.receiveSegment();
        int end = segment.indexOf("\r\n\r\n") + 4;
        assertThat(end).isGreaterThan(4);
        int length = segment.contains("Content-Length: ")
                ? Integer.parseInt(segment.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"))
                : 0;
        assertThat(segment).hasSize(end + length);
        return segment;
    }

    // Lines.

    @Test
    void linesMayEndWithLfAlone() throws Exception {
        UnaryOperator<String> bareLf = text -> text.replace("\r\n", "\n");

        assertRunsIn(message -> bareLf.apply(Dialect.body(bareLf).apply(message)));
    }

    @Test
    void theLastLineOfABodyMayLackItsEnd() throws Exception {
        assertRunsIn(Dialect.body(String::stripTrailing));
    }

    @Test
    void emptyLinesMayStandBetweenMessages() throws Exception {
        assertRunsIn(message -> "\r\n\r\n" + message);
    }

    @Test
    void emptyLinesMayStandInABody() throws Exception {
        assertRunsIn(Dialect.body(body -> "\r\n" + body.replace("\r\n", "\r\n\r\n")));
    }

    @Test
    void bodiesMayEndWithZeros() throws Exception {
        assertRunsIn(Dialect.body(body -> body + "\0"));
    }

    @Test
    void aHeaderMayGoOnInTheNextLine() throws Exception {
        assertRunsIn(Dialect.head(head -> head + "User-Agent: a\r\n television\r\n"));
    }

    // Blanks.

    @Test
    void blanksMayStandBeforeTheColonOfAHeader() throws Exception {
        assertRunsIn(eachHeader(header -> header.replaceFirst(":", " \t:")));
    }

    @Test
    void blanksMayStandBeforeTheColonOfAParameter() throws Exception {
        assertRunsIn(eachParameter(parameter -> parameter.replaceFirst(":", " :")));
    }

    @Test
    void noBlankNeedFollowTheColon() throws Exception {
        assertRunsIn(eachHeader(header -> header.replaceFirst(": ", ":"))
                .andThen(eachParameter(parameter -> parameter.replaceFirst(": ", ":")))::apply);
    }

    @Test
    void manyBlanksMayFollowTheColon() throws Exception {
        assertRunsIn(eachHeader(header -> header.replaceFirst(": ", ":  \t "))
                .andThen(eachParameter(parameter -> parameter.replaceFirst(": ", ":   \t")))::apply);
    }

    @Test
    void linesMayEndWithBlanks() throws Exception {
        assertRunsIn(
                Dialect.head(eachLine(line -> line + "  ")).andThen(eachParameter(parameter -> parameter + " \t "))
                        ::apply);
    }

    @Test
    void parametersMayBeIndented() throws Exception {
        assertRunsIn(eachParameter(parameter -> "  " + parameter));
    }

    @Test
    void fieldsMayBeManyBlanksApart() throws Exception {
        assertRunsIn(eachParameter(parameter -> parameter.replaceAll("(?<!:) (?=[0-9A-Fa-fmn])", "   ")));
    }

    @Test
    void theStartLineMayHaveMoreBlanks() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("^(\\S+) (\\S+) ", "$1  $2   ")));
    }

    // Case.

    @Test
    void namesOfHeadersMayBeInAnyCase() throws Exception {
        assertRunsIn(eachHeader(
                header -> swapCase(header.substring(0, header.indexOf(':'))) + header.substring(header.indexOf(':'))));
    }

    @Test
    void namesOfParametersMayBeInAnyCase() throws Exception {
        assertRunsIn(
                eachParameter(parameter -> parameter.replaceFirst("^wfd", "WfD").replace("_", "_")));
    }

    @Test
    void valuesMayBeInLowerCase() throws Exception {
        assertRunsIn(Dialect.body(body -> body.toLowerCase(Locale.ROOT)));
    }

    @Test
    void valuesMayBeInUpperCase() throws Exception {
        assertRunsIn(Dialect.body(body -> body.toUpperCase(Locale.ROOT)));
    }

    @Test
    void valuesOfHeadersMayBeInLowerCase() throws Exception {
        assertRunsIn(eachHeader(header -> header.toLowerCase(Locale.ROOT)));
    }

    @Test
    void theVersionMayBeInLowerCase() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("RTSP/1.0", "rtsp/1.0")));
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.chars()
                .forEach(c -> swapped.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return swapped.toString();
    }

    // More, and less, than is needed.

    @Test
    void headersMayBeRepeated() throws Exception {
        assertRunsIn(eachHeader(header -> header + "\r\n" + header));
    }

    @Test
    void ofRepeatedParametersTheFirstCounts() throws Exception {
        assertRunsIn(Dialect.body(body -> body + body.replaceAll("(?m):.*$", ": none")));
    }

    @Test
    void unknownHeadersDoNotMatter() throws Exception {
        assertRunsIn(Dialect.head(head -> head + "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nUser-Agent: LGE\r\n"
                + "Server: MSMiracastSource/10.00.21996.1000 guid/none\r\nX-Odd: \u00e4\u00f6\u00fc {}%s\r\n"));
    }

    @Test
    void headersMayHaveNoValue() throws Exception {
        assertRunsIn(Dialect.head(head -> head + "User-Agent:\r\nContent-Length:\r\n"));
    }

    @Test
    void theContentTypeMayBeMissing() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("Content-Type: .*\r\n", "")));
    }

    @Test
    void theContentTypeMayBeAnother() throws Exception {
        assertRunsIn(Dialect.head(
                head -> head.replaceFirst("Content-Type: .*\r\n", "Content-Type: text/plain; charset=utf-8\r\n")));
    }

    @Test
    void aContentLengthOfZeroMayStandForNoBody() throws Exception {
        assertRunsIn(Dialect.head(head -> head.contains("Content-Length") ? head : head + "Content-Length: 0\r\n"));
    }

    @Test
    void aContentTypeMayStandWithoutABody() throws Exception {
        assertRunsIn(Dialect.head(head -> head.contains("Content-Type")
                ? head
                : head + "Content-Type: text/parameters\r\nContent-Length: 0\r\n"));
    }

    @Test
    void theReasonPhraseMayBeMissing() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("^(RTSP/1.0 200) OK", "$1")));
    }

    @Test
    void theReasonPhraseMayBeAnother() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("^(RTSP/1.0 200) OK", "$1 All is well: 404")));
    }

    @Test
    void headersMayComeInAnyOrder() throws Exception {
        assertRunsIn(Dialect.head(head -> {
            List<String> lines = new ArrayList<>(Arrays.asList(head.split("\r\n")));
            String startLine = lines.remove(0);
            Collections.reverse(lines);
            return startLine + "\r\n" + String.join("\r\n", lines) + "\r\n";
        }));
    }

    @Test
    void parametersMayComeInAnyOrder() throws Exception {
        assertRunsIn(Dialect.body(body -> {
            List<String> lines = Arrays.asList(body.split("\r\n"));
            Collections.reverse(lines);
            return String.join("\r\n", lines) + "\r\n";
        }));
    }

    @Test
    void unknownParametersDoNotMatter() throws Exception {
        assertRunsIn(Dialect.body(body -> body.equals(M13)
                ? body
                : "wd_initial_buffer: 1\r\nwfd_sec_screensharing: supported\r\n" + body
                        + "wfd_vnd_odd\r\nmicrosoft_odd: \u00e4: {}%s\r\nintel_friendly_name: x\r\n"));
    }

    @Test
    void linesThatAreNoParametersDoNotMatter() throws Exception {
        assertRunsIn(
                Dialect.body(body -> body.equals(M13) ? body : "\u0001\u0002\r\n: 5\r\n" + body + "= nonsense\r\n"));
    }
}
