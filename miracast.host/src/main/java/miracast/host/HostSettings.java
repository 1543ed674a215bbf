// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.host.display.DisplaySettings;
import miracast.host.link.LinkSettings;
import miracast.host.sound.SoundSettings;

/**
 * A checked {@link HostConfig}.
 *
 * @param mode the mode to come closest to
 * @param bitRate highest bit rate where a cast names none, in bit/s
 * @param ringOctets memory between encoder and network
 * @param display how a display paces itself
 * @param link how patient a cast is with a device
 * @param sound how sound is coded
 * @param encoderGraceNs how long a session goes on without an encoder
 * @param startTimeoutNs how long driver and sink may take to agree
 * @param retryFirstNs pause after a first failure
 * @param retryLongestNs where its doubling ends
 */
record HostSettings(
        VideoMode mode,
        long bitRate,
        int ringOctets,
        DisplaySettings display,
        LinkSettings link,
        SoundSettings sound,
        long encoderGraceNs,
        long startTimeoutNs,
        long retryFirstNs,
        long retryLongestNs) {

    private static final long FIRST_PICTURE_NS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long MUTE_ENCODER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long TAKE_OVER_NS = TimeUnit.SECONDS.toNanos(3);

    /** @throws IllegalArgumentException if a value cannot be used: names field and value */
    static HostSettings of(HostConfig config) {
        int ring = (int) between("ringOctets", config.ringOctets(), 1 << 16, 1 << 28);
        if (Integer.bitCount(ring) != 1) {
            throw new IllegalArgumentException("ringOctets " + ring + " is no power of two");
        }
        long first = between("retryFirstMs", config.retryFirstMs(), 10, 600_000);
        long longest = between("retryLongestMs", config.retryLongestMs(), 10, 3_600_000);
        if (longest < first) {
            throw new IllegalArgumentException("retryLongestMs " + longest + " is less than retryFirstMs " + first);
        }
        return new HostSettings(
                mode(config.mode()),
                between("bitRate", config.bitRate(), 100_000, 200_000_000),
                ring,
                new DisplaySettings(
                        (int) between("waitingFrames", config.waitingFrames(), 1, 60),
                        TimeUnit.MILLISECONDS.toNanos(between("stillMs", config.stillMs(), 100, 60_000)),
                        TimeUnit.SECONDS.toNanos(1) / between("slowRate", config.slowRate(), 1, 60),
                        FIRST_PICTURE_NS,
                        MUTE_ENCODER_NS,
                        TAKE_OVER_NS,
                        seconds("encoderOpenSeconds", config.encoderOpenSeconds(), 1, 600),
                        seconds("sourceOpenSeconds", config.sourceOpenSeconds(), 1, 3600)),
                new LinkSettings(
                        (int) between("rtspPort", config.rtspPort(), 1, 65535),
                        seconds("linkTimeoutSeconds", config.linkTimeoutSeconds(), 1, 600),
                        seconds("sinkTimeoutSeconds", config.sinkTimeoutSeconds(), 1, 600),
                        seconds("reverseConnectSeconds", config.reverseConnectSeconds(), 0, 600)),
                new SoundSettings(config.aacFirst(), between("aacBitRate", config.aacBitRate(), 32_000, 512_000)),
                seconds("encoderGraceSeconds", config.encoderGraceSeconds(), 0, 3600),
                seconds("startTimeoutSeconds", config.startTimeoutSeconds(), 1, 600),
                TimeUnit.MILLISECONDS.toNanos(first),
                TimeUnit.MILLISECONDS.toNanos(longest));
    }

    private static VideoMode mode(String text) {
        try {
            return VideoMode.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mode: " + e.getMessage(), e);
        }
    }

    private static long seconds(String field, long value, long least, long most) {
        return TimeUnit.SECONDS.toNanos(between(field, value, least, most));
    }

    private static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " " + value + " is not in " + least + " to " + most);
        }
        return value;
    }
}
