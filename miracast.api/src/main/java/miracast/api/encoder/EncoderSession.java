// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import miracast.api.frames.VideoFrame;
import org.osgi.annotation.versioning.ProviderType;

/** One stream of one encoder. One thread at a time. In steady state a call allocates nothing on the heap. */
@ProviderType
public interface EncoderSession extends AutoCloseable {

    /**
     * Encodes one frame. Each slice is committed as soon as it is made; an encoder without delay has committed all of them when
     * this returns, one with delay commits them in a later call or in {@link #flush()}, in the order of the frames. The frame's
     * memory is not touched after the return.
     *
     * @param frame in a pixel format of {@link EncoderCapabilities#pixelFormats()} and the size of the session's mode
     * @param frameNumber rises with each call, by 1 or more; the frame number of its chunks' ids
     * @param idr whether it is to be an IDR picture; the first of a session is one anyway
     * @throws EncoderException if the encoder failed; the session is then only good for closing
     */
    void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException;

    /**
     * Commits what is still inside of frames that were encoded: another session takes over, and no frame is to be lost. Nothing but
     * {@link #close()} is called after it. An encoder without delay has nothing to do here.
     *
     * @throws EncoderException if the encoder failed; what was inside is lost
     */
    default void flush() throws EncoderException {}

    /**
     * Changes the bit rate from the next frame on, without a restart that could be seen.
     *
     * @param bitRate bit/s
     * @throws EncoderException if the encoder failed; a rate out of its range is brought into it instead
     */
    void setBitRate(long bitRate) throws EncoderException;

    /** Frees everything. When it has returned, no chunk is committed any more. Closing twice does nothing. */
    @Override
    void close();
}
