// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

import org.osgi.annotation.versioning.ConsumerType;

/** Sound of one source for one cast. One thread at a time; in steady state a call allocates nothing on the heap. */
@ConsumerType
public interface AudioStream extends AutoCloseable {

    /**
     * Gives the next samples, if there are any that begin before a time. Returns at once; waiting is done on threads of the
     * source. The host calls until it returns false.
     *
     * @param block wrapped over the samples; its memory stays valid until the next call that returns true, or {@link #close()}.
     *     A block begins where the one before it ended, or later if there is nothing to be heard in between
     * @param untilNs in ns of {@link System#nanoTime()}; rises from call to call, and may lie up to 100 ms ahead. A source of
     *     recorded sound that accompanies no pictures takes the first one as the beginning of its time
     * @return false if there is nothing now; {@code block} is unchanged then
     * @throws AudioSourceException if no further sound will come: names the location and the reason
     */
    boolean next(AudioBlock block, long untilNs) throws AudioSourceException;

    /**
     * How long after a sample was heard {@link #next} has it, at the latest, in ns: 0 for sound that is recorded or made, which
     * can be had ahead of its time, and the depth of the device's buffer for sound that is captured. Constant.
     */
    default long latencyNs() {
        return 0;
    }

    /** Frees everything. Closing twice does nothing. */
    @Override
    void close();
}
