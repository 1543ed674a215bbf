// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;

/** The Session header: missing, wrong, or with parameters; and sinks that are particular about ours. */
class SessionIdQuirksTest extends QuirkTestCase {
    private static final String SESSION = "Session: [^\r]*\r\n";

    /** A session with all that has a Session header: keep-alive, a pause, an IDR request, the end. */
    private void assertRunsIn(UnaryOperator<String> dialect) throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 10_000, 20_000));
        sink.speak(dialect);
        assertRuns();
        sink.reply(sink.expect("GET_PARAMETER"), "200 OK", "", "Session: " + sink.session());
        assertThat(sink.set("wfd_idr_request\r\n").status()).isEqualTo(200);
        assertThat(sink.inSession("PAUSE").status()).isEqualTo(200);
        screen.awaitActive(false);
        assertThat(sink.inSession("PLAY").status()).isEqualTo(200);
        screen.assertShowsFromIdr();
        assertThat(sink.inSession("TEARDOWN").status()).isEqualTo(200);
        assertThat(host.awaitReport().detail()).contains("TEARDOWN");
    }

    /** Old dongles; the MS adapter v2 in replies to the keep-alive. */
    @Test
    void theSessionMayBeMissingEverywhere() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst(SESSION, "")));
    }

    /** lazycast. */
    @Test
    void theSessionMayComeBackWithItsTimeOut() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst("(Session: [^\r]*)", "$1;timeout=30")));
    }

    @Test
    void theSessionMayBeAnother() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst(SESSION, "Session: VaMkltjy\r\n")));
    }

    @Test
    void theSessionMayBeEmpty() throws Exception {
        assertRunsIn(Dialect.head(head -> head.replaceFirst(SESSION, "Session:\r\n")));
    }

    @Test
    void theSessionMayBeThereBeforeThereIsOne() throws Exception {
        assertRunsIn(Dialect.head(head -> head.contains("Session:") ? head : head + "Session: 1\r\n"));
    }

    /** HuntCode reads a decimal number, LG refuses long ids, rdk what is not hexadecimal. */
    @Test
    void aSinkMayRefuseIdsThatAreNoDecimalNumbersOfAtMostNineDigits() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        String id = sink.setUp().header("Session").split(";")[0];

        assertThat(id).matches("[1-9][0-9]{7,8}");
        assertShows();
    }

    /** GND strips it everywhere else, since it confuses sinks. */
    @Test
    void aSinkMayStumbleOverATimeOutAnywhereButInTheReplyToSetUp() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 10_000, 20_000));
        sink.negotiate();
        rig.awaitStarted();
        Message setUp = sink.setUp();
        Message play = sink.play();
        Message keepAlive = sink.expect("GET_PARAMETER");
        sink.reply(keepAlive, "");
        Message pause = sink.inSession("PAUSE");

        assertThat(setUp.header("Session")).isEqualTo(sink.session() + ";timeout=20");
        assertThat(play.header("Session")).isEqualTo(sink.session());
        assertThat(keepAlive.header("Session")).isEqualTo(sink.session());
        assertThat(pause.header("Session")).isEqualTo(sink.session());
    }
}
