// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import miracast.api.VideoMode;
import miracast.api.frames.FrameMarker;

/** Takes access units from the queue, decodes them and reads their markers. One thread, the decode thread. */
final class DecodeLoop implements Runnable, PictureDecoder.Output {
    /** Access units whose arrival is remembered: more than a decoder holds back (16, ITU-T H.264, A.3.1). */
    private static final int REMEMBERED = 64;

    private final DecodeQueue queue;
    private final PictureDecoder decoder;
    private final StreamCounters counters;
    private final MarkerTrack markers;
    private final SyncTrack sync;
    private final Complaints complaints;
    private final LongSupplier nanoTime;
    private final LongSupplier wallMs;
    private final FrameMarker marker = new FrameMarker();
    private final long[] lastPacketNs = new long[REMEMBERED];
    private final long[] pts90k = new long[REMEMBERED];
    private final FormatTrack.Run[] formats = new FormatTrack.Run[REMEMBERED];
    private boolean flashing = true;
    private int lastMarker;

    /**
     * @param sync told of flashes
     * @param nanoTime the clock of {@link AccessUnit#lastPacketNs}
     * @param wallMs the clock of markers
     */
    DecodeLoop(
            DecodeQueue queue,
            PictureDecoder decoder,
            StreamCounters counters,
            MarkerTrack markers,
            SyncTrack sync,
            Complaints complaints,
            LongSupplier nanoTime,
            LongSupplier wallMs) {
        this.queue = queue;
        this.decoder = decoder;
        this.counters = counters;
        this.markers = markers;
        this.sync = sync;
        this.complaints = complaints;
        this.nanoTime = nanoTime;
        this.wallMs = wallMs;
    }

    @Override
    public void run() {
        try (decoder) {
            AccessUnit unit;
            while ((unit = queue.take()) != null) {
                lastPacketNs[slot(unit.number())] = unit.lastPacketNs();
                pts90k[slot(unit.number())] = unit.pts90k();
                formats[slot(unit.number())] = unit.format();
                if (!decoder.decode(unit, this)) {
                    counters.decodeErrors.increment();
                    complaints.add("picture %d: the decoder refuses it", unit.number());
                }
                queue.release();
            }
            decoder.drain(this);
        }
    }

    @Override
    public void picture(long number, boolean damaged, ByteBuffer luma, int stride, int width, int height) {
        counters.decoded.increment();
        if (damaged) {
            counters.decodeErrors.increment();
            complaints.add("picture %d: the decoder finds it damaged", number);
        }
        FormatTrack.Run format = formats[slot(number)];
        if (format != null) {
            format.decoded();
            checkSize(number, format.format().mode(), width, height);
        }
        if (marker.read(luma, stride, width, height)) {
            markers.add(marker.frame(), delayMs(lastPacketNs[slot(number)]));
            flash(FrameMarker.readFlash(luma, stride, width, height), pts90k[slot(number)]);
        }
    }

    private void checkSize(long number, VideoMode mode, int width, int height) {
        if (width != mode.width() || height != mode.height()) {
            complaints.add("picture %d is decoded as %d x %d, and is of %s", number, width, height, mode);
        }
    }

    /** A flash whose first picture may be missing says nothing. */
    private void flash(boolean on, long time90k) {
        if (on && !flashing && marker.frame() == lastMarker + 1) {
            sync.flash(time90k);
        }
        flashing = on;
        lastMarker = marker.frame();
    }

    /** The difference of two clocks of which the marker has the low 32 bits. */
    private long delayMs(long arrivalNs) {
        long arrivalMs = wallMs.getAsLong() - Math.round((nanoTime.getAsLong() - arrivalNs) / 1e6);
        return (int) arrivalMs - marker.timeMs();
    }

    private static int slot(long number) {
        return (int) (number & REMEMBERED - 1);
    }
}
