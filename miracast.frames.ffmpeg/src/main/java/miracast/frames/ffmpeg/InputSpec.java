// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Map;

/**
 * What is to be opened, and how; kept so that it can be opened again.
 *
 * @param what source and location, for messages and log lines
 * @param url what FFmpeg opens
 * @param format FFmpeg's demuxer or device; empty if it is to find out
 * @param own options of ours, which a demuxer may not know
 * @param wished options of the user, which it must know
 * @param prompt whether pictures are wanted at once rather than many at a time
 * @param timeoutNs longest time for opening, and for the next packet, in ns
 */
record InputSpec(
        String what,
        String url,
        String format,
        Map<String, String> own,
        Map<String, String> wished,
        boolean prompt,
        long timeoutNs) {}
