// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import miracast.api.driver.DataRateStats;
import miracast.driver.stream.MediaStream;
import miracast.wire.mode.ModeChoice;

/**
 * Gathers what tells how a stream fares, and hands it to its {@link RateControl}: ten times a second what the sender could not
 * get rid of, and the reports of link and sink as they come. On the event loop, but for the start, which comes before all else.
 */
final class RateWatch {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS_A_SECOND = 10;
    /** A report that comes sooner says too little about a rate. */
    private static final long SHORTEST_REPORT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Share of refused packets from which on the system, and not a port that is closed for a moment, is the cause. */
    private static final double REFUSED = 0.05;
    /** Share of the time in which the system's send buffer was full from which on the network carries no more. */
    private static final double FULL = 0.9;

    private final RateControl control;
    private final Runnable starved;
    private final Timer timer;
    private MediaStream stream;
    private int looks;
    private long dropped;
    private long refused;
    private long packets;
    private long waitedNs;
    private long lookedNs;
    private long reportedOctets;
    private long reportedNs;

    /** @param starved run once if the link carries too little for too long */
    RateWatch(EventLoop loop, RateControl control, Runnable starved) {
        this.control = control;
        this.starved = starved;
        this.timer = new Timer(loop);
    }

    /** A format begins. */
    void start(ModeChoice.Agreed choice) {
        control.start(choice.format(), choice.codec().longestSkipNs());
    }

    /** The stream runs, or runs again. */
    void play(MediaStream playing) {
        stream = playing;
        dropped = stream.dropped();
        refused = stream.refused();
        packets = stream.packets();
        waitedNs = stream.waitedNs();
        reportedNs = System.nanoTime();
        lookedNs = reportedNs;
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
        long waited = stream.waitedNs();
        if (waited - waitedNs > (nowNs - lookedNs) * FULL) {
            control.carried(stream.carriedBitRate(), nowNs);
        }
        waitedNs = waited;
        lookedNs = nowNs;
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

    /** A picture would have come too late: that is all that the network carries of them, in bit/s. */
    void carried(long bitRate) {
        control.carried(bitRate, System.nanoTime());
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

    /** bit/s that the link is recommended to carry; 0 if that is not known. */
    long linkBitRate() {
        return control.linkBitRate();
    }

    /** The present mode is wanted, whatever was before. */
    void modeStays() {
        control.modeStays();
    }

    /** The sink did not take another mode. */
    void modeRefused() {
        control.modeRefused();
    }
}
