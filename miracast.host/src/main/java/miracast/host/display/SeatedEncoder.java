// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Set;
import java.util.function.LongSupplier;
import miracast.api.VideoFormat;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.host.parts.Offer;

/**
 * An open session of an encoder with its gate. Made and closed on the seat's worker; in between it belongs to the encode thread.
 */
final class SeatedEncoder {
    private final Offer<VideoEncoder> offer;
    private final VideoFormat format;
    private final EncoderGate gate;
    private final EncoderSession session;
    private final boolean takesI420;
    private final boolean takesNv12;

    private long bitRate;
    private long framesIn;
    private long framesOut;
    private long framesLost;
    private long progressNs;
    private long idrCostNs;
    private long usualCostNs;

    private SeatedEncoder(
            Offer<VideoEncoder> offer, VideoFormat format, EncoderGate gate, EncoderSession session, long bitRate) {
        this.offer = offer;
        this.format = format;
        this.gate = gate;
        this.session = session;
        this.bitRate = bitRate;
        Set<PixelFormat> formats = offer.service().capabilities().pixelFormats();
        takesI420 = formats.contains(PixelFormat.I420);
        takesNv12 = formats.contains(PixelFormat.NV12);
    }

    /** Opens a session, its gate shut. */
    static SeatedEncoder open(
            Offer<VideoEncoder> offer,
            VideoFormat format,
            long bitRate,
            ChunkRing ring,
            FrameLedger ledger,
            LongSupplier clock)
            throws EncoderException {
        EncoderGate gate = new EncoderGate(ring, ledger, clock);
        gate.bitRate(bitRate);
        EncoderSession session = offer.service().open(format.withBitRate(bitRate), gate);
        return new SeatedEncoder(offer, format, gate, session, bitRate);
    }

    /**
     * Lets the session encode black pictures whose chunks go nowhere, so that whatever it prepares with its first IDR picture, and
     * with the first that refers to another, is ready. Black, since that leaves the rate control its whole buffer for the first
     * real picture.
     *
     * @param newest number of the last frame that was shown
     */
    void warmUp(long newest, LongSupplier clock) throws EncoderException {
        VideoFrame black = KeptPicture.black(
                        conversionFormat(), format.mode().width(), format.mode().height())
                .frame();
        long beganNs = clock.getAsLong();
        session.encode(black, Math.max(0, newest - 1), true);
        if (idrCostNs == 0) {
            // A guess: real pictures cost two to three times what black does, but memory that is touched for the first
            // time is dear.
            idrCostNs = 2 * (clock.getAsLong() - beganNs);
        }
        if (newest > 0) {
            session.encode(black, newest, false);
        }
    }

    /** How long the encode thread is kept by an IDR picture, as far as that is known. */
    long idrCostNs() {
        return idrCostNs;
    }

    /** An IDR picture took that long. A cheaper one counts by a quarter only: one that leaves too late is seen, too early is not. */
    void idrCost(long ns) {
        idrCostNs = ns >= idrCostNs ? ns : idrCostNs - (idrCostNs - ns) / 4;
    }

    /** How long the encode thread is kept by any other picture; 0 if none was encoded yet. */
    long usualCostNs() {
        return usualCostNs;
    }

    /** Another picture took that long. */
    void usualCost(long ns) {
        usualCostNs = HeadStart.smoothed(usualCostNs, ns);
    }

    Offer<VideoEncoder> offer() {
        return offer;
    }

    /** The very object that it was opened for, whatever the bit rate is now. */
    VideoFormat format() {
        return format;
    }

    /** Whether a picture can be encoded as it is. */
    boolean takes(VideoFrame frame) {
        return frame.width() == format.mode().width()
                && frame.height() == format.mode().height()
                && (frame.format() == PixelFormat.I420 && takesI420 || frame.format() == PixelFormat.NV12 && takesNv12);
    }

    /** What other pictures are converted to. */
    PixelFormat conversionFormat() {
        return takesI420 ? PixelFormat.I420 : PixelFormat.NV12;
    }

    /** Takes the stream over from that frame on. */
    void takeOver(long frame, long nowNs) {
        framesOut = gate.framesEnded();
        framesIn = framesOut;
        progressNs = nowNs;
        gate.open(frame);
    }

    void encode(VideoFrame frame, long number, boolean idr, long wantedBitRate) throws EncoderException {
        if (wantedBitRate != bitRate) {
            bitRate = wantedBitRate;
            session.setBitRate(wantedBitRate);
            gate.bitRate(wantedBitRate);
        }
        framesIn++;
        session.encode(frame, number, idr);
    }

    /** Frames that were lost for want of room since the last call. */
    long newlyLost() {
        long lost = gate.framesLost();
        long more = lost - framesLost;
        framesLost = lost;
        return more;
    }

    /** Whether frames went in, and none came out for that long. */
    boolean isMute(long nowNs, long patienceNs) {
        long out = gate.framesEnded();
        if (out != framesOut || out >= framesIn) {
            framesOut = out;
            progressNs = nowNs;
        }
        return nowNs - progressNs > patienceNs;
    }

    /** Has it commit what is still inside, since it is left. */
    void flush() throws EncoderException {
        session.flush();
    }

    /** Frames that went in and did not come out. */
    long framesInside() {
        return Math.max(0, framesIn - gate.framesEnded());
    }

    /** Shuts the gate; false if the encoder does not get done with a chunk, so that the ring is not safe from it. */
    boolean leave(long patienceNs) {
        return gate.shut(patienceNs);
    }

    /** Frees the session. */
    void close() {
        session.close();
    }

    @Override
    public String toString() {
        return offer.name();
    }
}
