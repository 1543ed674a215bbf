// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.handler.codec.rtsp.RtspEncoder;
import io.netty.handler.codec.rtsp.RtspVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;

/**
 * RTSP over one TCP connection, both ways: numbers and matches requests and replies, and bounds what comes. Knows nothing of
 * Wi-Fi Display. Event loop of the channel.
 */
final class RtspConnection extends SimpleChannelInboundHandler<FullHttpMessage> {
    /** Requests that may wait for a reply; more would mean that the other side is gone. */
    private static final int MAX_OUTSTANDING = 16;

    private final RtspPeer peer;
    private final Complaints complaints;
    private final long replyTimeoutNs;
    private final Deque<Outstanding> outstanding = new ArrayDeque<>();

    private ChannelHandlerContext context;
    private int nextNumber = 1;
    private long lastPeerNumber = -1;
    private boolean ended;

    /** A request without a reply yet. */
    private record Outstanding(
            int number, RtspRequest request, Consumer<RtspReply> answer, ScheduledFuture<?> timeout) {}

    RtspConnection(RtspPeer peer, Complaints complaints, long replyTimeoutNs) {
        this.peer = peer;
        this.complaints = complaints;
        this.replyTimeoutNs = replyTimeoutNs;
    }

    /** Puts codec, bounds and this handler into a channel's pipeline. */
    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new RtspDecoder(), new RtspEncoder(), new BoundedAggregator(), this);
    }

    /** Puts messages together. One that is too long ends the connection; Netty would answer in the name of HTTP. */
    private static final class BoundedAggregator extends HttpObjectAggregator {
        BoundedAggregator() {
            super(Parameters.MAX_BODY);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage message) {
            throw new TooLongFrameException("body of more than " + Parameters.MAX_BODY + " octets");
        }
    }

    /** Sends a request. The answer is called with the reply, or not at all if the connection ends before. */
    void send(RtspRequest request, Consumer<RtspReply> answer) {
        if (ended) {
            return;
        }
        if (outstanding.size() == MAX_OUTSTANDING) {
            end(request.method() + " is the " + (MAX_OUTSTANDING + 1) + "th request without a reply", true);
            return;
        }
        int number = nextNumber++;
        ScheduledFuture<?> timeout =
                context.executor().schedule(() -> unanswered(request), replyTimeoutNs, TimeUnit.NANOSECONDS);
        outstanding.add(new Outstanding(number, request, answer, timeout));
        FullHttpRequest message = new DefaultFullHttpRequest(
                RtspVersions.RTSP_1_0, HttpMethod.valueOf(request.method()), request.uri(), body(request.body()));
        fill(message, String.valueOf(number), request.headers(), request.body());
        context.writeAndFlush(message);
    }

    /** Closes the connection. */
    void close() {
        ended = true;
        cancelTimeouts();
        context.close();
    }

    private void unanswered(RtspRequest request) {
        end("no reply to " + request.method() + " within " + replyTimeoutNs / 1_000_000 + " ms", true);
    }

    private void end(String reason, boolean failure) {
        if (!ended) {
            close();
            peer.disconnected(reason, failure);
        }
    }

    private void cancelTimeouts() {
        outstanding.forEach(each -> each.timeout().cancel(false));
        outstanding.clear();
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        peer.connected();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        end("the source closed the connection", false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext where, Throwable cause) {
        if (cause instanceof PrematureChannelClosureException) {
            end("the source closed the connection in the middle of a message", true);
        } else {
            end("RTSP: " + cause.getMessage(), true);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext where, FullHttpMessage message) {
        if (ended) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            end(
                    "RTSP message cannot be read: "
                            + message.decoderResult().cause().getMessage(),
                    true);
        } else if (!message.protocolVersion().equals(RtspVersions.RTSP_1_0)) {
            end("message of " + message.protocolVersion() + ", expected RTSP/1.0", true);
        } else if (message instanceof FullHttpResponse response) {
            reply(response);
        } else if (message instanceof FullHttpRequest request) {
            request(request);
        }
    }

    private void request(FullHttpRequest message) {
        String number = message.headers().get(Rtsp.HEADER_CSEQ);
        String method = message.method().name();
        checkNumber(method, number);
        Parameters body;
        try {
            body = parameters(message);
        } catch (MalformedBodyException e) {
            complaints.add("%s: %s", method, e.getMessage());
            answer(number, RtspReply.of(RtspStatus.BAD_REQUEST));
            return;
        }
        if (number == null) {
            answer(null, RtspReply.of(RtspStatus.BAD_REQUEST));
            return;
        }
        RtspRequest request = new RtspRequest(method, message.uri(), headers(message.headers()), body);
        RtspReply reply = peer.asked(request);
        answer(number, reply);
        if (!ended && reply.isOk()) {
            peer.answered(request);
        }
    }

    private void checkNumber(String method, String number) {
        if (number == null) {
            complaints.add("%s without CSeq", method);
            return;
        }
        try {
            long value = Long.parseLong(number.strip());
            if (lastPeerNumber >= 0 && value != lastPeerNumber + 1) {
                complaints.add("%s has CSeq %d, expected %d", method, value, lastPeerNumber + 1);
            }
            lastPeerNumber = value;
        } catch (NumberFormatException e) {
            complaints.add("%s has CSeq '%.40s', which is no number", method, number);
        }
    }

    private void reply(FullHttpResponse message) {
        Outstanding first = outstanding.peek();
        if (first == null) {
            complaints.add("a reply %d to nothing", message.status().code());
            return;
        }
        String number = message.headers().get(Rtsp.HEADER_CSEQ);
        if (!String.valueOf(first.number()).equals(number == null ? null : number.strip())) {
            complaints.add(
                    "the reply to %s has CSeq %.40s, expected %d",
                    first.request().method(), number, first.number());
        }
        Parameters body;
        try {
            body = parameters(message);
        } catch (MalformedBodyException e) {
            complaints.add("reply to %s: %s", first.request().method(), e.getMessage());
            body = Parameters.EMPTY;
        }
        outstanding.remove();
        first.timeout().cancel(false);
        first.answer().accept(new RtspReply(message.status().code(), headers(message.headers()), body));
    }

    private void answer(String number, RtspReply reply) {
        if (ended) {
            return;
        }
        FullHttpResponse message = new DefaultFullHttpResponse(
                RtspVersions.RTSP_1_0,
                HttpResponseStatus.valueOf(reply.status(), RtspStatus.phrase(reply.status())),
                body(reply.body()));
        fill(message, number, reply.headers(), reply.body());
        context.writeAndFlush(message);
    }

    private static void fill(FullHttpMessage message, String number, Map<String, String> headers, Parameters body) {
        if (number != null) {
            message.headers().set(Rtsp.HEADER_CSEQ, number);
        }
        headers.forEach(message.headers()::set);
        if (!body.isEmpty()) {
            message.headers().set(Rtsp.HEADER_CONTENT_TYPE, Rtsp.TEXT_PARAMETERS);
            message.headers().set(Rtsp.HEADER_CONTENT_LENGTH, message.content().readableBytes());
        }
    }

    private static ByteBuf body(Parameters parameters) {
        return parameters.isEmpty() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(parameters.octets());
    }

    private static Parameters parameters(FullHttpMessage message) throws MalformedBodyException {
        return message.content().isReadable()
                ? Parameters.parse(message.content().toString(StandardCharsets.UTF_8))
                : Parameters.EMPTY;
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> byName = new LinkedHashMap<>();
        headers.forEach(header -> byName.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return byName;
    }
}
