// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.concurrent.TimeUnit;

/**
 * Keeps pictures even while one encoder takes over from another. Two are at work then, and the new one's first picture costs more
 * than is usual. So before the new one is even opened, pictures begin to leave a little later from one to the next, up to a delay
 * in which all that has room; afterwards a little less late again. Nobody sees that. The first picture of the new encoder has a
 * {@link HeadStart} besides, and none leaves before its turn. Belongs to the encode thread.
 */
final class TakeOver {
    /** A picture that is so many frames old has left as a rule. */
    private static final int LOOK_BACK_FRAMES = 2;
    /** The delay grows and falls by one of so many ns that pass. */
    private static final int SLOPE = 6;
    /** Above that many ns between two pictures, the costs of an exchange fit in anyway. */
    private static final long LONG_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long there is room for an exchange that does not come. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private final FrameGrid grid;
    private final ChunkRing ring;
    private final FrameLedger ledger;
    private final int framesWaiting;
    private final HeadStart headStart = new HeadStart();

    private long usualCostNs;
    private long newestIdr = -1;
    private long idrBefore = -1;
    /** Whether it is not known yet how long the newest IDR picture took to send. */
    private boolean isIdrOpen;

    private long leadNs;
    /** Who takes over after the tick of that time. */
    private SeatedEncoder postponed;

    private long postponedUpToNs;
    /** Whether the next picture is the first one of who took over. */
    private boolean isFirst;

    /** From its tick, a picture that is not delayed leaves after that. Limited, for an encoder may be slow, or have stood still. */
    private long turnNs;

    /** The delay was that at the tick of that time, and is on its way to the other one. */
    private long fromNs;

    private long fromTickNs;
    private long aimNs;
    private long roomUpToNs;

    /** @param framesWaiting how many may wait in the ring */
    TakeOver(FrameGrid grid, ChunkRing ring, FrameLedger ledger, int framesWaiting) {
        this.grid = grid;
        this.ring = ring;
        this.ledger = ledger;
        this.framesWaiting = framesWaiting;
    }

    /** Begins to make room for an exchange of that encoder, and keeps it; whether more of its pictures are to be shown before. */
    boolean lacksRoom(SeatedEncoder old) {
        long lastTickNs = grid.peek() - grid.intervalNs();
        if (aimNs == 0) {
            learnTurn(old);
            aim(framesWaiting > 1 ? longestDelayNs() : 0, lastTickNs);
        }
        roomUpToNs = grid.peek() + PATIENCE_NS;
        return delayNs(lastTickNs) < aimNs;
    }

    private long longestDelayNs() {
        return grid.intervalNs() > LONG_INTERVAL_NS ? 0 : grid.intervalNs() * 2 / 3;
    }

    /** Whether more pictures are to be shown before an encoder takes over, to have room, and time for its head start. */
    boolean isTooEarly(SeatedEncoder old, SeatedEncoder next, long nowNs) {
        if (lacksRoom(old)) {
            return true;
        }
        if (next != postponed) {
            boolean isTime = grid.untilNext(nowNs) >= headStart.lead(usualCostNs(old), next, grid.intervalNs());
            postponed = isTime ? null : next;
            postponedUpToNs = grid.peek();
        } else if (grid.peek() > postponedUpToNs) {
            postponed = null;
        }
        return postponed != null;
    }

    /** What is usual is known best while there is one encoder at work. */
    private void learnTurn(SeatedEncoder old) {
        if (delayNs(grid.peek()) == 0) {
            turnNs = Math.min(usualCostNs(old), grid.intervalNs() * 2 / 3);
        }
    }

    private void aim(long ns, long tickNs) {
        fromNs = delayNs(tickNs);
        fromTickNs = tickNs;
        aimNs = ns;
    }

    private long delayNs(long tickNs) {
        long changeNs = Math.max(0, tickNs - fromTickNs) / SLOPE;
        return aimNs > fromNs ? Math.min(aimNs, fromNs + changeNs) : Math.max(aimNs, fromNs - changeNs);
    }

    /** Of one that has shown only its first picture nothing is known; then it is what was usual before. */
    private long usualCostNs(SeatedEncoder encoder) {
        if (encoder.usualCostNs() != 0) {
            usualCostNs = encoder.usualCostNs();
        }
        return usualCostNs;
    }

    /** It has happened under the picture: the next encoder's first picture has its head start. */
    void happened(SeatedEncoder old, SeatedEncoder next) {
        postponed = null;
        isFirst = true;
        learnTurn(old);
        leadNs = headStart.lead(usualCostNs(old), next, grid.intervalNs());
    }

    /** Ticks begin anew, or an encoder was seated where there was none: nothing is to be kept even. */
    void forget() {
        postponed = null;
        isFirst = false;
        leadNs = 0;
        fromNs = 0;
        aimNs = 0;
    }

    /** How much earlier than its tick the next picture is taken; 0 as a rule. */
    long leadNs() {
        return leadNs;
    }

    /** The picture with the head start is taken: the next one has none. */
    void endLead() {
        leadNs = 0;
    }

    /** The encoder in use gets the frame of that tick, which leaves later around an exchange. */
    void shows(long frame, long tickNs, SeatedEncoder encoder) {
        learnSending(frame - LOOK_BACK_FRAMES);
        usualCostNs(encoder);
        // There may be fewer ns between two pictures by now.
        long delayNs = Math.min(delayNs(tickNs), longestDelayNs());
        if (isFirst || aimNs > 0 && tickNs > roomUpToNs) {
            aim(0, tickNs);
        }
        if (isFirst) {
            isFirst = false;
            ring.hold(frame, tickNs + turnNs + delayNs - headStart.longerSendingNs());
        } else if (delayNs > 0) {
            ring.hold(frame, tickNs + turnNs + delayNs);
        }
    }

    /** Takes note of what is known by now of that frame, and of the newest IDR picture. */
    private void learnSending(long frame) {
        long idrNs = isIdrOpen ? ledger.sendingNs(newestIdr) : FrameLedger.UNKNOWN;
        if (idrNs != FrameLedger.UNKNOWN) {
            headStart.sent(true, idrNs);
            isIdrOpen = false;
        }
        long ns = ledger.sendingNs(frame);
        if (ns != FrameLedger.UNKNOWN && frame != newestIdr && frame != idrBefore) {
            headStart.sent(false, ns);
        }
    }

    /** The frame is an IDR picture. */
    void idr(long frame) {
        idrBefore = newestIdr;
        newestIdr = frame;
        isIdrOpen = true;
    }
}
