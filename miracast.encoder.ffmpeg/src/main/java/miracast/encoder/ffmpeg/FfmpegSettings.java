// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

/**
 * What the configuration says of all sessions, checked.
 *
 * @param threads most threads of a software encoder; 0 for one per processor
 * @param keyIntervalSeconds longest time between two IDR pictures
 * @param vbvFrames size of the rate control's buffer in frame intervals at the bit rate
 */
record FfmpegSettings(int threads, int keyIntervalSeconds, double vbvFrames) {
    FfmpegSettings {
        if (threads < 0 || threads > 64) {
            throw new IllegalArgumentException("threads " + threads + " is not in 0 to 64");
        }
        if (keyIntervalSeconds < 1 || keyIntervalSeconds > 86_400) {
            throw new IllegalArgumentException("keyIntervalSeconds " + keyIntervalSeconds + " is not in 1 to 86400");
        }
        if (!(vbvFrames >= 1 && vbvFrames <= 300)) {
            throw new IllegalArgumentException("vbvFrames " + vbvFrames + " is not in 1 to 300");
        }
    }

    /** Most threads on a machine with so many processors. */
    int threadsOn(int processors) {
        return threads == 0 ? processors : threads;
    }
}
