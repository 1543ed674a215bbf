// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.VideoEncoder;
import miracast.api.sink.RtpFaults;
import miracast.itest.bundle.NumberedSource;
import miracast.itest.bundle.RelayWifiDirect;
import org.junit.After;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every 0.2 to 2 s something happens that should not, while three casts run: which event comes when is drawn from a seed, so that
 * a run can be had again. Then all casts must play, each time without a picture must have a cause in its cast's log, and nothing
 * may be held that was not held before.
 *
 * <p>{@code -Dchaos.seed=N} repeats a run, {@code -Dchaos.seconds=N} says how long it takes; the profile {@code chaos} takes ten
 * minutes.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ChaosIT extends CastTests {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    private static final List<String> PROVIDERS = List.of(
            "miracast.encoder.x264",
            "miracast.encoder.ffmpeg",
            "miracast.frames.ffmpeg",
            "miracast.driver",
            "miracast.sink",
            "wfd.sim");
    /** In s: a dozen broken encoders come and go in that time. */
    private static final long ENOUGH_FOR_EACH_FAILURE = 300;

    private static final String[] SOURCE_IMPORTS = {"miracast.api", "miracast.api.frames"};
    private static final String[] RELAY_IMPORTS = {"org.osgi.util.tracker", "wfd.api"};
    private static final RtpFaults A_THIRD = new RtpFaults(0.3, 0, 0, 1);

    private final long seed = Long.getLong("chaos.seed", System.nanoTime() % 1_000_000);
    private final long seconds = Long.getLong("chaos.seconds", 20);
    private final Random random = new Random(seed);
    private final AtomicInteger given = new AtomicInteger();
    private final List<Cast> playing = new ArrayList<>();
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<Bundle> made = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private ServiceRegistration<IntSupplier> numbers;
    private final Map<BrokenEncoder.Way, Long> encoderFailures = new ConcurrentHashMap<>();
    private ServiceRegistration<VideoEncoder> broken;
    private int brokenComes;
    private EncoderCapabilities capabilities;
    private volatile boolean sourceStalls;
    private GapWatch watch;
    private int events;
    private long plannedMs;

    private interface Event {
        String run() throws Exception;
    }

    @After
    public void clearUp() throws Exception {
        if (watch != null) {
            watch.close();
        }
        for (Cast cast : casts.casts()) {
            stop(cast);
        }
        for (Bundle bundle : made) {
            bundle.uninstall();
        }
        if (numbers != null) {
            numbers.unregister();
        }
    }

    @Test(timeout = 1_500_000)
    public void castsPlayAgainAfterAllThatCanHappenAndNothingIsLeft() throws Exception {
        Assume.assumeTrue("only Linux tells what a process holds", Holdings.canBeTold());
        LOG.info("chaos with seed {} for {} s", seed, seconds);
        begin();
        watch = new GapWatch(televisions, playing);

        // A first part brings up all that stays once it is there.
        long first = Math.min(60, seconds / 2);
        chaosFor(first);
        recover();
        Holdings before = Holdings.now(context);
        LOG.info("after {} s and {} events: {}", first, events, before.figures());
        // The best again, so that the broken one has its turn.
        playing.forEach(cast -> cast.useEncoder(null));

        chaosFor(seconds - first);
        recover();
        Holdings after = Holdings.now(context);
        watch.close();
        new Report()
                .with("seed", seed)
                .with("events", events)
                .with("sessions", total(CastStatistics::sessions))
                .with("encoderSwaps", total(CastStatistics::encoderSwaps))
                .with("encoderFailures", encoderFailures)
                .with("gaps", watch.gaps())
                .with("longestGapMs", watch.longestMs())
                .with("gapsUnexplained", watch.unexplained().size())
                .with("afterTheFirst" + first + "s", before.figures())
                .with("atTheEnd", after.figures())
                .log();

        assertThat(watch.unexplained()).as("gaps without a cause, seed " + seed).isEmpty();
        assertThat(slow)
                .as("services that were not let go of in time, seed " + seed)
                .isEmpty();
        if (seconds >= ENOUGH_FOR_EACH_FAILURE) {
            assertThat(encoderFailures)
                    .as("ways an encoder has failed in")
                    .containsOnlyKeys(BrokenEncoder.Way.values());
        }
        after.assertNoMoreThan(before, seconds < 120 ? 128 : 64);
    }

    private long total(ToLongFunction<CastStatistics> figure) {
        return playing.stream().map(Cast::statistics).mapToLong(figure).sum();
    }

    private void begin() throws Exception {
        retryWithin(100, 2000);
        numbers = context.registerService(
                IntSupplier.class,
                () -> sourceStalls ? -1 : given.getAndIncrement(),
                new Hashtable<>(Map.of("purpose", "frame.numbers")));
        made.add(TestBundle.start(context, NumberedSource.class, SOURCE_IMPORTS));
        made.add(TestBundle.start(context, RelayWifiDirect.class, RELAY_IMPORTS));
        capabilities = context.getService(context.getServiceReference(VideoEncoder.class))
                .capabilities();
        for (String name : PROVIDERS) {
            bundles.add(bundle(name));
        }
        bundles.addAll(made);
        for (int number = 1; number <= 3; number++) {
            Television television = television(number, Map.of("decode", false));
            playing.add(casts.cast(small(television)
                    .audio(number == 3)
                    .source(number == 2 ? NumberedSource.SOURCE : "pattern")
                    .build()));
        }
        for (Television television : televisions) {
            television.awaitMore(10);
        }
    }

    private void chaosFor(long duration) throws Exception {
        long endMs = plannedMs + TimeUnit.SECONDS.toMillis(duration);
        List<Event> kinds = List.of(
                this::stopOrStart,
                this::stopOrStart,
                this::update,
                this::encoderFails,
                this::sourceStalls,
                this::plugIsPulled,
                this::linkDrops,
                this::airIsBad,
                this::configurationChanges,
                this::castChanges);
        while (plannedMs < endMs) {
            long begin = System.nanoTime();
            String what = kinds.get(random.nextInt(kinds.size())).run();
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            events++;
            LOG.info("{}: {}, {} ms", events, what, tookMs);
            if (tookMs > 7_900) {
                slow.add(what + " took " + tookMs + " ms");
            }
            pause(200 + random.nextInt(1800));
        }
    }

    /** The pace of the events; nothing is waited for. It alone counts, so that a busy machine gets the same events. */
    private void pause(int ms) throws InterruptedException {
        plannedMs += ms;
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    // ---- what can happen

    private Bundle any() {
        return bundles.get(random.nextInt(bundles.size()));
    }

    private String stopOrStart() throws BundleException {
        List<Bundle> stopped = bundles.stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .toList();
        if (stopped.isEmpty() || random.nextInt(3) == 0) {
            Bundle bundle = any();
            bundle.stop();
            return bundle.getSymbolicName() + " stopped";
        }
        Bundle bundle = stopped.get(random.nextInt(stopped.size()));
        bundle.start();
        return bundle.getSymbolicName() + " started";
    }

    private String update() throws Exception {
        Bundle bundle = any();
        if (bundle == made.get(0)) {
            bundle.update(TestBundle.jar(NumberedSource.class, SOURCE_IMPORTS));
        } else if (bundle == made.get(1)) {
            bundle.update(TestBundle.jar(RelayWifiDirect.class, RELAY_IMPORTS));
        } else {
            bundle.update();
        }
        return bundle.getSymbolicName() + " updated";
    }

    /** A better ranked encoder comes, and fails in each of its ways in turn; the next such event takes it away. */
    private String encoderFails() {
        if (broken != null) {
            broken.unregister();
            broken = null;
            return "broken encoder gone";
        }
        BrokenEncoder.Way[] ways = BrokenEncoder.Way.values();
        BrokenEncoder.Way way = ways[brokenComes++ % ways.length];
        BrokenEncoder encoder =
                new BrokenEncoder(way, capabilities, failed -> encoderFailures.merge(failed, 1L, Long::sum));
        broken = home(VideoEncoder.class)
                .registerService(
                        VideoEncoder.class,
                        encoder,
                        new Hashtable<>(Map.of(VideoEncoder.NAME, "broken", Constants.SERVICE_RANKING, 10_000)));
        return "broken encoder comes: " + way;
    }

    private String sourceStalls() {
        sourceStalls = !sourceStalls;
        return sourceStalls ? "source stalls" : "source goes on";
    }

    private Television anyTelevision() {
        return televisions.get(random.nextInt(televisions.size()));
    }

    private String plugIsPulled() {
        anyTelevision().vanish();
        return "plug of a television pulled";
    }

    private String linkDrops() throws Exception {
        Television television = anyTelevision();
        television.change(Map.of("decode", false, "inRange", false));
        pause(random.nextInt(1000));
        television.change(Map.of("decode", false));
        return "television carried out and in";
    }

    private String airIsBad() throws InterruptedException {
        Television television = anyTelevision();
        television.faults(A_THIRD);
        pause(1000);
        television.faults(RtpFaults.NONE);
        return "30 % loss for a second";
    }

    private String configurationChanges() throws IOException {
        return switch (random.nextInt(6)) {
            case 0 ->
                configure("miracast.encoder.x264", Map.of("preset", random.nextBoolean() ? "ultrafast" : "superfast"));
            case 1 ->
                configure(
                        "miracast.encoder.ffmpeg",
                        Map.of("keyIntervalSeconds", 2 + random.nextInt(9), "vbvFrames", 1.0 + random.nextInt(3)));
            case 2 ->
                configure(
                        "miracast.host",
                        Map.of("retryFirstMs", 100, "retryLongestMs", 2000, "slowRate", 2 + random.nextInt(9)));
            case 3 -> configure("miracast.sink", Map.of("monitorName", "Chaos " + random.nextInt(10)));
            case 4 -> configure("wfd.sim", Map.of("handleLimit", 10 + random.nextInt(10)));
            default -> configure("miracast.driver", Map.of("gapMs", 10 + random.nextInt(10)));
        };
    }

    private String configure(String pid, Map<String, Object> properties) throws IOException {
        configurations.getConfiguration(pid, "?").update(new Hashtable<>(properties));
        return pid + " configured with " + properties;
    }

    private String castChanges() {
        Cast cast = playing.get(random.nextInt(playing.size()));
        String name = switch (random.nextInt(4)) {
            case 0 -> "x264";
            case 1 -> "openh264";
            default -> null;
        };
        String wish = name == null ? "the best encoder" : "encoder " + name;
        try {
            cast.useEncoder(name);
        } catch (IllegalArgumentException e) {
            return wish + " is not there";
        }
        return "cast " + cast.id() + " is to use " + wish;
    }

    // ---- how it is to end

    /** Puts everything right; then all casts must play. */
    private void recover() throws Exception {
        if (broken != null) {
            broken.unregister();
            broken = null;
        }
        sourceStalls = false;
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        long begin = System.nanoTime();
        for (Television television : televisions) {
            television.faults(RtpFaults.NONE);
        }
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(playing)
                        .extracting(Cast::state)
                        .as(() -> states())
                        .containsOnly(CastState.PLAYING));
        for (Television television : televisions) {
            television.awaitMore(30);
        }
        for (Cast cast : playing) {
            cast.useEncoder("openh264");
        }
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(playing).extracting(Cast::encoder).containsOnly("openh264"));
        assertThat(playing).extracting(Cast::state).as(() -> states()).containsOnly(CastState.PLAYING);
        LOG.info("all play again after {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private String states() {
        StringBuilder text = new StringBuilder("seed " + seed);
        playing.forEach(
                cast -> text.append("\ncast ").append(cast.id()).append(": ").append(cast.detail()));
        return text.toString();
    }
}
