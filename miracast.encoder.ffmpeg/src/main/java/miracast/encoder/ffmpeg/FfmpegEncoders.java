// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import miracast.api.Inventory;
import miracast.api.configuration.Configured;
import org.bytedeco.javacpp.Loader;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers those of FFmpeg's encoders that work here, as the configuration wants them; a wrong one disturbs none of them. Declarative
 * Services calls it on one thread at a time; the {@link Inventory} is asked on any.
 */
@Component(immediate = true, configurationPid = FfmpegEncoders.PID)
@Designate(ocd = FfmpegEncoders.Config.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"miracast.api.encoder.AudioEncoder\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"miracast.api.encoder.VideoEncoder\"",
        effective = "active")
public final class FfmpegEncoders implements Inventory {
    static final String PID = "miracast.encoder.ffmpeg";

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegEncoders.class);

    /** Configuration; a change tries anew, and casts move to the new services with an IDR picture. */
    @ObjectClassDefinition(name = "FFmpeg encoders", description = "H.264 with FFmpeg, in software and on GPUs")
    @interface Config {
        @AttributeDefinition(
                name = "Encoders",
                description = "Which are tried, in this order; a driver that crashes when it is tried is left out here")
        String[] encoders() default {"openh264", "nvenc", "qsv", "vaapi", "mediafoundation", "videotoolbox", "v4l2"};

        @AttributeDefinition(name = "Software ranking", description = "Service ranking of encoders that run on the CPU")
        int softwareRanking() default 0;

        @AttributeDefinition(name = "Hardware ranking", description = "Service ranking of encoders that do not")
        int hardwareRanking() default 200;

        @AttributeDefinition(
                name = "Threads",
                description = "Most threads of a software encoder, where pictures have slices; 0: one per processor",
                min = "0",
                max = "64")
        int threads() default 0;

        @AttributeDefinition(
                name = "Key interval",
                description =
                        "Longest time between two IDR pictures in seconds; a display gets one at once when it asks",
                min = "1",
                max = "86400")
        int keyIntervalSeconds() default 10;

        @AttributeDefinition(
                name = "Rate buffer",
                description = "How much of the bit rate one picture may use ahead, in frame intervals; OpenH264 has no"
                        + " such setting",
                min = "1",
                max = "300")
        double vbvFrames() default 2;
    }

    private final Configured<Config, EncoderSet.Wish> configured =
            new Configured<>(PID, Config.class, FfmpegEncoders::wish, LOG::error);
    private final BundleContext context;
    private volatile EncoderSet encoders;

    @Activate
    public FfmpegEncoders(BundleContext context, Config config) {
        this.context = context;
        configured.update(config);
        encoders = new EncoderSet(context, configured.settings(), null);
    }

    @Modified
    void modified(Config config) {
        if (configured.update(config)) {
            encoders = new EncoderSet(context, configured.settings(), encoders);
        }
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        encoders.close();
    }

    private static EncoderSet.Wish wish(Config config) {
        return new EncoderSet.Wish(
                order(config.encoders()),
                new FfmpegSettings(config.threads(), config.keyIntervalSeconds(), config.vbvFrames()),
                config.softwareRanking(),
                config.hardwareRanking());
    }

    private static List<FfmpegCodec> order(String[] names) {
        List<FfmpegCodec> codecs = new ArrayList<>();
        for (String name : names) {
            FfmpegCodec codec = FfmpegCodec.named(name.strip())
                    .orElseThrow(() -> new IllegalArgumentException("encoders: '" + name + "' is none of "
                            + Arrays.stream(FfmpegCodec.values())
                                    .map(FfmpegCodec::encoderName)
                                    .toList()));
            if (!codecs.contains(codec)) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    @Override
    public List<Part> parts() {
        return encoders.parts();
    }

    @Override
    public List<Path> nativeFolders() throws IOException {
        return List.of(Loader.getCacheDir().toPath());
    }

    @Override
    public List<String> configurationFaults() {
        return configured.faults();
    }
}
