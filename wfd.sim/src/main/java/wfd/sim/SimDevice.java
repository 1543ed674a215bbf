// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.configuration.Configured;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured device, as a service that {@link SimWifiDirect} collects. A change of its configuration is a change of the
 * device, not another device: sessions go on, their televisions take new capabilities at once, and all else when they are opened
 * the next time. One that cannot be used makes no device, and no other one of a device that there is.
 */
@Component(
        service = SimDevice.class,
        immediate = true, // so that a bad configuration is told when it is made
        configurationPid = SimDevice.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SimDevice.Config.class, factory = true)
public final class SimDevice {
    static final String PID = "wfd.sim.device";

    private static final Logger LOG = LoggerFactory.getLogger(SimDevice.class);

    private final Configured<Config, Optional<DeviceSettings>> configured;

    /** What an operator can set. */
    @ObjectClassDefinition(
            name = "Simulated Wi-Fi Direct device",
            description =
                    "A television (or another device) that is not there. It can be found and opened like a real one, and"
                            + " shows what is cast to it if a Miracast sink is installed. Changes take effect at once for what the"
                            + " device announces and for its capabilities, and with the next session for everything else.")
    public @interface Config {
        @AttributeDefinition(
                name = "Address",
                description =
                        "Wi-Fi address of the device, such as 02:00:00:00:00:01. Each device has its own. The last two"
                                + " numbers give its network: 02:00:00:00:02:05 is reached at 127.2.5.2.")
        String address();

        @AttributeDefinition(name = "Name", description = "What the device calls itself. Need not be unique.")
        String name() default "Simulated television";

        @AttributeDefinition(
                name = "Paired",
                description = "Whether the device is paired with this machine. Only paired devices can be opened.")
        boolean paired() default true;

        @AttributeDefinition(
                name = "Pairing",
                description =
                        "How the device can be paired while it is not: what somebody has to do at it. Once paired, it stays so"
                                + " until it goes, the simulator stops, or Paired is configured anew.",
                options = {
                    @Option(label = "Press its button", value = "push-button"),
                    @Option(label = "Type the PIN that it shows at this machine", value = "shows-pin"),
                    @Option(label = "Type the PIN of this machine at it", value = "takes-pin"),
                    @Option(label = "Not at all", value = "none")
                })
        String pairing() default "push-button";

        @AttributeDefinition(
                name = "PIN",
                description =
                        "The PIN that the device shows when it is paired that way: four digits, or eight of which the last is a"
                                + " checksum.")
        String pin() default "12345670";

        @AttributeDefinition(
                name = "Pairing delay",
                description =
                        "How long it takes somebody at the device to press its button or to type the PIN, and the device to check"
                                + " one, in ms. After 120000 pairing fails with error 1460 (timeout).",
                min = "0")
        int pairingDelayMs() default 0;

        @AttributeDefinition(
                name = "Visible",
                description =
                        "Whether the device is shown as visible from the beginning. A search for it updates that.")
        boolean visible() default true;

        @AttributeDefinition(
                name = "In range",
                description =
                        "Whether the device is there. If not, a search does not find it, opening it fails with error 1460"
                                + " (timeout), and an open session loses its link: the way to carry a television out of the room.")
        boolean inRange() default true;

        @AttributeDefinition(
                name = "Display role",
                description = "What the device announces to be.",
                options = {
                    @Option(label = "Television", value = "primary-sink"),
                    @Option(label = "Television that can cast as well", value = "dual"),
                    @Option(label = "Loudspeaker", value = "secondary-sink"),
                    @Option(label = "Source", value = "source"),
                    @Option(label = "No Wi-Fi Display device", value = "none")
                })
        String displayRole() default "primary-sink";

        @AttributeDefinition(
                name = "RTSP port",
                description = "TCP port of the casting side that the television connects to, 1 to 65535.",
                min = "1",
                max = "65535")
        int rtspPort() default 7236;

