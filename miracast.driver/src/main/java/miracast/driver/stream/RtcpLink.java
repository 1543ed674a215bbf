// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import miracast.driver.rate.Allowance;
import miracast.wire.ts.PresentationTime;

/**
 * RTCP of one session, on the event loop: a sender report every few seconds, and what the sink reports. Reports come from the
 * sink's address, but from whatever port it likes; what is more than a few a second is not even read.
 */
final class RtcpLink {
    /** Datagrams that are read in a second: far more than feedback for every picture, and nothing to an event loop. */
    private static final int PER_SECOND = 100;

    private final NioDatagramChannel channel;
    private final InetSocketAddress sink;
    private final RtpOutput output;
    private final MediaClock clock;
    private final StreamListener listener;
    private final String canonicalName;
    private final ScheduledFuture<?> reports;
    private final Allowance rate = new Allowance(PER_SECOND, PER_SECOND, System.nanoTime());

    /** Begins at once; takes the socket over. */
    RtcpLink(
            EventLoop loop,
            DatagramChannel socket,
            InetSocketAddress sink,
            RtpOutput output,
            MediaClock clock,
            StreamListener listener,
            long reportNs) {
        this.sink = sink;
        this.output = output;
        this.clock = clock;
        this.listener = listener;
        channel = new NioDatagramChannel(socket);
        InetAddress local = socket.socket().getLocalAddress();
        canonicalName = "source@" + local.getHostAddress();
        channel.pipeline().addLast(new Input());
        loop.register(channel);
        reports = loop.scheduleAtFixedRate(this::report, reportNs, reportNs, TimeUnit.NANOSECONDS);
    }

    private void report() {
        if (output.packets() == 0) {
            return;
        }
        ByteBuffer packet = Rtcp.senderReport(
                output.ssrc(),
                System.currentTimeMillis(),
                PresentationTime.ofNanoseconds(clock.nowNs()),
                output.packets(),
                output.payloadOctets(),
                canonicalName);
        // What cannot be sent is made up for by the next report.
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet), sink), channel.voidPromise());
    }

    /** Ends it and closes the socket. On the event loop it is closed on return. */
    void close() {
        reports.cancel(false);
        channel.close();
    }

    private final Rtcp.Receiver receiver = new Rtcp.Receiver() {
        @Override
        public void report(double fractionLost, int packetsLost) {
            listener.receiverReport(fractionLost, packetsLost);
        }

        @Override
        public void pictureLost() {
            listener.pictureLost();
        }
    };

    private final class Input extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            ByteBuf content = packet.content();
            if (packet.sender().getAddress().equals(sink.getAddress())
                    && rate.allows(1, System.nanoTime())
                    && Rtcp.read(content.nioBuffer(), output.ssrc(), receiver)) {
                listener.rtcpReceived();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // RTCP is a courtesy: what goes wrong with it harms nobody.
        }
    }
}
