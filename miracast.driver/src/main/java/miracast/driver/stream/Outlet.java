// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.driver.EncodeChunk;

/**
 * What the network takes, told by the system's send buffer: while it is full, what leaves is all that the network carries. The
 * sending thread's, but for what says any thread; times are of one clock.
 */
final class Outlet {
    /** A buffer that was not full for so long is full for another reason: a large picture fills it for a moment on any network. */
    private static final long FORGET_NS = TimeUnit.MILLISECONDS.toNanos(10);
    /** So long it takes to empty where that matters, and what was seen holds. */
    private static final long HOLDS_NS = TimeUnit.MILLISECONDS.toNanos(30);
    /** So long it is full before that says anything. */
    private static final long LEAST_NS = TimeUnit.MILLISECONDS.toNanos(15);
    /** And so much left it meanwhile: four packets. */
    private static final int LEAST_OCTETS = 5_000;
    /** So far back it counts. */
    private static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** So long at most it stays full unseen. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A picture that would not be in the buffer by then is left out; what is in there already comes on top. */
    private static final long LATEST_NS = TimeUnit.MILLISECONDS.toNanos(70);
    /** So many IDR pictures in a row are left out: the next one goes, however slow the network is. */
    private static final int LATE_IDRS = 2;

    private boolean any;
    private long sinceNs;
    private long untilNs;
    private long octets;
    private int lateIdrs;
    private final AtomicLong waitedNs = new AtomicLong();
    private final AtomicLong bitRate = new AtomicLong();

    /** The buffer was full from then on, and was looked at again then. Who comes late to that knows only of its first moments. */
    void waited(long fromNs, long toNs) {
        long knownNs = Math.min(toNs - fromNs, LOOK_NS);
        if (!any || fromNs - untilNs > FORGET_NS) {
            any = true;
            sinceNs = fromNs;
            octets = 0;
        }
        sinceNs += toNs - fromNs - knownNs;
        untilNs = toNs;
        waitedNs.setOpaque(waitedNs.getPlain() + knownNs);
    }

    /** So many octets of pictures went into the buffer. */
    void sent(int pictureOctets) {
        octets += pictureOctets;
        long lastsNs = untilNs - sinceNs;
        if (lastsNs > MOST_NS) {
            sinceNs += lastsNs / 2;
            octets /= 2;
        }
        if (lastsNs >= LEAST_NS && octets >= LEAST_OCTETS) {
            bitRate.setOpaque((long) (octets * 8e9 / (untilNs - sinceNs)));
        }
    }

    /**
     * Whether a picture would come so late that it is of no use, since the buffer is full.
     *
     * @param chunk the picture, or its first slice
     * @param takenNs when it was taken
     */
    boolean isTooLate(EncodeChunk chunk, long takenNs, long nowNs) {
        boolean late = isFull(nowNs)
                && nowNs - takenNs - chunk.processingTimeUs() * 1000L + sendingNs(chunk.length()) > LATEST_NS
                && !(chunk.idr() && lateIdrs == LATE_IDRS);
        lateIdrs = late ? lateIdrs + (chunk.idr() ? 1 : 0) : 0;
        return late;
    }

    /** Whether the buffer is full, or was a moment ago, and that for long enough to say what leaves it. */
    private boolean isFull(long nowNs) {
        return any && nowNs - untilNs <= HOLDS_NS && untilNs - sinceNs >= LEAST_NS && octets >= LEAST_OCTETS;
    }

    /** How long so many octets of a picture take while the buffer is full. */
    private long sendingNs(int pictureOctets) {
        return (long) ((double) pictureOctets * (untilNs - sinceNs) / octets);
    }

    /** For how long the buffer has been full so far. Any thread. */
    long waitedNs() {
        return waitedNs.getOpaque();
    }

    /** bit/s of pictures that left when it was full for longer the last time; 0 if it never was. Any thread. */
    long bitRate() {
        return bitRate.getOpaque();
    }
}
