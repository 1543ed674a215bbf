// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * Keeps pictures even while one encoder takes over from another: the first picture of the new one has a {@link HeadStart}, and where
 * there is no time for all of that, the two pictures before leave later: one long gap becomes three that nobody sees. Belongs to the
 * encode thread.
 */
final class TakeOver {
    /** A picture that is so many frames old has left as a rule. */
    private static final int LOOK_BACK_FRAMES = 2;

    private final FrameGrid grid;
    private final ChunkRing ring;
    private final FrameLedger ledger;
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
        long usualNs = usualCostNs(old);
        boolean isDelay = headStart.rest(usualNs, next, intervalNs) > 0;
        postponed = isDelay || grid.untilNext(nowNs) < headStart.lead(usualNs, next, intervalNs) ? next : null;
        postponedUpToNs = grid.peek() + (isDelay ? intervalNs : 0);
    }

    /** Of one that has shown only its first picture nothing is known; then it is what was usual before. */
    private long usualCostNs(SeatedEncoder encoder) {
        if (encoder.usualCostNs() != 0) {
            usualCostNs = encoder.usualCostNs();
        }
        return usualCostNs;
    }

    /** Whether the tick of that time is still the old encoder's. Ticks are whole nanoseconds, intervals need not be. */
    private boolean isBefore(long tickNs) {
        return postponed != null && tickNs < postponedUpToNs + grid.intervalNs() / 2;
    }

    /** It has happened under the picture: the next encoder's first picture has its head start. */
    void happened(SeatedEncoder old, SeatedEncoder next) {
        postponed = null;
        leadNs = headStart.lead(usualCostNs(old), next, grid.intervalNs());
    }

    /** Ticks begin anew, or an encoder was seated where there was none: nothing is to be kept even. */
    void forget() {
        postponed = null;
        leadNs = 0;
    }

    /** How much earlier than its tick the next picture is taken; 0 as a rule. */
    long leadNs() {
        return leadNs;
    }

    /** The picture with the head start is taken: the next one has none. */
    void endLead() {
        leadNs = 0;
    }

    /** The encoder in use gets the frame of that tick, which leaves later if an exchange is to come. */
    void shows(long frame, long tickNs, SeatedEncoder encoder) {
        learnSending(frame - LOOK_BACK_FRAMES);
        long usualNs = usualCostNs(encoder);
        if (!isBefore(tickNs)) {
            return;
        }
        long delayNs = headStart.rest(usualNs, postponed, grid.intervalNs());
        if (isBefore(grid.peek())) {
            delayNs /= 2;
        }
        if (delayNs > 0) {
            ring.hold(usualNs + delayNs);
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
