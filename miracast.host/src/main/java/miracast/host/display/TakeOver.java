// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * Keeps pictures even while one encoder takes over from another: the first picture of the new one has a {@link HeadStart}, and where
 * there is no time for all of that, the two pictures before leave later: one long gap becomes three that nobody sees. Belongs to the
 * encode thread.
 */
final class TakeOver {
    /** A picture that is so many frames old has left. */
    private static final int LOOK_BACK_FRAMES = 2;

    private final FrameGrid grid;
    private final ChunkRing ring;
    private final FrameLedger ledger;
    private final HeadStart headStart = new HeadStart();

    private long newestIdr = -1;
    private long leadNs;
    /** Who takes over after the tick of that time. */
    private SeatedEncoder postponed;

    private long postponedUpToNs;

    TakeOver(FrameGrid grid, ChunkRing ring, FrameLedger ledger) {
        this.grid = grid;
        this.ring = ring;
        this.ledger = ledger;
    }

    /**
     * Whether it is better to show one more picture before an encoder takes over: to have time for its head start, or two where
     * that is not enough and they are to be delayed.
     */
    boolean isTooEarly(SeatedEncoder old, SeatedEncoder next, long nowNs) {
        if (next != postponed) {
            postpone(old, next, nowNs);
        } else if (!isBefore(grid.peek())) {
            postponed = null;
        }
        return postponed != null;
    }

    private void postpone(SeatedEncoder old, SeatedEncoder next, long nowNs) {
        long intervalNs = grid.intervalNs();
        boolean isDelay = headStart.rest(old, next, intervalNs) > 0;
        postponed = isDelay || grid.untilNext(nowNs) < headStart.lead(old, next, intervalNs) ? next : null;
        postponedUpToNs = grid.peek() + (isDelay ? intervalNs : 0);
    }

    /** Whether the tick of that time is still the old encoder's. Ticks are whole nanoseconds, intervals need not be. */
    private boolean isBefore(long tickNs) {
        return postponed != null && tickNs < postponedUpToNs + grid.intervalNs() / 2;
    }

    /** It has happened under the picture: the next encoder's first picture has its head start. */
    void happened(SeatedEncoder old, SeatedEncoder next) {
        postponed = null;
        leadNs = headStart.lead(old, next, grid.intervalNs());
    }

    /** An encoder was seated where there was none, or while nothing was shown: nothing is to be kept even. */
    void forget() {
        postponed = null;
        leadNs = 0;
    }

    /** How much earlier than its tick the next picture is taken; 0 as a rule. */
    long leadNs() {
        return leadNs;
    }

    /** The picture with the head start is taken, or ticks begin anew: the next one has none. */
    void endLead() {
        leadNs = 0;
    }

    /** The encoder in use gets the frame of that tick: it leaves later if an exchange is to come. */
    void shows(long frame, long tickNs, SeatedEncoder encoder) {
        learnSending(frame - LOOK_BACK_FRAMES);
        if (!isBefore(tickNs)) {
            return;
        }
        long delayNs = headStart.rest(encoder, postponed, grid.intervalNs());
        if (isBefore(grid.peek())) {
            delayNs /= 2;
        }
        if (delayNs > 0) {
            ring.hold(encoder.usualCostNs() + delayNs);
        }
    }

    private void learnSending(long frame) {
        long ns = ledger.sendingNs(frame);
        if (ns != FrameLedger.UNKNOWN) {
            headStart.sent(frame == newestIdr, ns);
        }
    }

    /** The frame is an IDR picture. */
    void idr(long frame) {
        newestIdr = frame;
    }
}
