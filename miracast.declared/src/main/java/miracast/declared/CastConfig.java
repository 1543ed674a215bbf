// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import miracast.api.cast.DeclaredCast;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can say of a cast; checked by {@link Declaration}. Lists may be one text, its elements separated by semicolons. */
@ObjectClassDefinition(
        id = DeclaredCast.FACTORY_PID,
        name = "Miracast cast",
        description =
                "A screen, and what it shows. The cast begins with this configuration, comes back from whatever ends it,"
                        + " follows changes with as little disturbance as they allow, and ends when the configuration is deleted.")
@interface CastConfig {
    @AttributeDefinition(
            name = "Name",
            description = "What to call the cast in commands, log lines and events: up to 40 letters, digits, dots,"
                    + " underscores and hyphens. Empty: what distinguishes the configuration's PID.")
    String name() default "";

    @AttributeDefinition(
            name = "Device",
            description =
                    "The Wi-Fi display: its name or address; a pattern for either, as Lobby*; or a filter over what is"
                            + " known of it, as (&(wfd.device.name=Lobby*)(wfd.device.paired=true)). Of several, the best one in reach."
                            + " Either this or Listen.")
    String device() default "";

    @AttributeDefinition(
            name = "Listen",
            description = "Address of this machine where displays connect without Wi-Fi Direct, as 0.0.0.0 or"
                    + " 192.168.1.5:7236; the port is 7236 unless said. Either this or Device.")
    String listen() default "";

    @AttributeDefinition(
            name = "Source",
            description =
                    "What to show: the name of a source, NAME:LOCATION, or a file or URL. One that is not there is"
                            + " waited for.")
    String source() default "pattern";

    @AttributeDefinition(
            name = "Options of the source",
            description = "NAME=VALUE each, as loop=true; which there are is said by the source.")
    String[] sourceOptions() default {};

    @AttributeDefinition(
            name = "Encoder",
            description = "Name of the encoder to take while it is there, or a filter over its service properties, as"
                    + " (miracast.encoder.hardware=true). Empty: the best ranked one.")
    String encoder() default "";

    @AttributeDefinition(
            name = "Modes",
            description =
                    "The only modes that will do, the one to prefer first, as 1920x1080p30. Empty: the best that the"
                            + " display has.")
    String[] modes() default {};

    @AttributeDefinition(
            name = "Highest bit rate (bit/s)",
            description = "Of the video, 100000 to 200000000. 0: that of the host's configuration.",
            min = "0",
            max = "200000000")
    long bitRate() default 0;

    @AttributeDefinition(
            name = "Lowest bit rate (bit/s)",
            description =
                    "Of the video, 100000 to 200000000: what a bad link does not lower; frames are dropped instead. 0:"
                            + " as low as it takes.",
            min = "0",
            max = "200000000")
    long lowestBitRate() default 0;

    @AttributeDefinition(
            name = "Sound",
            description = "on: what accompanies the source; off: none; or NAME or NAME:LOCATION of a source of sound.")
    String audio() default "on";

    @AttributeDefinition(
            name = "Schedule",
            description = "When the screen shows something: days and times, as Mon-Fri 08:00-18:00, Sat,Sun"
                    + " 10:00-12:00,13:00-16:00 or 22:00-02:00, which lasts into the next day. Outside, the display is left to"
                    + " itself. Empty: always.")
    String[] schedule() default {};

    @AttributeDefinition(
            name = "Time zone",
            description = "Of the schedule, as Europe/Berlin or +02:00. Empty: that of this machine.")
    String zone() default "";

    @AttributeDefinition(
            name = "When the source fails",
            description =
                    "What to show until it is back: hold (the last picture), picture:FILE, pattern, or pattern:TEXT.")
    String fallback() default "hold";

    @AttributeDefinition(
            name = "Patience with the source (ms)",
            description = "How long the source may give nothing before that is shown, 100 to 3600000.",
            min = "100",
            max = "3600000")
    long fallbackAfterMs() default 10_000;

    @AttributeDefinition(
            name = "Source may stand still",
            description = "Whether a source that gives nothing new without having failed is fine, as slides do.")
    boolean mayStandStill() default false;
}
