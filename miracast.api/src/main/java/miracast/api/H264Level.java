// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import java.util.Optional;

/**
 * The H.264 levels of Wi-Fi Display with their limits (ITU-T H.264, table A-1), each with the largest modes that it is
 * used for. A sink that has one has all below it.
 */
public enum H264Level {
    /** Level 3.1: 1280x720p30, 640x480p60. */
    LEVEL_3_1(31, 108_000, 3_600, 14_000_000),
    /** Level 3.2: 1280x720p60. */
    LEVEL_3_2(32, 216_000, 5_120, 20_000_000),
    /** Level 4: 1920x1080p30. */
    LEVEL_4(40, 245_760, 8_192, 20_000_000),
    /** Level 4.1: 1920x1080p30 at a higher bit rate than level 4. */
    LEVEL_4_1(41, 245_760, 8_192, 50_000_000),
    /** Level 4.2: 1920x1080p60. */
    LEVEL_4_2(42, 522_240, 8_704, 50_000_000),
    /** Level 5: 1920x1200p60. */
    LEVEL_5(50, 589_824, 22_080, 135_000_000),
    /** Level 5.1: 3840x2160p30. */
    LEVEL_5_1(51, 983_040, 36_864, 240_000_000),
    /** Level 5.2: 3840x2160p60. */
    LEVEL_5_2(52, 2_073_600, 36_864, 240_000_000);

    private final int levelIdc;
    private final long maxMacroblocksPerSecond;
    private final int maxMacroblocks;
    private final long maxBaselineBitRate;

    H264Level(int levelIdc, long maxMacroblocksPerSecond, int maxMacroblocks, long maxBaselineBitRate) {
        this.levelIdc = levelIdc;
        this.maxMacroblocksPerSecond = maxMacroblocksPerSecond;
        this.maxMacroblocks = maxMacroblocks;
        this.maxBaselineBitRate = maxBaselineBitRate;
    }

    /** The lowest level whose limits hold the mode; empty if none does. */
    public static Optional<H264Level> lowestFor(VideoMode mode) {
        for (H264Level level : values()) {
            if (level.holds(mode)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** level_idc of the sequence parameter set: ten times the level's number. */
    public int levelIdc() {
        return levelIdc;
    }

    /** Whether picture size and macroblock rate of the mode are within this level. */
    public boolean holds(VideoMode mode) {
        return mode.macroblocks() <= maxMacroblocks && mode.macroblocksPerSecond() <= maxMacroblocksPerSecond;
    }

    /** Highest bit rate of the level in bit/s: MaxBR times 1000 for baseline, times 1250 for high. */
    public long maxBitRate(H264Profile profile) {
        return profile == H264Profile.CONSTRAINED_HIGH ? maxBaselineBitRate / 4 * 5 : maxBaselineBitRate;
    }

    /** The level's number, for example {@code 4.1}. */
    @Override
    public String toString() {
        return levelIdc % 10 == 0 ? String.valueOf(levelIdc / 10) : levelIdc / 10 + "." + levelIdc % 10;
    }
}
