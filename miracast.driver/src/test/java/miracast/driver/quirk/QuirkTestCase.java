// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import miracast.api.MiracastException;
import miracast.driver.RawSink;
import miracast.driver.Rig;
import miracast.driver.TestHost;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The source with one display that is odd in one way; M1 is under way. A quirk is proven harmless by pictures that come after
 * it; and after every test, however the session ended, no thread and no socket may be left.
 */
@Timeout(120)
class QuirkTestCase {
    Rig rig;
    RawSink sink;
    TestHost host;
    Screen screen;

    private OpenHandles before;
    private String peer;

    /** What the virtual machine opens once and keeps is open after this. */
    @BeforeAll
    static void openAndCloseOnce() throws Exception {
        try (Rig first = new Rig()) {
            first.playing();
        }
        OpenHandles.now();
    }

    @BeforeEach
    void connect() throws Exception {
        before = OpenHandles.now();
        begin(TestSettings.defaults(), new TestHost());
    }

    /** Begins again with a source that waits less, for tests that wait for it too. */
    void beginAgain(TestSettings settings) throws Exception {
        beginAgain(settings, new TestHost());
    }

    /** Begins again with a source and a host of the test's. */
    void beginAgain(TestSettings settings, TestHost other) throws Exception {
        rig.close();
        begin(settings, other);
    }

    private void begin(TestSettings settings, TestHost newHost) throws Exception {
        rig = new Rig(settings.build(), newHost);
        sink = rig.sink();
        host = newHost;
        screen = new Screen(rig);
        peer = sink.address().getAddress().getHostAddress() + ":"
                + sink.address().getPort();
        rig.start();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        rig.close();
        Screen.soon()
                .untilAsserted(() -> assertThat(OpenHandles.now().since(before)).matches(OpenHandles::isEmpty));
    }

    // A session that goes on.

    /** The whole session is good: M1 to M7, then pictures. */
    void assertRuns() throws Exception {
        sink.negotiate();
        assertPlays();
    }

    /** A negotiated session goes on to its pictures. */
    void assertPlays() throws Exception {
        rig.awaitStarted();
        assertThat(sink.setUp().status()).isEqualTo(200);
        assertShows();
    }

    /** A session that was set up goes on to its pictures. */
    void assertShows() throws Exception {
        assertThat(sink.play().status()).isEqualTo(200);
        screen.assertShowsFromIdr();
    }

    /** A session with a display that does everything right, so far. */
    void playing() throws Exception {
        assertRuns();
    }

    // A session that ends.

    /** How the session ended, whether it had started or not; waits for it. */
    TestHost.Report awaitEnd() throws Exception {
        try {
            rig.awaitStarted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MiracastException failure) {
                return new TestHost.Report(null, failure.ntStatus(), failure.getMessage());
            }
            throw e;
        }
        return host.awaitReport();
    }

    /** The session ends with this status and a sentence about this sink that has these words in it. */
    void assertEnds(int ntStatus, String... words) throws Exception {
        TestHost.Report end = awaitEnd();
        assertThat(end.detail()).startsWith("sink " + peer + " ").contains(words);
        assertThat(end.ntStatus()).isEqualTo(ntStatus);
    }
}
