// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.netty.util.ByteProcessor;
import java.util.Locale;
import java.util.regex.Pattern;

/** Netty's decoder, for displays that write their start lines in ways of their own, and bounded where Netty is not. */
final class LenientDecoder extends RtspDecoder {
    private static final Pattern VERSION = Pattern.compile("[A-Za-z]+/[0-9]\\.[0-9]");
    private static final Pattern REPLY_VERSION = Pattern.compile("(?i)RTSP/[0-9]\\.[0-9]");
    private static final Pattern STATUS = Pattern.compile("[0-9]{3}");

    /** More lines than this no header goes on for. */
    private static final int MAX_FOLDS = 64;

    private final ByteProcessor countFolds = this::countFolds;
    private boolean atLineStart = true;
    private int folds;

    LenientDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /**
     * Lets in what has no header that goes on and on: Netty copies all of a header again for each line that it goes on for, and
     * would hold up the loop with that.
     */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf octets && octets.forEachByte(countFolds) >= 0) {
            octets.release();
            HttpMessage folded = createInvalidMessage();
            folded.setDecoderResult(DecoderResult.failure(
                    new TooLongFrameException("a header goes on for more than " + MAX_FOLDS + " lines")));
            context.fireChannelRead(folded);
            return;
        }
        super.channelRead(context, message);
    }

    /** Whether to look on. */
    private boolean countFolds(byte octet) {
        if (atLineStart) {
            folds = octet == ' ' || octet == '\t' ? folds + 1 : 0;
        }
        atLineStart = octet == '\n';
        return folds <= MAX_FOLDS;
    }

    /** A reply's version may be in any case; Netty takes only upper case for a reply. What is no start line is named. */
    @Override
    protected HttpMessage createMessage(String[] startLine) throws Exception {
        boolean isReply = REPLY_VERSION.matcher(startLine[0]).matches();
        if (isReply
                ? !STATUS.matcher(startLine[1]).matches()
                : !VERSION.matcher(startLine[2]).matches()) {
            throw new IllegalArgumentException("start line '" + Excerpt.of(String.join(" ", startLine))
                    + (isReply ? "' has no status of three digits" : "' is neither a request nor a reply"));
        }
        if (isReply) {
            startLine[0] = startLine[0].toUpperCase(Locale.ROOT);
        }
        return super.createMessage(startLine);
    }

    /**
     * Never, for Netty asks before it knows the kind of a message, and answers for the one before: after a request it would refuse
     * a start line that ends with a blank. It asks for checks, and for bodies without a length, which RTSP does not have.
     */
    @Override
    protected boolean isDecodingRequest() {
        return false;
    }
}
