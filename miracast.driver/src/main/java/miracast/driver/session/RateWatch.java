// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoFormat;
import miracast.api.driver.DataRateStats;
import miracast.driver.stream.MediaStream;

/**
 * Gathers what tells how a stream fares, and hands it to its {@link RateControl}: four times a second what the sender could not
 * get rid of, and the reports of link and sink as they come. On the event loop, but for the start, which comes before all else.
 */
final class RateWatch {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int LOOKS_A_SECOND = 4;
    /** A report that comes sooner says too little about a rate. */
    private static final long SHORTEST_REPORT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Share of refused packets from which on the system, and not a port that is closed for a moment, is the cause. */
    private static final double REFUSED = 0.05;

    private final RateControl control;
    private final Runnable starved;
    private final Timer timer;
    private MediaStream stream;
    private int looks;
    private long dropped;
    private long refused;
    private long packets;
    private long reportedOctets;
    private long reportedNs;

    /** @param starved run once if the link carries too little for too long */
    RateWatch(EventLoop loop, RateControl control, Runnable starved) {
        this.control = control;
        this.starved = starved;
        this.timer = new Timer(loop);
    }

    /** A format begins. */
    void start(VideoFormat format) {
        control.start(format);
    }

    /** The stream runs, or runs again. */
    void play(MediaStream playing) {
        stream = playing;
        dropped = stream.dropped();
        refused = stream.refused();
        packets = stream.packets();
        reportedNs = System.nanoTime();
        reportedOctets = stream.payloadOctets();
        timer.start(LOOK_NS, this::look);
    }

    /** The stream pauses, or is over. */
    void stop() {
        timer.cancel();
    }

    private void look() {
        timer.start(LOOK_NS, this::look);
        long nowNs = System.nanoTime();
        long newlyRefused = stream.refused() - refused;
        long newlySent = stream.packets() - packets;
        if (stream.dropped() > dropped || newlyRefused > (newlyRefused + newlySent) * REFUSED) {
            control.congested(nowNs);
        }
        dropped = stream.dropped();
        refused += newlyRefused;
        packets += newlySent;
        looks++;
        if (looks % LOOKS_A_SECOND == 0 && control.second(nowNs)) {
            stop();
            starved.run();
        }
    }

    void linkReported(DataRateStats stats) {
        if (control.linkReported(stats)) {
            stop();
            starved.run();
        }
    }

    void sinkReported(double fractionLost) {
        long nowNs = System.nanoTime();
        long sinceNs = nowNs - reportedNs;
        if (stream == null || sinceNs < SHORTEST_REPORT_NS) {
            control.sinkReported(fractionLost, 0, nowNs);
            return;
        }
        long octets = stream.payloadOctets();
        long bitRate = (long) ((octets - reportedOctets) * 8e9 / sinceNs);
        reportedOctets = octets;
        reportedNs = nowNs;
        control.sinkReported(fractionLost, bitRate, nowNs);
    }

    void idrRequested() {
        control.idrRequested(System.nanoTime());
    }

    /** The sink did not take another mode. */
    void modeRefused() {
        control.modeRefused();
    }
}
