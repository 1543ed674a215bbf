// SPDX-License-Identifier: Apache-2.0
package benchmark;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.CastTarget;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.osgi.service.cm.ConfigurationAdmin;

/** A cast with sound to a simulated television, and what it has cost and shown up to a moment. */
final class LongRun {
    private static final String ADDRESS = "02:00:00:00:be:ac";
    private static final String NAME = "Benchmark television";
    private static final long BIT_RATE = 1_000_000;

    private final MiracastSink sink;
    private final Cast cast;

    /** @param lpcm whether the television takes no other sound than LPCM */
    LongRun(CastService casts, MiracastSink sink, ConfigurationAdmin configurations, VideoMode mode, boolean lpcm)
            throws IOException, InterruptedException {
        this.sink = sink;
        Dictionary<String, Object> television = new Hashtable<>(Map.of("address", ADDRESS, "name", NAME));
        if (lpcm) {
            television.put("capabilities", new String[] {"wfd_audio_codecs: LPCM 00000002 00"});
        }
        configurations
                .getFactoryConfiguration("wfd.sim.device", "benchmark", "?")
                .update(television);
        cast = casts.cast(CastRequest.to(CastTarget.device(ADDRESS))
                .mode(mode)
                .bitRate(BIT_RATE)
                .build());
        while (cast.state() != CastState.PLAYING) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** As JSON; the heap after a collection. */
    String look() throws IOException {
        Optional<SinkSession> session = sink.sessions().stream()
                .filter(each -> each.name().equals(NAME))
                .findFirst();
        if (session.isEmpty()) {
            return "{\"error\": \"the television shows nothing: %s\"}"
                    .formatted(cast.detail().replace("\"", "'"));
        }
        SinkStatistics shown = session.get().statistics();
        CastStatistics sent = cast.statistics();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "{\"heapKiB\": %d, \"directKiB\": %d, \"residentKiB\": %s, \"threads\": %d, \"files\": %s,"
                        + " \"audio\": \"%s\", \"sessions\": %d, \"frames\": %d, \"decoded\": %d, \"dropped\": %d,"
                        + " \"ticksMissed\": %d, \"lost\": %d, \"ptsErrors\": %d, \"audioUnits\": %d, \"audioErrors\": %d,"
                        + " \"audioGaps\": %d, \"audioFilledMs\": %d, \"audioSkips\": %d, \"beeps\": %d,"
                        + " \"beepsCut\": %d,"
                        + " \"offsetMs\": %s, \"offsetLargestMs\": %s, \"driftMs\": %s, \"clockDriftMs\": %s,"
                        + " \"complaints\": %d, \"late\": %d}",
                (runtime.totalMemory() - runtime.freeMemory()) / 1024,
                direct() / 1024,
                resident(),
                Thread.activeCount(),
                files(),
                shown.audio().map(Enum::name).orElse("none"),
                sent.sessions(),
                sent.framesSent(),
                shown.decoded(),
                sent.framesDropped(),
                sent.ticksMissed(),
                shown.lost(),
                shown.ptsErrors(),
                shown.audioUnits(),
                shown.audioErrors(),
                shown.audioGaps(),
                sent.audioFilledMs(),
                sent.audioSkips(),
                shown.beeps(),
                shown.beepsCut(),
                number(shown.soundOffsetMedianMs()),
                number(shown.soundOffsetLargestMs()),
                number(shown.soundDriftMs()),
                number(shown.clockDriftMs()),
                shown.complaints().size(),
                shown.late().size());
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** What Linux tells of the process; null elsewhere. */
    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "null";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("null");
    }

    private static String files() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return "null";
        }
        try (var each = Files.list(open)) {
            return String.valueOf(each.count());
        }
    }
}
