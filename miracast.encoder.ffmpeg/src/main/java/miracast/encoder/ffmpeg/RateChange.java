// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

/**
 * When an encoder that cannot change its bit rate is replaced by one with the new rate. That costs an IDR picture, so: a lower rate
 * counts from the next frame on, since the network waits for it; a clearly higher one as well; a slightly higher one waits for the
 * next IDR picture. At most once a second, or when an IDR picture is due anyway. One thread at a time.
 */
final class RateChange {
    /** A rise by less than this is not worth an IDR picture. */
    private static final double CLEARLY_HIGHER = 1.2;

    private final int framesASecond;
    private final int framesBetweenKeys;
    private long current;
    private long wanted;
    private long framesSince;

    RateChange(long bitRate, int framesASecond, int framesBetweenKeys) {
        current = bitRate;
        wanted = bitRate;
        this.framesASecond = framesASecond;
        this.framesBetweenKeys = framesBetweenKeys;
    }

    void want(long bitRate) {
        wanted = bitRate;
    }

    /** Before each frame: whether the encoder is to be replaced now, by one with {@link #wanted()}. */
    boolean due(boolean idr) {
        framesSince++;
        if (wanted == current) {
            return false;
        }
        boolean worthIt = wanted < current || wanted >= current * CLEARLY_HIGHER;
        return idr || worthIt && framesSince > framesASecond || framesSince > framesBetweenKeys;
    }

    /** The replacement runs. */
    void done() {
        current = wanted;
        framesSince = 0;
    }

    long wanted() {
        return wanted;
    }
}
