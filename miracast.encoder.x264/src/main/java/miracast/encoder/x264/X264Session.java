// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.function.Consumer;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.frames.VideoFrame;

/**
 * One encoder of libx264. Every call is synchronized, so that the encoder's component may close it beside its user: a close waits
 * for the picture that is being coded.
 */
final class X264Session implements EncoderSession {
    private static final long LEAST_BIT_RATE = 64_000;

    private final VideoFormat format;
    private final Consumer<X264Session> closed;
    private final X264Parameters parameters;
    private final InputPicture picture;
    /** Where x264_encoder_encode puts its results: x264_nal_t**, int*, and an x264_picture_t behind them. */
    private final Memory results;

    private final Memory nal = new Memory(X264.NAL_SIZE);
    private final ChunkWriter writer;
    /** Null for a session of one slice per picture, whose pictures are taken whole from what the call returns. */
    private final SliceCollector slices;

    private long handle;
    private long frames;

    /**
     * Opens the encoder.
     *
     * @param closed told once, when the session is closed
     */
    X264Session(
            NativeX264 library,
            VideoFormat format,
            SlicePlan plan,
            X264Settings settings,
            ChunkSink sink,
            Consumer<X264Session> closed)
            throws EncoderException {
        this.format = format;
        this.closed = closed;
        parameters = new X264Parameters(library, format, plan, settings);
        picture = new InputPicture(library.layout(), format.mode());
        results = new Memory(16 + library.layout().pictureSize());
        writer = new ChunkWriter(sink, format.profile().constraintFlags());
        if (plan.wholePicture()) {
            slices = null;
        } else {
            slices = new SliceCollector(writer, format.mode().macroblocks(), plan);
            parameters.setNaluProcess(slices.function());
        }
        handle = X264.x264_encoder_open(parameters.address());
        if (handle == 0) {
            free();
            throw new EncoderException("x264: x264_encoder_open refused " + format);
        }
    }

    @Override
    public synchronized void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException {
        if (handle == 0) {
            throw new EncoderException("x264: the session is closed");
        }
        picture.show(frame, frames++, idr);
        writer.begin(frameNumber);
        if (slices != null) {
            slices.begin();
        }
        long at = Pointer.nativeValue(results);
        int octets = X264.x264_encoder_encode(handle, at, at + 8, picture.address(), at + 16);
        if (octets < 0) {
            throw new EncoderException("x264: x264_encoder_encode gave " + octets + " for frame " + frameNumber);
        }
        try {
            if (slices != null) {
                slices.end();
            } else {
                writeWhole(octets);
            }
        } catch (IllegalStateException e) {
            throw new EncoderException("x264: frame " + frameNumber + ": " + e.getMessage(), e);
        }
    }

    /** The NAL units of a picture lie one behind the other, the first one's payload first. */
    private void writeWhole(int octets) {
        if (octets == 0) {
            throw new IllegalStateException("x264 held the picture back");
        }
        CLibrary.memcpy(Pointer.nativeValue(nal), results.getLong(0), X264.NAL_SIZE);
        writer.write(0, 0, nal.getLong(X264.NAL_P_PAYLOAD), octets, true);
    }

    @Override
    public synchronized void setBitRate(long bitRate) throws EncoderException {
        if (handle == 0) {
            throw new EncoderException("x264: the session is closed");
        }
        long most = format.level().maxBitRate(format.profile());
        parameters.setRate(Math.max(LEAST_BIT_RATE, Math.min(most, bitRate)));
        int error = X264.x264_encoder_reconfig(handle, parameters.address());
        if (error != 0) {
            throw new EncoderException("x264: x264_encoder_reconfig to " + bitRate + " bit/s gave " + error);
        }
    }

    /** The picture size that the encoder itself believes in: shows whether the layout of its parameters was understood. */
    synchronized boolean codes(NativeX264.Layout layout) {
        try (Memory actual = new Memory(layout.parametersSize())) {
            X264.x264_encoder_parameters(handle, Pointer.nativeValue(actual));
            return actual.getInt(layout.width()) == format.mode().width()
                    && actual.getInt(layout.height()) == format.mode().height();
        }
    }

    @Override
    public void close() {
        if (closeOnce()) {
            closed.accept(this);
        }
    }

    private synchronized boolean closeOnce() {
        if (handle == 0) {
            return false;
        }
        X264.x264_encoder_close(handle);
        handle = 0;
        free();
        return true;
    }

    private void free() {
        parameters.close();
        picture.close();
        results.close();
        nal.close();
        if (slices != null) {
            slices.close();
        }
    }
}
