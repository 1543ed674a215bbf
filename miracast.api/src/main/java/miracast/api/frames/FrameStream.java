// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import org.osgi.annotation.versioning.ConsumerType;

/** Pictures of one source for one cast. One thread at a time; in steady state a call allocates nothing on the heap. */
@ConsumerType
public interface FrameStream extends AutoCloseable {

    /**
     * Gives the picture to show at a time. Returns at once, well under a frame interval; waiting is done on threads of the source.
     *
     * @param frame wrapped over the picture; its planes stay valid until the next call that returns true, or {@link #close()}
     * @param timeNs when it is shown, in ns of {@link System#nanoTime()}; rises from call to call. A source of recorded pictures
     *     takes the first one as the beginning of its time
     * @return false if there is nothing newer than what the last call gave; {@code frame} is unchanged then
     * @throws FrameSourceException if no further picture will come: names the location and the reason
     */
    boolean next(VideoFrame frame, long timeNs) throws FrameSourceException;

    /** Frees everything. Closing twice does nothing. */
    @Override
    void close();
}
