// SPDX-License-Identifier: Apache-2.0
package miracast.host.statistics;

import java.util.concurrent.atomic.AtomicLong;
import miracast.api.audio.AudioBlock;
import miracast.api.cast.CastStatistics;

/** Counts what one cast does. Any thread; what is called for every frame neither blocks nor allocates. */
public final class CastMeter {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;
    /** A rate over less of a session says nothing. */
    private static final long SHORTEST_NS = 250_000_000;
    /** What comes so soon after an exchange of the encoder is put down to it. */
    private static final long SWAP_NS = 500_000_000;

    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong framesSent = new AtomicLong();
    private final AtomicLong ticksMissed = new AtomicLong();
    private final AtomicLong framesDropped = new AtomicLong();
    private final AtomicLong idrRequests = new AtomicLong();
    private final AtomicLong encoderSwaps = new AtomicLong();
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong packetsRefused = new AtomicLong();
    private final AtomicLong linkRetries = new AtomicLong();
    private final AtomicLong linkFailures = new AtomicLong();
    private final AtomicLong longestGapNs = new AtomicLong();
    private final AtomicLong longestSwapGapNs = new AtomicLong();
    private final AtomicLong audioUnits = new AtomicLong();
    private final AtomicLong audioFilledSamples = new AtomicLong();
    private final AtomicLong audioSkips = new AtomicLong();

    private final Latency firstPacket = new Latency();
    private final Latency lastPacket = new Latency();
    private final Latency capture = new Latency();
    private final Latency conversion = new Latency();
    private final Latency encode = new Latency();
    private final Latency queue = new Latency();
    private final Latency send = new Latency();

    /** Whether an encoder is being opened under the picture. */
    private volatile boolean isEncoderComing;
    /** Whether an encoder has taken over since a frame left. */
    private volatile boolean isTakenOver;
    /** Up to when a gap is put down to that. */
    private long swapEndsNs;
    /** When the last frame left, while playing; 0 if there is none to count a gap from. */
    private volatile long lastSentNs;

    /** Of earlier sessions, and of the present one. */
    private volatile long packetsLostBefore;

    private volatile long packetsLost;
    /** When the first frame of the session left; 0 if none has yet. */
    private volatile long firstSentNs;

    private volatile double framesPerSecond = Double.NaN;
    private volatile long bitRate;

    /** The next three belong to the thread that calls {@link #second}. */
    private long secondBeganNs;

    private long framesBefore;
    private long octetsBefore;

    /** A session begins: quantiles are counted anew. */
    public void session() {
        sessions.incrementAndGet();
        firstPacket.reset();
        lastPacket.reset();
        capture.reset();
        conversion.reset();
        encode.reset();
        queue.reset();
        send.reset();
        packetsLostBefore += packetsLost;
        packetsLost = 0;
        lastSentNs = 0;
        firstSentNs = 0;
        framesPerSecond = Double.NaN;
        bitRate = 0;
    }

    /** Nothing flows, so that the time up to the next frame is no gap. */
    public void pause() {
        lastSentNs = 0;
    }

    /** A frame goes to an encoder. */
    public void frame(boolean again) {
        frames.incrementAndGet();
        if (again) {
            repeated.incrementAndGet();
        }
    }

    /** Ticks passed without a frame. */
    public void missed(long ticks) {
        ticksMissed.addAndGet(ticks);
    }

    /** Frames were dropped. */
    public void dropped(long count) {
        framesDropped.addAndGet(count);
    }

    /** Another encoder took over. */
    public void encoderSwapped() {
        encoderSwaps.incrementAndGet();
    }

    /** The sink asked for an IDR picture. */
    public void idrRequested() {
        idrRequests.incrementAndGet();
    }

    /** How old a new picture was when a frame was made of it. */
    public void captured(long us) {
        capture.record(us);
    }

    /** Time that a conversion took. */
    public void converted(long us) {
        conversion.record(us);
    }

    /** Time that a whole frame took in the encoder. */
    public void encoded(long us) {
        encode.record(us);
    }

    /** Time that a whole frame waited for the driver. */
    public void queued(long us) {
        queue.record(us);
    }

    /** Time from a whole frame's being with the driver to its last packet. */
    public void sent(long us) {
        send.record(us);
    }

