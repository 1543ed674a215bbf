// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;

import java.util.Map;
import java.util.function.Consumer;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.frames.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One stream of one of FFmpeg's encoders. Every call is synchronized, so that the component may close it beside its user: a close
 * waits for the picture that is being coded.
 */
final class FfmpegSession implements EncoderSession {
    private static final long LEAST_BIT_RATE = 64_000;
    /** Frames that an encoder may hold at most: their numbers are found again by time stamp. */
    private static final int MOST_HELD = 64;

    private final FfmpegCodec codec;
    private final Map<String, String> options;
    private final FfmpegSettings settings;
    private final Consumer<FfmpegSession> closed;
    private final int slices;
    private final int threads;
    private final InputFrame input;
    /** Null for an encoder that takes frames in memory. */
    private final HardwareFrames hardware;

    private final AccessUnitWriter writer;
    private final RateChange rateChange;
    private final long[] frameNumbers = new long[MOST_HELD];
    private VideoFormat format;
    private OpenCodec open;
    private long pts;

    /**
     * Opens the encoder.
     *
     * @param options one of {@link FfmpegCodec#variants()}
     * @param closed told once, when the session is closed
     */
    FfmpegSession(
            FfmpegCodec codec,
            Map<String, String> options,
            VideoFormat format,
            FfmpegSettings settings,
            ChunkSink sink,
            Consumer<FfmpegSession> closed)
            throws EncoderException {
        this.codec = codec;
        this.options = options;
        this.format = format;
        this.settings = settings;
        this.closed = closed;
        slices = codec.hardware() ? 1 : slices(format, settings);
        threads = slices;
        int rate = format.mode().rate();
        rateChange = new RateChange(format.bitRate(), rate, settings.keyIntervalSeconds() * rate);
        writer = new AccessUnitWriter(sink, format);
        hardware = codec.deviceType() == AV_HWDEVICE_TYPE_NONE
                ? null
                : new HardwareFrames(
                        codec.encoderName(),
                        codec.deviceType(),
                        AV_PIX_FMT_VAAPI,
                        InputFrame.avFormat(codec.pixels()),
                        format.mode());
        input = new InputFrame(format.mode(), codec.pixels(), codec.readsAtOnce());
        try {
            open = openCodec();
        } catch (EncoderException e) {
            free();
            throw e;
        }
    }

    /**
     * OpenH264 codes each slice on a thread of its own, and moves the border between slices by rows to balance them: so several
     * slices are of use only where a slice may be as small as a row.
     */
    private static int slices(VideoFormat format, FfmpegSettings settings) {
        int columns = (format.mode().width() + 15) / 16;
        int rows = (format.mode().height() + 15) / 16;
        if (format.minSliceMacroblocks() > columns) {
            return 1;
        }
        int threads = settings.threadsOn(Runtime.getRuntime().availableProcessors());
        return Math.max(1, Math.min(Math.min(format.maxSlices(), threads), rows / 4));
    }

    private OpenCodec openCodec() throws EncoderException {
        OpenCodec opened = new OpenCodec(codec, options, format, slices, threads, settings, hardware);
        try {
            opened.parameterSets(writer);
            return opened;
        } catch (IllegalArgumentException e) {
            opened.close();
            throw new EncoderException(codec.encoderName() + ": its parameter sets are unusable: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException {
        checkOpen();
        AVFrame picture = input.show(frame);
        boolean fresh = pts == 0;
        if (rateChange.due(idr)) {
            reopen();
            fresh = true;
        }
        frameNumbers[(int) (pts % MOST_HELD)] = frameNumber;
        if (hardware == null) {
            open.send(picture, pts++, idr || fresh);
        } else {
            open.send(hardware.upload(picture), pts++, idr || fresh);
            hardware.release();
        }
        writeAll();
    }

    /** Takes all access units that are ready. */
    private void writeAll() throws EncoderException {
        for (int octets = open.receive(); octets > 0; octets = open.receive()) {
            long frameNumber = frameNumbers[(int) (open.receivedPts() % MOST_HELD)];
            try {
                writer.write(open.received(), octets, frameNumber);
            } catch (IllegalArgumentException e) {
                throw new EncoderException(
                        codec.encoderName() + ": picture " + frameNumber + " is unusable: " + e.getMessage(), e);
            } finally {
                open.release();
            }
        }
    }

    @Override
    public synchronized void flush() throws EncoderException {
        checkOpen();
        drain();
    }

    private void drain() throws EncoderException {
        open.end();
        writeAll();
    }

    /** A new encoder in place of the old one, with the wanted bit rate. */
    private void reopen() throws EncoderException {
        format = format.withBitRate(rateChange.wanted());
        OpenCodec next = openCodec();
        try {
            drain();
        } catch (EncoderException e) {
            next.close();
            throw e;
        }
        open.close();
        open = next;
        rateChange.done();
    }

    @Override
    public synchronized void setBitRate(long bitRate) throws EncoderException {
        checkOpen();
        long most = format.level().maxBitRate(format.profile());
        long brought = Math.max(LEAST_BIT_RATE, Math.min(most, bitRate));
        if (codec.changesRateInPlace()) {
            open.setBitRate(brought);
        } else {
            rateChange.want(brought);
        }
    }

    private void checkOpen() throws EncoderException {
        if (open == null) {
            throw new EncoderException(codec.encoderName() + ": the session is closed");
        }
    }

    @Override
    public void close() {
        if (closeOnce()) {
            closed.accept(this);
        }
    }

    private synchronized boolean closeOnce() {
        if (open == null) {
            return false;
        }
        open.close();
        open = null;
        free();
        return true;
    }

    private void free() {
        input.close();
        if (hardware != null) {
            hardware.close();
        }
    }
}
