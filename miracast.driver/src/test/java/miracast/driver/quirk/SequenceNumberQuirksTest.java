// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSeq: numbers of the sink's own, or none. */
class SequenceNumberQuirksTest extends QuirkTestCase {
    private static final String NUMBER = "CSeq: [^\r]*";

    private void repliesHave(LongFunction<String> number) {
        AtomicLong replies = new AtomicLong();
        sink.speak(Dialect.replies(message -> message.replaceFirst(NUMBER, number.apply(replies.incrementAndGet()))));
    }

    private void beginAgainWithKeepAlive() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 10_000, 20_000));
    }

    @Test
    void repliesMayLackTheNumber() throws Exception {
        beginAgainWithKeepAlive();
        sink.speak(Dialect.replies(message -> message.replaceFirst(NUMBER + "\r\n", "")));

        assertRunsAndAnswersKeepAlive();
    }

    private void assertRunsAndAnswersKeepAlive() throws Exception {
        assertRuns();
        for (int i = 0; i < 3; i++) {
            sink.reply(sink.expect("GET_PARAMETER"), "");
        }
        screen.assertGoesOn();
    }

    /** HuntCode. */
    @Test
    void repliesMayHaveACounterOfTheSink() throws Exception {
        beginAgainWithKeepAlive();
        repliesHave(count -> "CSeq: " + (count + 40));

        assertRunsAndAnswersKeepAlive();
    }

    /** lazycast. */
    @Test
    void repliesMayHaveTheFirstFourNumbersBuiltIn() throws Exception {
        beginAgainWithKeepAlive();
        sink.speak(Dialect.replies(new Object() {
            private int count;

            private String change(String message) {
                count++;
                return count <= 4 ? message.replaceFirst(NUMBER, "CSeq: " + count) : message;
            }
        }::change));

        assertRunsAndAnswersKeepAlive();
    }

    @Test
    void allRepliesMayHaveTheSameNumber() throws Exception {
        beginAgainWithKeepAlive();
        repliesHave(count -> "CSeq: 1");

        assertRunsAndAnswersKeepAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: one", "CSeq:", "CSeq: -1", "CSeq: 99999999999999999999999999"})
    void repliesMayHaveNonsenseForANumber(String number) throws Exception {
        repliesHave(count -> number);

        assertRuns();
    }

    @Test
    void repliesMayHaveLeadingZeros() throws Exception {
        sink.speak(Dialect.replies(message -> message.replaceFirst("CSeq: ", "CSeq: 000")));

        assertRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "4294967296", "18446744073709551615", "0007"})
    void requestsMayHaveAnyNumberAndGetItBack(String number) throws Exception {
        sink.speak(Dialect.requests(message -> message.replaceFirst(NUMBER, "CSeq: " + number)));

        assertRuns();

        Message reply = sink.request("GET_PARAMETER", "rtsp://localhost/wfd1.0", "");
        assertThat(reply.header("CSeq")).isEqualTo(number);
    }

    @Test
    void requestsMayCountDown() throws Exception {
        AtomicLong next = new AtomicLong(1000);
        sink.speak(Dialect.requests(message -> message.replaceFirst(NUMBER, "CSeq: " + next.getAndDecrement())));

        assertRuns();
    }

    @Test
    void aReplyThatNobodyAskedForDoesNotMatter() throws Exception {
        playing();
        sink.send("RTSP/1.0 200 OK\nCSeq: 77\n\nRTSP/1.0 404 Not Found\nCSeq: 78\n\n");

        screen.assertGoesOn();
    }
}