    /** The sink has missed so many packets of the present session. */
    public void lost(long sinceSessionBegan) {
        packetsLost = Math.max(0, sinceSessionBegan);
    }

    /** Radio frames were sent again, or given up. */
    public void link(long retries, long failures) {
        linkRetries.addAndGet(retries);
        linkFailures.addAndGet(failures);
    }

    /** A frame's first packet leaves. */
    public void firstPacket(long us) {
        firstPacket.record(us);
    }

    /** Whether an encoder is being opened under the picture, from making room to its taking over. */
    public void encoderComes(boolean isComing) {
        isEncoderComing = isComing;
    }

    /** The next frame is the first of an encoder that takes over under the picture. */
    public void encoderTakesOver() {
        isTakenOver = true;
    }

    /** A frame's last packet leaves. */
    public void lastPacket(long nowNs, long us) {
        lastPacket.record(us);
        framesSent.incrementAndGet();
        long before = lastSentNs;
        lastSentNs = nowNs;
        if (firstSentNs == 0) {
            firstSentNs = nowNs;
        }
        if (isTakenOver) {
            isTakenOver = false;
            swapEndsNs = nowNs + SWAP_NS;
        }
        if (before != 0) {
            atLeast(longestGapNs, nowNs - before);
            if (isEncoderComing || nowNs < swapEndsNs) {
                atLeast(longestSwapGapNs, nowNs - before);
            }
        }
    }

    private static void atLeast(AtomicLong longest, long ns) {
        if (ns > longest.get()) {
            longest.set(ns);
        }
    }

    /** Packets have left. */
    public void packets(int count, int udpOctets, int refused) {
        packets.addAndGet(count);
        octets.addAndGet(udpOctets);
        packetsRefused.addAndGet(refused);
    }

    /** A unit of sound is ready, so many of its samples silence that stood in. */
    public void audioUnit(int filledSamples) {
        audioUnits.incrementAndGet();
        audioFilledSamples.addAndGet(filledSamples);
    }

    /** Sound was left out, or held back, to be in step again. */
    public void audioSkipped() {
        audioSkips.incrementAndGet();
    }

    /** Closes a second: rates are those between two calls, or since a session's first frame left. One thread. */
    public void second(long nowNs) {
        long framesNow = framesSent.get();
        long octetsNow = octets.get();
        long firstNs = firstSentNs;
        boolean begins = firstNs > secondBeganNs;
        long sinceNs = nowNs - Math.max(firstNs, secondBeganNs);
        if (firstNs != 0 && sinceNs >= (begins ? SHORTEST_NS : 1)) {
            double seconds = sinceNs / NS_PER_SECOND;
            // The frame that the time is counted from belongs to the time before.
            framesPerSecond = (framesNow - framesBefore - (begins ? 1 : 0)) / seconds;
            bitRate = (long) ((octetsNow - octetsBefore) * 8 / seconds);
        }
        secondBeganNs = nowNs;
        framesBefore = framesNow;
        octetsBefore = octetsNow;
    }

    /** The figures as of now. */
    public CastStatistics snapshot() {
        double conversionMs = conversion.quantileMs(50);
        return new Snapshot(
                sessions.get(),
                frames.get(),
                repeated.get(),
                framesSent.get(),
                ticksMissed.get(),
                framesDropped.get(),
                idrRequests.get(),
                encoderSwaps.get(),
                packets.get(),
                octets.get(),
                packetsRefused.get(),
                packetsLostBefore + packetsLost,
                linkRetries.get(),
                linkFailures.get(),
                framesPerSecond,
                bitRate,
                longestGapNs.get() / NS_PER_MS,
                longestSwapGapNs.get() / NS_PER_MS,
                firstPacket.quantileMs(50),
                firstPacket.quantileMs(99),
                lastPacket.quantileMs(50),
                lastPacket.quantileMs(99),
                audioUnits.get(),
                audioFilledSamples.get() * 1000 / AudioBlock.RATE,
                audioSkips.get(),
                capture.quantileMs(50),
                capture.quantileMs(99),
                Double.isNaN(conversionMs) ? 0 : conversionMs,
                Double.isNaN(conversionMs) ? 0 : conversion.quantileMs(99),
                encode.quantileMs(50),
                encode.quantileMs(99),
                queue.quantileMs(50),
                queue.quantileMs(99),
                send.quantileMs(50),
                send.quantileMs(99));
    }
}
