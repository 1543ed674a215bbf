// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import miracast.api.MiracastException;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;

/**
 * Decides which pictures are sent: none that cannot be decoded, that belongs to a format that is over or not begun, or that would come
 * too late; asks for the IDR picture that is to follow. The sending thread's; allocates nothing once made.
 */
final class PictureGate {
    private static final long IDR_AGAIN_NS = 250_000_000;

    private final MiracastCallbacks callbacks;
    private final MediaClock clock;
    private final Outlet outlet;
    private final long ptsLeadNs;
    private final StreamListener listener;
    private final DisplayRequest requestIdr = new DisplayRequest.RequestIdr();

    private boolean awaitingIdr;
    private long notBeforeNs = Long.MIN_VALUE;
    private long ptsEndNs = Long.MAX_VALUE;
    /** Whether pictures were left out for a change that was announced: what refers to them cannot be decoded. */
    private boolean leftOut;
    /** Whether pictures are left out since one was too late. */
    private boolean behind;

    private long idrAskedNs;

    PictureGate(MiracastCallbacks callbacks, MediaClock clock, Outlet outlet, long ptsLeadNs, StreamListener listener) {
        this.callbacks = callbacks;
        this.clock = clock;
        this.outlet = outlet;
        this.ptsLeadNs = ptsLeadNs;
        this.listener = listener;
    }

    /** The next picture that goes is an IDR picture. */
    void awaitIdr() {
        awaitingIdr = true;
    }

    /** The same for the first one of a format, which is taken at that time or later, in ns of the {@link MediaClock}. */
    void awaitIdr(long takenNs) {
        notBeforeNs = takenNs;
        awaitIdr();
    }

    /** No picture of the present format goes that is presented at that time or later, in ns of the {@link MediaClock}. */
    void endBefore(long newPtsEndNs) {
        ptsEndNs = newPtsEndNs;
    }

    /**
     * Whether a picture goes.
     *
     * @param chunk the picture, or its first slice
     */
    boolean admits(EncodeChunk chunk) {
        boolean goes = fits(chunk) && !isTooLate(chunk);
        behind &= !goes;
        if (behind) {
            callbacks.pictureLeftOut(chunk.id());
        }
        return goes;
    }

    private boolean fits(EncodeChunk chunk) {
        long takenNs = clock.ofNanoTime(chunk.timestampNs());
        if (awaitingIdr) {
            if (takenNs < notBeforeNs) {
                return false;
            }
            if (!chunk.idr()) {
                askForIdr();
                return false;
            }
            awaitingIdr = false;
        } else if (takenNs + ptsLeadNs >= ptsEndNs) {
            leftOut = true;
            return false;
        } else if (leftOut && !chunk.idr()) {
            // The present format goes on after all.
            awaitingIdr = true;
            askForIdr();
            return false;
        }
        leftOut = false;
        return true;
    }

    /** Whether the network is so far behind that the picture would be of no use; then the next one that goes is an IDR picture. */
    private boolean isTooLate(EncodeChunk chunk) {
        long nowNs = clock.nowNs();
        if (!outlet.isTooLate(chunk, clock.ofNanoTime(chunk.timestampNs()), nowNs)) {
            return false;
        }
        awaitingIdr = true;
        behind = true;
        idrAskedNs = nowNs;
        listener.pictureTooLate(outlet.bitRate());
        return true;
    }

    private void askForIdr() {
        long nowNs = clock.nowNs();
        if (nowNs - idrAskedNs < IDR_AGAIN_NS) {
            return;
        }
        idrAskedNs = nowNs;
        try {
            callbacks.ioControl(requestIdr);
        } catch (MiracastException e) {
            // The session stops, or the host has no encoder now; the next chunk asks again.
        }
    }
}
