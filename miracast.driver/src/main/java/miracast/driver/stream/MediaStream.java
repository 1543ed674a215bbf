// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import miracast.api.driver.MiracastCallbacks;

/**
 * The stream of one session: sockets, sender, RTCP. Made when the sink has said where it receives; sends nothing before
 * {@link #play()}. On the event loop, but for {@link #stop} and {@link #awaitEnd}.
 */
public final class MediaStream {
    private final MediaSockets sockets;
    private final RtpOutput output;
    private final StreamSender sender;
    private final RtcpLink rtcp;

    private MediaStream(MediaSockets sockets, RtpOutput output, StreamSender sender, RtcpLink rtcp) {
        this.sockets = sockets;
        this.output = output;
        this.sender = sender;
        this.rtcp = rtcp;
    }

    /**
     * Where a stream goes from and to.
     *
     * @param local bound sockets; the stream's from now on
     * @param sinkRtp where RTP goes
     * @param sinkRtcp where RTCP goes
     */
    public record Route(MediaSockets local, InetSocketAddress sinkRtp, InetSocketAddress sinkRtcp) {}

    /**
     * Makes the stream and its thread, which does not run yet.
     *
     * @param encryption of the video, the caller's; null if it is not encrypted
     * @param recording whether the host wants to see the transport stream
     * @throws IOException if the network knows no way to the sink
     */
    public static MediaStream open(
            EventLoop loop,
            Route route,
            StreamFormat format,
            Encryption encryption,
            boolean recording,
            StreamSettings settings,
            MiracastCallbacks callbacks,
            StreamListener listener,
            RandomGenerator random)
            throws IOException {
        MediaSockets sockets = route.local();
        sockets.connect(route.sinkRtp());
        MediaClock clock = new MediaClock();
        RtpOutput output =
                new RtpOutput(sockets.rtp(), callbacks, recording, random.nextInt(), random.nextInt(1 << 16));
        StreamSender sender = new StreamSender(
                "miracast-send-" + callbacks.castId(),
                callbacks,
                clock,
                output,
                format,
                settings,
                encryption,
                listener);
        RtcpLink rtcp = sockets.rtcp()
                .map(socket -> new RtcpLink(
                        loop, socket, route.sinkRtcp(), output, clock, listener, settings.senderReportNs()))
                .orElse(null);
        return new MediaStream(sockets, output, sender, rtcp);
    }

    /** See {@link StreamSender#play()}. */
    public void play() {
        sender.play();
    }

    /** See {@link StreamSender#pause()}. */
    public void pause() {
        sender.pause();
    }

    /** See {@link StreamSender#announceChange}. */
    public long announceChange(long inNs) {
        return sender.announceChange(inNs);
    }

    /** See {@link StreamSender#presentationTime}. */
    public long presentationTime(long inNs) {
        return sender.presentationTime(inNs);
    }

    /** See {@link StreamSender#withdrawChange}. */
    public void withdrawChange() {
        sender.withdrawChange();
    }

    /** See {@link StreamSender#change}. */
    public void change(StreamFormat format, long firstPtsNs) {
        sender.change(format, firstPtsNs);
    }

    /** RTP packets sent so far. */
    public long packets() {
        return output.packets();
    }

    /** Octets of their payload. */
    public long payloadOctets() {
        return output.payloadOctets();
    }

    /** RTP packets that the system refused so far. */
    public long refused() {
        return output.refused();
    }

    /** For how many ns so far the system's send buffer was full. */
    public long waitedNs() {
        return sender.outlet().waitedNs();
    }

    /** bit/s of pictures that the network carried when that was so the last time; 0 if it never was. */
    public long carriedBitRate() {
        return sender.outlet().bitRate();
    }

    /** Frames so far that the host dropped, since what was sent before waits still. */
    public long dropped() {
        return sender.dropped();
    }

    /** Sends the picture that it has begun to its end, if that comes soon, and nothing more; waits for nothing. Any thread. */
    public void finish(long withinNs) {
        sender.finish(withinNs);
        if (rtcp != null) {
            rtcp.close();
        }
    }

    /** Ends thread and sockets; waits for nothing. Any thread. Doing it twice does nothing. */
    public void stop() {
        sender.stop();
        if (rtcp != null) {
            rtcp.close();
        }
        sockets.close();
    }

    /** Waits until the thread has ended; whether it has. Any thread. */
    public boolean awaitEnd(long timeoutNs) throws InterruptedException {
        return sender.awaitEnd(timeoutNs);
    }
}
