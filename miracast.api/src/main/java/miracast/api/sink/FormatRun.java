// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import miracast.api.VideoMode;

/**
 * The pictures between two changes of format, as a sink takes them: a change holds from the time on that M4 announced
 * ({@code wfd_av_format_change_timing}), without one at once.
 *
 * @param mode of M4
 * @param firstPts90k presentation time of the first access unit, in ticks of 90 kHz; {@link #NONE} if none came
 * @param accessUnits of video received whole
 * @param decoded pictures that came out of the decoder
 */
public record FormatRun(VideoMode mode, long firstPts90k, long accessUnits, long decoded) {
    /** No time. */
    public static final long NONE = -1;
}
