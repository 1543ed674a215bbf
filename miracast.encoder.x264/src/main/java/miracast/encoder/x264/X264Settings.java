// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.util.List;

/**
 * What the encoder's configuration says, checked.
 *
 * @param preset x264's name for a trade of speed against quality
 * @param threads most encoder threads of a session with slices; 0 for one per processor
 * @param slices slices in a picture where a display takes them; 0 for two per thread
 * @param keyIntervalSeconds longest time between two IDR pictures
 * @param vbvFrames size of the rate control's buffer in frame intervals at the bit rate
 */
record X264Settings(String preset, int threads, int slices, int keyIntervalSeconds, double vbvFrames) {
    static final List<String> PRESETS = List.of(
            "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow", "placebo");

    X264Settings {
        if (!PRESETS.contains(preset)) {
            throw new IllegalArgumentException("preset '" + preset + "' is none of " + PRESETS);
        }
        check("threads", threads, 0, 64);
        check("slices", slices, 0, 64);
        check("keyIntervalSeconds", keyIntervalSeconds, 1, 86_400);
        if (!(vbvFrames >= 1 && vbvFrames <= 300)) {
            throw new IllegalArgumentException("vbvFrames " + vbvFrames + " is not in 1 to 300");
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not in " + least + " to " + most);
        }
    }

    /** Most threads on a machine with so many processors. */
    int threadsOn(int processors) {
        return threads == 0 ? processors : threads;
    }

    /** Slices to come close to, on a machine with so many processors. */
    int slicesOn(int processors) {
        return slices == 0 ? 2 * threadsOn(processors) : slices;
    }
}