        @AttributeDefinition(
                name = "Maximum throughput",
                description = "The throughput that the device announces, in bit/s; 0 for none.",
                min = "0")
        long maximumThroughput() default 200_000_000;

        @AttributeDefinition(
                name = "Link rate",
                description =
                        "The rate in bit/s that a link is said to carry, which limits picture size and bit rate of a"
                                + " cast; 0 if the rate is to be unknown. Sessions that are open see a change. Packets are"
                                + " not slowed down.",
                min = "0")
        long linkRate() default 60_000_000;

        @AttributeDefinition(
                name = "Capabilities",
                description =
                        "RTSP parameters of the television as lines \"name: value\", such as \"wfd_video_formats: 00 00 02"
                                + " 04 0001FFFF 1FFFFFFF 00000FFF 00 0000 0000 00 none none\". They replace those that the sink has"
                                + " by default; a line without a value leaves the parameter out of the answer. Other lines while it plays"
                                + " are another monitor behind the television, which tells the source so: \"wfd_connector_type:"
                                + " none\" with \"wfd_display_edid: none\" unplugs it.")
        String[] capabilities() default {};

        @AttributeDefinition(
                name = "Open delay",
                description = "How long opening a session takes, in ms. Real devices need 200 to 10000.",
                min = "0")
        int openDelayMs() default 0;

        @AttributeDefinition(
                name = "Open error",
                description =
                        "The error that opening a session ends with, a number from winerror.h such as 1460 (timeout); 0 to"
                                + " succeed.")
        int openError() default 0;

        @AttributeDefinition(
                name = "Open reason code",
                description = "The reason code that comes with the open error, a number from wlanapi.h.")
        int openReasonCode() default 0;

        @AttributeDefinition(
                name = "Drop after",
                description = "The link is lost so many ms after it was opened; 0 for never.",
                min = "0")
        int dropAfterMs() default 0;

        @AttributeDefinition(
                name = "RTP loss",
                description =
                        "Share of the RTP packets that the television does not get, 0 to 1: 0.02 loses one in fifty.")
        double rtpLoss() default 0;

        @AttributeDefinition(
                name = "RTP reordering",
                description = "Share of the RTP packets that change places with the next one, 0 to 1.")
        double rtpReordering() default 0;

        @AttributeDefinition(
                name = "RTP jitter",
                description = "Longest delay that is put on an RTP packet, in ms, 0 to 10000.",
                min = "0",
                max = "10000")
        int rtpJitterMs() default 0;

        @AttributeDefinition(
                name = "RTP seed",
                description =
                        "Start of the random numbers for loss, reordering and jitter. The same seed harms the same"
                                + " packets again.")
        long rtpSeed() default 1;

        @AttributeDefinition(
                name = "Recording",
                description =
                        "File for the transport stream as the television received it; empty for none. An existing file is"
                                + " overwritten; if the television connects again in the same session, it goes on in a file with a"
                                + " number before the extension (tv.ts, tv-2.ts).")
        String recording() default "";

        @AttributeDefinition(
                name = "Decode",
                description =
                        "Whether the television decodes the pictures. Without, it only checks the stream, which costs far"
                                + " less.")
        boolean decode() default true;

        /** For consoles. */
        String webconsole_configurationFactory_nameHint() default "{name} ({address})";
    }

    /**
     * A device, or none as long as its configuration cannot be used.
     *
     * @param properties name the configuration
     */
    @Activate
    public SimDevice(Config config, Map<String, Object> properties) {
        configured = new Configured<>(
                String.valueOf(properties.getOrDefault(Constants.SERVICE_PID, PID)),
                Config.class,
                given -> Optional.of(DeviceSettings.of(given)),
                Optional.empty(),
                LOG::error);
        configured.update(config);
    }

    @Modified
    void modified(Config config) {
        configured.update(config);
    }

    /** Empty if there is no device yet, for want of a configuration that can be used. */
    Optional<DeviceSettings> settings() {
        return configured.settings();
    }

    List<String> faults() {
        return configured.faults();
    }
}
