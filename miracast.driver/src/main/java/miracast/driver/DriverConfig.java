// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can set; checked by {@link DriverSettings}. Changes hold from the next session on. */
@ObjectClassDefinition(
        id = DriverConfig.PID,
        name = "Miracast driver",
        description = "How Wi-Fi displays are spoken to and fed. Changes hold from the next session on.")
@interface DriverConfig {
    /** The configuration's name. */
    String PID = "miracast.driver";

    @AttributeDefinition(
            name = "Buffering of the display (ms)",
            description = "How long the display may hold a picture before it shows it: 60 to 100 for signage,"
                    + " 200 where the air is bad. Less is faster, too little stutters.",
            min = "0",
            max = "2000")
    int ptsLeadMs() default 80;

    @AttributeDefinition(
            name = "Keep-alive period (s)",
            description = "How often the display is asked for a sign of life.",
            min = "1",
            max = "3600")
    int keepAliveSeconds() default 20;

    @AttributeDefinition(
            name = "Session time-out (s)",
            description = "A display that gave no sign of life for so long is gone.",
            min = "10",
            max = "3600")
    int sessionTimeoutSeconds() default 60;

    @AttributeDefinition(
            name = "Keep-alive reply (ms)",
            description = "After which an unanswered keep-alive request is repeated.",
            min = "100",
            max = "60000")
    int keepAliveReplyMs() default 5000;

    @AttributeDefinition(
            name = "Reply time-out (ms)",
            description = "How long the display may take to answer while a session is negotiated.",
            min = "100",
            max = "60000")
    int replyTimeoutMs() default 6000;

    @AttributeDefinition(
            name = "Request time-out (ms)",
            description = "How long to wait for the display's SETUP and PLAY after it was told to send them.",
            min = "100",
            max = "60000")
    int requestTimeoutMs() default 10_000;

    @AttributeDefinition(
            name = "Wait for the display's OPTIONS (ms)",
            description = "After which the negotiation goes on without it: some displays never send it.",
            min = "0",
            max = "60000")
    int optionsTimeoutMs() default 3000;

    @AttributeDefinition(
            name = "Gap before the capabilities are asked (ms)",
            description = "Some displays lose a request that follows a reply at once.",
            min = "0",
            max = "1000")
    int gapMs() default 15;

    @AttributeDefinition(
            name = "Least time between key pictures (ms)",
            description = "However often the display asks for one.",
            min = "0",
            max = "5000")
    int idrIntervalMs() default 250;

    @AttributeDefinition(
            name = "First UDP port",
            description = "Media leave from an even port of this range. Five digits: some displays cut others off.",
            min = "10000",
            max = "65534")
    int firstUdpPort() default 50_000;

    @AttributeDefinition(
            name = "Last UDP port",
            description = "A session takes two ports.",
            min = "10001",
            max = "65535")
    int lastUdpPort() default 59_999;

    @AttributeDefinition(
            name = "Burst (packets)",
            description =
                    "So many packets of 1328 octets, of pictures and sound together, may leave at once: 32 in a millisecond.",
            min = "1",
            max = "1000")
    int burstPackets() default 32;

    @AttributeDefinition(
            name = "Pacing (percent of the frame interval)",
            description =
                    "Over which the packets of a large picture are spread, less where it is late; 0 sends burst after burst.",
            min = "0",
            max = "90")
    int pacingPercent() default 40;

    @AttributeDefinition(
            name = "DSCP",
            description = "Differentiated services code point of the media; 40 is video for Wi-Fi (WMM), 0 nothing.",
            min = "0",
            max = "63")
    int dscp() default 40;

    @AttributeDefinition(
            name = "Send buffer (KiB)",
            description =
                    "Of the system, per session. A large one hides a slow network, and delays the picture: 16 hold some"
                            + " 15 packets, which are 80 ms at 2 Mbit/s.",
            min = "16",
            max = "16384")
    int sendBufferKiB() default 16;

    @AttributeDefinition(
            name = "Sender report (ms)",
            description = "Between two RTCP sender reports, for displays that take RTCP.",
            min = "1000",
            max = "60000")
    int senderReportMs() default 7000;

    @AttributeDefinition(
            name = "Least bit rate (kbit/s)",
            description = "The picture is never coded with less; a link that carries less for 10 s ends the session.",
            min = "50",
            max = "100000")
    int minBitRateKbit() default 500;
}
