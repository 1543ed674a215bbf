// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.Inventory.Kind;
import miracast.api.Inventory.Part;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.VideoEncoder;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's encoders of pictures and of sound as one configuration wants them: tries them on a thread of its own, and registers those
 * that work. How many there are is known at run time only, so they are registered by hand. Those of the configuration before stay
 * until then, so that casts have an encoder all the time. Closed by one thread, read by any.
 */
final class EncoderSet {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSet.class);
    private static final long AAC_TRIAL_BIT_RATE = 128_000;
    /** A trial that encodes nothing needs no place for it. */
    private static final ChunkSink NO_SINK = new ChunkSink() {
        private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);

        @Override
        public ByteBuffer memory() {
            return nothing;
        }

        @Override
        public int claim(int octets) {
            return NO_ROOM;
        }

        @Override
        public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
            throw new IllegalStateException("nothing was claimed");
        }
    };

    private static final long LONGEST_WAIT_MS = TimeUnit.SECONDS.toMillis(5);

    /**
     * A configuration that was checked.
     *
     * @param order which are tried, each once
     * @param settings of all sessions
     * @param softwareRanking of services of encoders that run on the CPU
     * @param hardwareRanking of those that do not
     */
    record Wish(List<FfmpegCodec> order, FfmpegSettings settings, int softwareRanking, int hardwareRanking) {}

    /** One encoder of the configuration: its state changes from "being tried" to what came of it. */
    private static final class Entry {
        private final FfmpegCodec codec;
        private String detail = "is being tried";
        private FfmpegVideoEncoder encoder;
        private ServiceRegistration<VideoEncoder> registration;

        private Entry(FfmpegCodec codec) {
            this.codec = codec;
        }
    }

    private final BundleContext context;
    private final FfmpegSettings settings;
    private final Map<Boolean, Integer> rankings;
    private final Thread trial;
    /** Guarded by itself; in the order of the configuration. */
    private final Map<FfmpegCodec, Entry> entries = Collections.synchronizedMap(new EnumMap<>(FfmpegCodec.class));

    private final List<FfmpegCodec> order;
    /** Whoever takes it closes it. */
    private final AtomicReference<EncoderSet> former;

    private volatile boolean stopped;
    private volatile Part aac = new Part(Kind.AUDIO_ENCODER, AacEncoder.ENCODER_NAME, false, "is being tried");
    private volatile AacEncoder aacEncoder;
    private volatile ServiceRegistration<AudioEncoder> aacRegistration;
    /** Given back when the component goes: null if the trial never came so far. */
    private volatile FfmpegLog log;

    /**
     * Begins to try them.
     *
     * @param former those that these take the place of, which are closed then; null if there are none
     */
    EncoderSet(BundleContext context, Wish wish, EncoderSet former) {
        this.context = context;
        this.former = new AtomicReference<>(former);
        settings = wish.settings();
        rankings = Map.of(false, wish.softwareRanking(), true, wish.hardwareRanking());
        order = wish.order();
        order.forEach(codec -> entries.put(codec, new Entry(codec)));
        trial = new Thread(this::succeed, FfmpegEncoders.PID + " trial");
        trial.setDaemon(true);
        trial.start();
    }

    private void succeed() {
        try {
            EncoderSet before = former.get();
            if (before != null) {
                // FFmpeg's log can be taken once.
                before.endTrial();
            }
            tryAll();
            closeFormer();
        } catch (InterruptedException e) {
            // Nobody does that to this thread; close() has the rest.
            Thread.currentThread().interrupt();
        }
    }

    private void closeFormer() throws InterruptedException {
        EncoderSet before = former.getAndSet(null);
        if (before != null) {
            before.close();
        }
    }

    private void tryAll() {
        try {
            Loader.load(avcodec.class);
        } catch (LinkageError e) {
            String reason = "FFmpeg's native libraries cannot be loaded, is the fragment lib.ffmpeg."
                    + Loader.Detector.getPlatform() + " installed? ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")";
            order.forEach(codec -> ended(codec, reason));
            aac = new Part(Kind.AUDIO_ENCODER, AacEncoder.ENCODER_NAME, false, reason);
            return;
        }
        String version = "FFmpeg " + avutil.av_version_info().getString();
        FfmpegLog held = new FfmpegLog();
        log = held;
        held.take();
        try {
            tryAac(version);
            tryAll(new EncoderTrial(settings, held::complaints), version);
        } finally {
            held.release();
        }
    }

    private void tryAac(String version) {
        AacEncoder encoder = new AacEncoder();
        try {
            encoder.open(AAC_TRIAL_BIT_RATE, NO_SINK).close();
        } catch (EncoderException e) {
            aac = new Part(Kind.AUDIO_ENCODER, AacEncoder.ENCODER_NAME, false, e.getMessage());
            return;
        }
        if (!stopped) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(AudioEncoder.NAME, encoder.name());
            aacEncoder = encoder;
            aacRegistration = context.registerService(AudioEncoder.class, encoder, properties);
            aac = new Part(Kind.AUDIO_ENCODER, encoder.name(), true, version + ", low complexity, 48 kHz stereo");
        }
    }

    private void tryAll(EncoderTrial trials, String version) {
        for (FfmpegCodec codec : order) {
            if (!stopped) {
                tryOne(codec, trials, version);
            }
        }
    }

    private void tryOne(FfmpegCodec codec, EncoderTrial trials, String version) {
        Optional<FfmpegCodec.Os> system = FfmpegCodec.Os.current();
        if (system.isEmpty() || !codec.systems().contains(system.get())) {
            ended(codec, codec.needs());
            return;
        }
        EncoderTrial.Outcome outcome = trials.run(codec);
        if (!outcome.works()) {
            ended(codec, codec.needs() + " (" + outcome.detail() + ")");
            return;
        }
        if (stopped) {
            return;
        }
        FfmpegVideoEncoder encoder = new FfmpegVideoEncoder(codec, outcome.options(), settings);
        ServiceRegistration<VideoEncoder> registration =
                context.registerService(VideoEncoder.class, encoder, properties(codec));
        Entry entry = entries.get(codec);
        synchronized (entries) {
            entry.encoder = encoder;
            entry.registration = registration;
            entry.detail = version + ", " + codec.codecName();
        }
        LOG.debug("{}: works", codec.encoderName());
    }

    private Hashtable<String, Object> properties(FfmpegCodec codec) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(VideoEncoder.NAME, codec.encoderName());
        properties.put(VideoEncoder.HARDWARE, codec.hardware());
        properties.put(Constants.SERVICE_RANKING, rankings.get(codec.hardware()));
        return properties;
    }

    private void ended(FfmpegCodec codec, String reason) {
        synchronized (entries) {
            entries.get(codec).detail = reason;
        }
        LOG.debug("{}: {}", codec.encoderName(), reason);
    }

    /** Bounded, since a driver that hangs cannot be interrupted. */
    private void endTrial() throws InterruptedException {
        stopped = true;
        trial.join(LONGEST_WAIT_MS);
    }

    /** Withdraws them, and those before them if these were not tried to the end. */
    void close() throws InterruptedException {
        endTrial();
        closeFormer();
        if (aacRegistration != null) {
            aacRegistration.unregister();
            aacEncoder.close();
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.registration != null) {
                entry.registration.unregister();
                entry.encoder.close();
            }
        }
        if (log != null && !trial.isAlive()) {
            log.close();
        }
    }

    /** How each trial went. */
    List<Part> parts() {
        synchronized (entries) {
            List<Part> parts = new ArrayList<>();
            for (FfmpegCodec codec : order) {
                Entry entry = entries.get(codec);
                parts.add(new Part(Kind.ENCODER, codec.encoderName(), entry.registration != null, entry.detail));
            }
            parts.add(aac);
            return parts;
        }
    }
}
