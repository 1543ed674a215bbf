// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.rtsp.Rtsp;

/**
 * Asks the sink for a sign of life (M16), and tells when there was none for too long. Anything that comes from the sink is one:
 * a request, a reply of any status, RTCP. An answer that is missing alone ends nothing, and keeps nothing else waiting for long. On
 * the event loop.
 */
final class KeepAlive {
    private final RtspConnection connection;
    private final String sessionId;
    private final SessionSettings settings;
    private final Runnable silence;
    private final Timer next;
    private final Timer check;
    private long livedNs = System.nanoTime();

    /** @param silence run once if there was no sign of life for the whole time-out */
    KeepAlive(EventLoop loop, RtspConnection connection, String sessionId, SessionSettings settings, Runnable silence) {
        this.connection = connection;
        this.sessionId = sessionId;
        this.settings = settings;
        this.silence = silence;
        this.next = new Timer(loop);
        this.check = new Timer(loop);
    }

    void start() {
        next.start(settings.keepAliveNs(), this::ask);
        check.start(settings.timeoutNs(), this::check);
    }

    void stop() {
        next.cancel();
        check.cancel();
    }

    /** There was a sign of life. */
    void lived() {
        livedNs = System.nanoTime();
    }

    private void ask() {
        RtspRequest request = RtspRequest.of(Rtsp.GET_PARAMETER, Rtsp.URI).with(Rtsp.HEADER_SESSION, sessionId);
        connection.sendYielding(request, settings.keepAliveReplyNs(), new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                next.start(settings.keepAliveNs(), KeepAlive.this::ask);
            }

            @Override
            public void timedOut() {
                ask();
            }
        });
    }

    private void check() {
        long leftNs = livedNs + settings.timeoutNs() - System.nanoTime();
        if (leftNs > 0) {
            check.start(leftNs, this::check);
        } else {
            stop();
            silence.run();
        }
    }
}
