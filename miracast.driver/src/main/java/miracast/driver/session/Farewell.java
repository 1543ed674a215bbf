// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.CompletableFuture;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.ConnectionEnd;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspAnswer;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspPeer;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;

/**
 * What comes after a dialogue that we end: the sink is told to tear down (M5) and heard until it has done so (M8), refuses, closes
 * the connection or lets the time pass. Tells only who waits for the socket. On the event loop.
 */
final class Farewell implements RtspPeer, ReplyListener {
    private final EventLoop loop;
    private final RtspConnection connection;
    private final String sessionId;
    private final CastLog log;
    private final Timer patience;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    /** A loop that was busy when it was told to end does not tell its connections. */
    private final GenericFutureListener<Future<Object>> loopEnds = ended -> over.complete(null);

    /** @param sessionId empty if there is no session yet */
    Farewell(EventLoop loop, RtspConnection connection, String sessionId, CastLog log) {
        this.loop = loop;
        this.connection = connection;
        this.sessionId = sessionId;
        this.log = log;
        this.patience = new Timer(loop);
    }

    /**
     * Begins.
     *
     * @param trigger M5
     * @return completes when the socket was let go
     */
    CompletableFuture<Void> say(RtspRequest trigger, long patienceNs) {
        listenToTheLoop();
        patience.start(patienceNs, () -> end("did not tear down in time"));
        connection.farewell(trigger, patienceNs, this, this);
        return over;
    }

    @SuppressWarnings("unchecked")
    private void listenToTheLoop() {
        ((Future<Object>) loop.terminationFuture()).addListener(loopEnds);
    }

    @SuppressWarnings("unchecked")
    private void forgetTheLoop() {
        ((Future<Object>) loop.terminationFuture()).removeListener(loopEnds);
    }

    private void end(String how) {
        if (!over.isDone()) {
            log.debug("farewell: sink {}", how);
            patience.cancel();
            forgetTheLoop();
            connection.release();
            over.complete(null);
        }
    }

    @Override
    public RtspAnswer requested(RtspRequest request) {
        if (!request.method().equals(Rtsp.TEARDOWN)) {
            return RtspAnswer.of(RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE);
        }
        RtspReply reply = RtspReply.of(RtspStatus.OK);
        return new RtspAnswer(
                sessionId.isEmpty() ? reply : reply.with(Rtsp.HEADER_SESSION, sessionId), () -> end("tears down"));
    }

    @Override
    public void lived() {
        // It has its time, and no more of it.
    }

    @Override
    public void ended(ConnectionEnd how) {
        end("has gone: " + how.detail());
    }

    /** After a yes comes TEARDOWN. */
    @Override
    public void replied(RtspReply reply) {
        if (!reply.isSuccess()) {
            end("refuses to tear down: " + reply.statusText());
        }
    }

    @Override
    public void timedOut() {
        end("does not answer");
    }
}
