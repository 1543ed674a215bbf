// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Whether each encoder makes an IDR picture of a real frame, or encodes for a cast. What is missing altogether is told by
 * {@link PartsCheck}.
 */
@Component(service = Check.class)
public final class EncodersCheck implements Check {
    /** The mode that every Wi-Fi display has. */
    private static final VideoMode MODE = VideoMode.progressive(640, 480, 60);

    private static final long BIT_RATE = 2_000_000;
    /** What an encoder with delay may take in before it gives out the first picture. */
    private static final int MOST_FRAMES = 60;

    private static final int GREY = 0x80;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<VideoEncoder> encoders = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    @Override
    public Subject subject() {
        return Subject.ENCODERS;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        List<VideoEncoder> all = encoders;
        if (all.isEmpty()) {
            return List.of(Finding.error("There is no encoder to try.", "See what is missing among the parts."));
        }
        InUse inUse = new InUse(casts);
        List<Finding> findings = new ArrayList<>();
        for (VideoEncoder encoder : all) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            findings.add(inUse.encoder(encoder.name())
                    .map(cast -> used(encoder, cast))
                    .orElseGet(() -> tryOut(encoder)));
        }
        if (findings.stream().allMatch(finding -> finding.verdict() != Finding.Verdict.OK)) {
            findings.add(Finding.error("No encoder works.", "Install another one, see miracast:encoders."));
        }
        return findings;
    }

    private static Finding tryOut(VideoEncoder encoder) {
        long begin = System.nanoTime();
        FirstPicture picture = new FirstPicture();
        try {
            encode(encoder, picture);
        } catch (EncoderException | RuntimeException | LinkageError e) {
            return failed(encoder, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return picture.flaw()
                .map(flaw -> failed(encoder, flaw))
                .orElseGet(() -> Finding.ok("Encoder " + encoder.name() + " was opened and made a picture of "
                        + picture.octets() + " octets in " + ms + " ms."));
    }

    private static void encode(VideoEncoder encoder, FirstPicture picture) throws EncoderException {
        EncoderCapabilities capabilities = encoder.capabilities();
        try (EncoderSession session = encoder.open(format(capabilities), picture)) {
            VideoFrame frame = frame(capabilities);
            for (int i = 0; i < MOST_FRAMES && !picture.isComplete(); i++) {
                session.encode(frame, i, i == 0);
            }
        }
    }

    private static Finding used(VideoEncoder encoder, Cast cast) {
        return Finding.ok("Encoder " + encoder.name() + " encodes for cast " + cast.id() + ".");
    }

    private static Finding failed(VideoEncoder encoder, String why) {
        return Finding.warning(
                "Encoder " + encoder.name() + " failed: " + why,
                "Casts take the next best one. Update its driver or library, or uninstall it.");
    }

    private static VideoFormat format(EncoderCapabilities capabilities) {
        H264Profile profile =
                EnumSet.copyOf(capabilities.profiles().keySet()).iterator().next();
        H264Level highest = capabilities.profiles().get(profile);
        H264Level level = highest.compareTo(H264Level.LEVEL_3_1) < 0 ? highest : H264Level.LEVEL_3_1;
        return new VideoFormat(MODE, profile, level, BIT_RATE);
    }

    private static VideoFrame frame(EncoderCapabilities capabilities) {
        int width = MODE.width();
        int height = MODE.height();
        int quarter = width * height / 4;
        ByteBuffer luma = grey(width * height);
        return capabilities.pixelFormats().contains(PixelFormat.I420)
                ? new VideoFrame()
                        .i420(width, height, luma, width, grey(quarter), width / 2, grey(quarter), width / 2, 0)
                : new VideoFrame().nv12(width, height, luma, width, grey(2 * quarter), width, 0);
    }

    private static ByteBuffer grey(int octets) {
        ByteBuffer plane = ByteBuffer.allocateDirect(octets);
        for (int i = 0; i < octets; i++) {
            plane.put(i, (byte) GREY);
        }
        return plane;
    }
}
