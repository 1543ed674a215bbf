// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can set; checked by {@link HostSettings}. Changes hold from the next session of a cast on. */
@ObjectClassDefinition(
        id = HostConfig.PID,
        name = "Miracast host",
        description = "How casts are made where they do not say it themselves. Changes hold from the next session on.")
@interface HostConfig {
    /** The configuration's name. */
    String PID = "miracast.host";

    @AttributeDefinition(
            name = "Preferred mode",
            description = "The mode to come closest to on displays that have it, as 1920x1080p30.")
    String mode() default "1920x1080p30";

    @AttributeDefinition(
            name = "Bit rate (bit/s)",
            description = "Highest bit rate of the video of a cast that names none.",
            min = "100000",
            max = "200000000")
    long bitRate() default 8_000_000;

    @AttributeDefinition(
            name = "RTSP port",
            description = "Where a display connects to, on the address of its link. Displays expect 7236.",
            min = "1",
            max = "65535")
    int rtspPort() default 7236;

    @AttributeDefinition(
            name = "Waiting frames",
            description = "How many frames may wait for the network before whole ones are dropped: latency never grows"
                    + " beyond them.",
            min = "1",
            max = "60")
    int waitingFrames() default 3;

    @AttributeDefinition(
            name = "Ring (octets)",
            description = "Memory between encoder and network, per cast; a power of two. No slice may be larger than"
                    + " half of it.",
            min = "65536",
            max = "268435456")
    int ringOctets() default 4 * 1024 * 1024;

    @AttributeDefinition(
            name = "Still source (ms)",
            description = "A source that had nothing new for so long stands still: its picture is repeated slowly.",
            min = "100",
            max = "60000")
    int stillMs() default 1000;

    @AttributeDefinition(
            name = "Slow rate (1/s)",
            description = "How often the picture of a source that stands still is repeated.",
            min = "1",
            max = "60")
    int slowRate() default 5;

    @AttributeDefinition(
            name = "AAC first",
            description =
                    "Whether displays that take both get their sound as AAC, which needs a tenth of the bit rate, or"
                            + " as LPCM, which comes some 40 ms sooner from a screen. Without an encoder it is LPCM.")
    boolean aacFirst() default true;

    @AttributeDefinition(
            name = "Bit rate of AAC (bit/s)",
            description = "How much of the network sound may take where it is AAC.",
            min = "32000",
            max = "512000")
    long aacBitRate() default 192_000;

    @AttributeDefinition(
            name = "Grace without an encoder (s)",
            description = "How long a display keeps the last picture when no encoder is left, before its session ends.",
            min = "0",
            max = "3600")
    int encoderGraceSeconds() default 30;

    @AttributeDefinition(
            name = "Opening of an encoder (s)",
            description =
                    "How long an encoder may take to open. One that takes longer is left for the next best, and tried"
                            + " again when it has returned.",
            min = "1",
            max = "600")
    int encoderOpenSeconds() default 5;

    @AttributeDefinition(
            name = "Opening of a source (s)",
            description =
                    "How long a source may take to open; where its option timeout is longer, that and 5 s. One that"
                            + " takes longer counts as failed, and is tried again when it has returned.",
            min = "1",
            max = "3600")
    int sourceOpenSeconds() default 20;

    @AttributeDefinition(
            name = "Start of a session (s)",
            description = "How long driver and display may take to agree.",
            min = "1",
            max = "600")
    int startTimeoutSeconds() default 45;

    @AttributeDefinition(
            name = "Opening of a link (s)",
            description = "How long Wi-Fi Direct may take to open a link.",
            min = "1",
            max = "600")
    int linkTimeoutSeconds() default 45;

    @AttributeDefinition(
            name = "Connection over a link (s)",
            description = "How long a display that is linked may take to connect.",
            min = "1",
            max = "600")
    int sinkTimeoutSeconds() default 45;

    @AttributeDefinition(
            name = "Connect to a display (s)",
            description = "A display that is linked and has not connected by then is connected to, on the port that it"
                    + " announces; again and again, until one of the two succeeds. A few televisions wait for that."
                    + " 0: never.",
            min = "0",
            max = "600")
    int reverseConnectSeconds() default 0;

    @AttributeDefinition(
            name = "First retry (ms)",
            description = "Pause after a first failure; doubled with each further one.",
            min = "10",
            max = "600000")
    int retryFirstMs() default 1000;

    @AttributeDefinition(
            name = "Longest retry (ms)",
            description = "Where the doubling of the pause ends.",
            min = "10",
            max = "3600000")
    int retryLongestMs() default 60_000;
}
