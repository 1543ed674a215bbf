// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.util.Hashtable;
import java.util.List;
import miracast.api.Inventory;
import miracast.api.configuration.Configured;
import miracast.api.encoder.VideoEncoder;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the encoder while the library is there. By hand, since a change of the configuration makes a new service, to which
 * casts move, and a wrong one must not: a component that is the service could not tell the two apart. Declarative Services calls
 * it on one thread at a time.
 */
@Component(immediate = true, configurationPid = X264Registration.PID)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"miracast.api.encoder.VideoEncoder\"",
        effective = "active")
@Designate(ocd = X264Registration.Config.class)
public final class X264Registration implements Inventory {
    static final String PID = "miracast.encoder.x264";

    private static final Logger LOG = LoggerFactory.getLogger(X264Registration.class);

    /** Configuration; a change makes a new service, and casts move to it with an IDR picture. */
    @ObjectClassDefinition(name = "x264 encoder", description = "H.264 with libx264")
    @interface Config {
        @AttributeDefinition(
                name = "Preset",
                description = "x264's trade of speed against quality, ultrafast to placebo")
        String preset() default "superfast";

        @AttributeDefinition(
                name = "Threads",
                description = "Most encoder threads where pictures have slices; 0: one per processor. A picture of one"
                        + " slice is coded by one thread, since more would hold frames back",
                min = "0",
                max = "64")
        int threads() default 0;

        @AttributeDefinition(
                name = "Slices",
                description = "Slices in a picture, if the display takes so many; 0: two per thread",
                min = "0",
                max = "64")
        int slices() default 0;

        @AttributeDefinition(
                name = "Key interval",
                description =
                        "Longest time between two IDR pictures in seconds; a display gets one at once when it asks",
                min = "1",
                max = "86400")
        int keyIntervalSeconds() default 10;

        @AttributeDefinition(
                name = "Rate buffer",
                description =
                        "How much of the bit rate one picture may use ahead, in frame intervals; small keeps delay"
                                + " short, large helps quality after a cut",
                min = "1",
                max = "300")
        double vbvFrames() default 2;

        @AttributeDefinition(
                name = "Service ranking",
                description = "A cast that names no encoder takes the one of highest ranking")
        int service_ranking() default 100;
    }

    /** @param ranking of the service; only the rest is the encoder's */
    private record Settings(X264Settings encoder, int ranking) {
        static Settings of(Config config) {
            return new Settings(
                    new X264Settings(
                            config.preset(),
                            config.threads(),
                            config.slices(),
                            config.keyIntervalSeconds(),
                            config.vbvFrames()),
                    config.service_ranking());
        }
    }

    private final Configured<Config, Settings> configured =
            new Configured<>(PID, Config.class, Settings::of, LOG::error);
    private final BundleContext context;
    private final NativeX264 library;
    private X264VideoEncoder encoder;
    private ServiceRegistration<VideoEncoder> registration;

    @Activate
    public X264Registration(BundleContext context, @Reference NativeX264 library, Config config) {
        this.context = context;
        this.library = library;
        configured.update(config);
        register();
    }

    /** The new one first, so that a cast that wants this encoder never finds none. */
    @Modified
    void modified(Config config) {
        if (configured.update(config)) {
            X264VideoEncoder formerEncoder = encoder;
            ServiceRegistration<VideoEncoder> formerRegistration = registration;
            register();
            formerRegistration.unregister();
            formerEncoder.close();
        }
    }

    private void register() {
        Settings settings = configured.settings();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(VideoEncoder.NAME, X264VideoEncoder.ENCODER_NAME);
        properties.put(VideoEncoder.HARDWARE, false);
        properties.put(Constants.SERVICE_RANKING, settings.ranking());
        encoder = new X264VideoEncoder(library, settings.encoder());
        registration = context.registerService(VideoEncoder.class, encoder, properties);
    }

    /** Closes what users left open, too, since the library goes. */
    @Deactivate
    void deactivate() {
        registration.unregister();
        encoder.close();
    }

    /** None: what can be missing is the library, of which {@link X264Loader} tells. */
    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public List<String> configurationFaults() {
        return configured.faults();
    }
}
