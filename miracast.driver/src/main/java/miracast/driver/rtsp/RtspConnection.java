// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.driver.log.CastLog;
import miracast.driver.rate.Allowance;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;

/**
 * One RTSP connection, seen from the source. Each message leaves in one write. Requests of ours wait for each other: one at a
 * time is outstanding, so that even a reply with a wrong CSeq, or none, finds its request; such replies are counted.
 *
 * <p>All methods but {@link #open} on the event loop.
 */
public final class RtspConnection {
    /** More requests than the dialogue has waiting; beyond it the oldest are given up unsent. */
    static final int MAX_WAITING = 16;

    /** Messages of a sink in a second, averaged over 10 s: a real one sends seven IDR requests within 100 ms. */
    private static final int PER_SECOND = 20;

    private static final int BURST = PER_SECOND * 10;

    /** How many requests without a reply are remembered, for replies that come late; some sinks never answer. */
    private static final int MAX_EXPIRED = 16;

    /** How long requests wait at most for the reply to one that {@linkplain #sendYielding yields}. */
    static final long YIELD_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private record Pending(Supplier<RtspRequest> request, long timeoutNs, boolean yielding, ReplyListener listener) {}

    private final EventLoop loop;
    private final BorrowedSocketChannel channel;
    private RtspPeer peer;
    private final CastLog log;
    private final Allowance rate = new Allowance(PER_SECOND, BURST, System.nanoTime());
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Deque<String> expired = new ArrayDeque<>();

    private Pending outstanding;
    private String outstandingNumber = "";
    private long outstandingSinceNs;
    private Future<?> replyTimer;
    private long nextNumber = 1;
    private int sequenceFaults;
    private boolean over;
    private IOException failure;

    private RtspConnection(EventLoop loop, SocketChannel socket, RtspPeer peer, CastLog log) {
        this.loop = loop;
        this.channel = new BorrowedSocketChannel(socket);
        this.peer = peer;
        this.log = log;
    }

    /**
     * Begins to read from a connected socket. Any thread; the peer may be told things before this has returned.
     *
     * @param socket stays the caller's, is switched to non-blocking mode, and never closed here
     * @throws IOException if the socket is closed
     */
    public static RtspConnection open(EventLoop loop, SocketChannel socket, RtspPeer peer, CastLog log)
            throws IOException {
        if (!socket.isOpen()) {
            throw new IOException("socket is closed");
        }
        try {
            RtspConnection connection = new RtspConnection(loop, socket, peer, log);
            connection.channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
            connection.channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            connection
                    .channel
                    .pipeline()
                    .addLast(RtspAssembler.decoder())
                    .addLast(new RtspAssembler(connection.new Input()))
                    .addLast(connection.new Watch());
            loop.register(connection.channel);
            return connection;
        } catch (RuntimeException e) {
            // Netty wraps what a socket says that was closed meanwhile.
            throw new IOException("socket cannot be used: " + e.getMessage(), e);
        }
    }

    /** Sends a request as soon as those before it have been answered or given up. */
    public void send(RtspRequest request, long timeoutNs, ReplyListener listener) {
        send(() -> request, timeoutNs, listener);
    }

    /** The same for a request that is made in the moment in which it goes. */
    public void send(Supplier<RtspRequest> request, long timeoutNs, ReplyListener listener) {
        send(new Pending(request, timeoutNs, false, listener));
    }

    /** The same for a request that is given up sooner where others wait for its reply. */
    public void sendYielding(RtspRequest request, long timeoutNs, ReplyListener listener) {
        send(new Pending(() -> request, timeoutNs, true, listener));
    }

    private void send(Pending pending) {
        if (over) {
            return;
        }
        Pending unsent = waiting.size() == MAX_WAITING ? waiting.removeFirst() : null;
        waiting.addLast(pending);
        if (outstanding == null) {
            sendNext();
        } else {
            yieldSoon();
        }
        if (unsent != null && !over) {
            log.info("a request is given up unsent: {} wait for replies", MAX_WAITING + 1);
            unsent.listener().timedOut();
        }
    }

    private void sendNext() {
        if (outstanding != null || waiting.isEmpty() || over) {
            return;
        }
        outstanding = waiting.removeFirst();
        outstandingNumber = Long.toString(nextNumber++);
        outstandingSinceNs = System.nanoTime();
        replyTimer = loop.schedule(this::expire, outstanding.timeoutNs(), TimeUnit.NANOSECONDS);
        write(RtspText.of(outstanding.request().get(), outstandingNumber));
        yieldSoon();
    }

