// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.Encoder;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Encodes with libx264, without delay: a frame's slices are committed before {@code encode} returns. */
@Component(configurationPid = X264VideoEncoder.PID)
@Encoder(name = X264VideoEncoder.ENCODER_NAME)
@Designate(ocd = X264VideoEncoder.Config.class)
public final class X264VideoEncoder implements VideoEncoder {
    static final String PID = "miracast.encoder.x264";
    static final String ENCODER_NAME = "x264";

    private static final EncoderCapabilities CAPABILITIES = EncoderCapabilities.builder()
            .profiles(Map.of(
                    H264Profile.CONSTRAINED_BASELINE,
                    H264Level.LEVEL_5_2,
                    H264Profile.CONSTRAINED_HIGH,
                    H264Level.LEVEL_5_2))
            .maxSize(4096, 2304)
            .slices(true)
            .pixelFormats(EnumSet.of(PixelFormat.I420, PixelFormat.NV12))
            .build();

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

    private final NativeX264 library;
    private final X264Settings settings;
    private final Set<X264Session> sessions = ConcurrentHashMap.newKeySet();

    @Activate
    public X264VideoEncoder(@Reference NativeX264 library, Config config) {
        this(
                library,
                new X264Settings(
                        config.preset(),
                        config.threads(),
                        config.slices(),
                        config.keyIntervalSeconds(),
                        config.vbvFrames()));
    }

    X264VideoEncoder(NativeX264 library, X264Settings settings) {
        this.library = library;
        this.settings = settings;
    }

    /** Closes what users left open, since the library goes. */
    @Deactivate
    void deactivate() {
        sessions.forEach(X264Session::close);
    }

    @Override
    public String name() {
        return ENCODER_NAME;
    }

    @Override
    public EncoderCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        Optional<String> refusal = CAPABILITIES.refusal(format);
        if (refusal.isPresent()) {
            throw new EncoderException("x264: " + refusal.get());
        }
        if (format.mode().width() % 2 != 0 || format.mode().height() % 2 != 0) {
            throw new EncoderException("x264: mode " + format.mode() + " has an odd number of pixels or lines");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        SlicePlan plan = SlicePlan.of(format, settings.threadsOn(processors), settings.slicesOn(processors));
        X264Session session = new X264Session(library, format, plan, settings, sink, sessions::remove);
        sessions.add(session);
        return session;
    }
}
