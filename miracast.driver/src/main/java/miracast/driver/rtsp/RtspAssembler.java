// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import miracast.wire.rtsp.RtspStatus;

/**
 * Joins what Netty's decoder finds into whole messages. Netty's aggregator is not used, since it answers oversized ones in
 * HTTP by itself.
 */
final class RtspAssembler extends SimpleChannelInboundHandler<HttpObject> {
    static final int MAX_LINE = 8 * 1024;
    static final int MAX_HEADERS = 64;
    static final int MAX_HEAD = 64 * 1024;
    /** An EDID of 256 blocks is 64 KiB of hexadecimal digits. */
    static final int MAX_BODY = 128 * 1024;

    /** Told what was found. */
    interface Receiver {
        void received(RtspMessage message);

        /**
         * What follows can't be read any more.
         *
         * @param status what to answer before the end
         */
        void violated(int status, String detail);
    }

    private static final int SWITCHING_PROTOCOLS = 101;
    /** What the decoder puts into a message whose start line it could not read. */
    private static final String UNREAD_URI = "/bad-request";

    private static final int UNREAD_STATUS = 999;

    private final Receiver receiver;
    private HttpMessage head;
    private final StringBuilder body = new StringBuilder();
    private boolean failed;

    RtspAssembler(Receiver receiver) {
        this.receiver = receiver;
    }

    /** The decoder that belongs before this: takes bare LF and odd blanks, and knows our limits. */
    static LenientDecoder decoder() {
        HttpHeadersFactory headers = new HttpHeadersFactory() {
            @Override
            public HttpHeaders newHeaders() {
                return new LenientHeaders(MAX_HEADERS, MAX_LINE);
            }

            @Override
            public HttpHeaders newEmptyHeaders() {
                return newHeaders();
            }
        };
        return new LenientDecoder(new HttpDecoderConfig()
                .setStrictLineParsing(false)
                .setChunkedSupported(false)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEAD)
                .setMaxChunkSize(MAX_BODY)
                .setHeadersFactory(headers)
                .setTrailersFactory(headers));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (failed) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            decodingFailed(part);
            return;
        }
        if (part instanceof HttpMessage message) {
            begin(message);
        }
        if (!failed && part instanceof HttpContent content) {
            goOn(content);
        }
    }

    private void decodingFailed(HttpObject part) {
        Throwable cause = part.decoderResult().cause();
        if (cause instanceof PrematureChannelClosureException) {
            return;
        }
        violated(RtspStatus.BAD_REQUEST, name(part) + " cannot be read: " + reason(cause));
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return "its start line is longer than " + MAX_LINE + " octets";
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return "its headers are longer than " + MAX_HEAD + " octets";
        }
        return Excerpt.ofReason(String.valueOf(cause.getMessage()));
    }

    /** What the message is, as far as it was read. */
    private static String name(HttpObject part) {
        if (part instanceof HttpRequest request && !request.uri().equals(UNREAD_URI)) {
            return Excerpt.of(request.method() + " " + request.uri());
        }
        if (part instanceof HttpResponse response && response.status().code() != UNREAD_STATUS) {
            return "reply with status " + response.status().code();
        }
        return "message";
    }

    private void begin(HttpMessage message) {
        head = message;
        body.setLength(0);
        String length = message.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        // The decoder has read it as a number already.
        if (length != null && Long.parseLong(length.strip()) > MAX_BODY) {
            violated(
                    RtspStatus.REQUEST_ENTITY_TOO_LARGE,
                    "Content-Length " + Excerpt.of(length) + " is more than " + MAX_BODY + " octets");
        } else if (message instanceof HttpResponse response && response.status().code() == SWITCHING_PROTOCOLS) {
            // After which the decoder takes the rest for another protocol.
            violated(RtspStatus.BAD_REQUEST, "reply with status 101");
        }
    }

    private void goOn(HttpContent content) {
        // Octets of a character may come apart; parameters are ASCII, and what is not is not ours to read.
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
        if (content instanceof LastHttpContent && head != null) {
            HttpMessage complete = head;
            head = null;
            receiver.received(message(complete));
        }
    }

    private RtspMessage message(HttpMessage message) {
        RtspHeaders headers = new RtspHeaders();
        message.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        if (message instanceof HttpRequest request) {
            return new RtspRequest(
                    request.method().name(),
                    request.uri(),
                    request.protocolVersion().text(),
                    headers,
                    body.toString());
        }
        return new RtspReply(((HttpResponse) message).status().code(), headers, body.toString());
    }

    private void violated(int status, String detail) {
        failed = true;
        head = null;
        receiver.violated(status, detail);
    }
}
