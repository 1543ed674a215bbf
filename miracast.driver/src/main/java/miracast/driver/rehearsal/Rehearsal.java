// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rehearsal;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import miracast.api.MiracastException;
import miracast.api.driver.WfdConnectionStats;
import miracast.driver.session.SessionSettings;
import miracast.driver.session.SourceSession;
import miracast.driver.stream.StreamSettings;

/**
 * One whole session between a sink and a host that are made for it, over loopback: M1 to PLAY, and some pictures. Takes no port
 * from the range that sessions use, tells nobody, and leaves no thread and no socket. On the thread that plays it, which may be
 * interrupted; the sink has another one.
 */
public final class Rehearsal {
    private static final long STEP_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long END_NS = TimeUnit.SECONDS.toNanos(1);

    /** Whatever waits, waits for shorter than in a session; pictures are not spread, so that they take no time. */
    private static final SessionSettings SETTINGS = new SessionSettings(
            STEP_NS,
            STEP_NS,
            STEP_NS,
            0,
            TimeUnit.MINUTES.toNanos(1),
            STEP_NS,
            TimeUnit.MINUTES.toNanos(2),
            0,
            0,
            0,
            1,
            new StreamSettings(0, 1000, 0, 49_152, 65_535, 0, 1 << 18, STEP_NS));

    private final EventLoop loop;

    /** @param loop that of the sessions to come, so that it has run */
    public Rehearsal(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Plays it, which takes a fraction of a second.
     *
     * @return whether it came to its end: the sink asked for the stream, and all pictures were sent
     * @throws IOException if there is no loopback network
     * @throws MiracastException if the session did not start
     */
    public boolean play() throws IOException, MiracastException, InterruptedException {
        try (RehearsedSink sink = RehearsedSink.connect()) {
            Thread answers = new Thread(sink::answer, "miracast-rehearsal-sink");
            answers.setDaemon(true);
            answers.start();
            RehearsalHost host = new RehearsalHost();
            SourceSession session = SourceSession.rehearsal(loop, SETTINGS, host, sink.source());
            try {
                session.start(WfdConnectionStats.UNKNOWN);
                return host.awaitPictures(STEP_NS);
            } finally {
                session.stop();
                session.awaitEnd(END_NS);
            }
        }
    }
}
