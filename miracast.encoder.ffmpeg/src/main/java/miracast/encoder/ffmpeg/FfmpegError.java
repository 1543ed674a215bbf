// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.nio.charset.StandardCharsets;
import miracast.api.encoder.EncoderException;
import org.bytedeco.ffmpeg.global.avutil;

/** Turns FFmpeg's negative results into exceptions that say what they mean. */
final class FfmpegError {
    private static final int LONGEST_TEXT = 128;

    private FfmpegError() {}

    /** @throws EncoderException if the result is negative */
    static void check(String encoder, String call, int result) throws EncoderException {
        if (result < 0) {
            throw new EncoderException(encoder + ": " + call + " gave " + result + " (" + text(result) + ")");
        }
    }

    /** FFmpeg's words for a result. */
    static String text(int result) {
        byte[] octets = new byte[LONGEST_TEXT];
        avutil.av_strerror(result, octets, octets.length);
        int length = 0;
        while (length < octets.length && octets[length] != 0) {
            length++;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
}