    /** Where numbers of replies mean nothing, a late reply would be taken for that of the next request: there all wait. */
    private void yieldSoon() {
        if (outstanding == null || !outstanding.yielding() || waiting.isEmpty() || sequenceFaults > 0) {
            return;
        }
        long patienceNs = Math.min(outstanding.timeoutNs(), YIELD_NS);
        replyTimer.cancel(false);
        replyTimer =
                loop.schedule(this::expire, outstandingSinceNs + patienceNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void expire() {
        Pending late = outstanding;
        remember(outstandingNumber);
        outstanding = null;
        log.debug("no reply to CSeq {}", outstandingNumber);
        late.listener().timedOut();
        sendNext();
    }

    private void remember(String number) {
        expired.addLast(number);
        if (expired.size() > MAX_EXPIRED) {
            expired.removeFirst();
        }
    }

    /**
     * Begins to say good-bye: the request goes at once, what was sent or waits before it is forgotten without a word to its
     * listener, and from now on another peer hears what comes.
     */
    public void farewell(RtspRequest request, long timeoutNs, RtspPeer newPeer, ReplyListener listener) {
        peer = newPeer;
        waiting.clear();
        if (outstanding != null) {
            replyTimer.cancel(false);
            remember(outstandingNumber);
            outstanding = null;
        }
        send(request, timeoutNs, listener);
    }

    /** Lets go of the socket, which stays open. Nothing is told to the peer any more. Doing it twice does nothing. */
    public void release() {
        if (!over) {
            finish();
        }
    }

    /** Replies with a wrong or missing CSeq that were accepted. */
    public int sequenceFaults() {
        return sequenceFaults;
    }

    private void finish() {
        over = true;
        waiting.clear();
        outstanding = null;
        if (replyTimer != null) {
            replyTimer.cancel(false);
        }
        channel.close();
    }

    private void end(ConnectionEnd.Kind kind, String detail) {
        if (!over) {
            finish();
            peer.ended(new ConnectionEnd(kind, detail));
        }
    }

    private void write(String text) {
        if (log.isDebugEnabled()) {
            log.debug("-> {}", Excerpt.ofMessage(text));
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)))
                .addListener(written -> {
                    if (written.cause() instanceof IOException broken && failure == null) {
                        failure = broken;
                    }
                });
        if (!over && channel.isActive() && !channel.isWritable()) {
            end(ConnectionEnd.Kind.VIOLATED, "sink does not read what it is sent");
        }
    }

    private void replied(RtspReply reply) {
        if (reply.status() < RtspStatus.OK) {
            log.debug("provisional reply: {}", reply.statusText());
            return;
        }
        String number = reply.sequenceNumber().map(RtspConnection::withoutZeros).orElse("");
        if (outstanding == null || !number.equals(outstandingNumber) && expired.remove(number)) {
            log.debug("late or unasked reply with CSeq '{}': {}", number, reply.statusText());
            return;
        }
        if (!number.equals(outstandingNumber)) {
            sequenceFaults++;
            log.debug("reply with CSeq '{}' taken as answer to {}", number, outstandingNumber);
        }
        Pending answered = outstanding;
        outstanding = null;
        replyTimer.cancel(false);
        answered.listener().replied(reply);
        sendNext();
    }

    private static String withoutZeros(String number) {
        return number.replaceFirst("^0+(?=.)", "");
    }

    private void requested(RtspRequest request) {
        String number = request.sequenceNumber().orElse("");
        if (number.isEmpty()) {
            log.debug("{} without CSeq refused", Excerpt.of(request.method()));
            write(RtspText.of(RtspReply.of(RtspStatus.BAD_REQUEST), ""));
            return;
        }
        answer(request);
    }

    /** Has a request answered that came, or that was left for {@linkplain RtspAnswer#later() later}. */
    public void answer(RtspRequest request) {
        RtspAnswer answer = peer.requested(request);
        if (!over && answer.reply() != null) {
            write(RtspText.of(answer.reply(), request.sequenceNumber().orElse("")));
        }
        // Also if the write found the connection broken: a TEARDOWN is one even if its reply can't be sent.
        answer.afterwards().run();
    }

    /** What the assembler found. */
    private final class Input implements RtspAssembler.Receiver {
        @Override
        public void received(RtspMessage message) {
            if (over) {
                return;
            }
            if (!rate.allows(1, System.nanoTime())) {
                end(ConnectionEnd.Kind.VIOLATED, "more than " + PER_SECOND + " messages a second over 10 s");
                return;
            }
            peer.lived();
            if (message instanceof RtspRequest request) {
                logReceived(request.method() + " " + request.uri(), request);
                requested(request);
            } else if (message instanceof RtspReply reply) {
                logReceived(reply.statusText(), reply);
                replied(reply);
            }
        }

        private void logReceived(String startLine, RtspMessage message) {
            if (log.isDebugEnabled()) {
                String number = message.headers().get(Rtsp.HEADER_CSEQ).orElse("none");
                log.debug("<- {}", Excerpt.ofMessage(startLine + " | CSeq " + number + " | " + message.body()));
            }
        }

        @Override
        public void violated(int status, String detail) {
            if (!over) {
                write(RtspText.of(RtspReply.of(status), ""));
                end(ConnectionEnd.Kind.VIOLATED, detail);
            }
        }
    }

    /** End of the pipeline: sees the connection break. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (failure == null) {
                end(ConnectionEnd.Kind.CLOSED, "sink closed the connection");
            } else {
                end(ConnectionEnd.Kind.RESET, "connection broke: " + failure.getMessage());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException broken) {
                failure = broken;
                context.close();
            } else {
                // A fault of ours; it must not take the loop down, nor go unseen.
                log.warn("message could not be handled", cause);
                end(ConnectionEnd.Kind.VIOLATED, "message could not be handled: " + cause);
            }
        }
    }
}
