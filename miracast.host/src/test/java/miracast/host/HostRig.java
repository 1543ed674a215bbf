// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.driver.MiracastDriver;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.convert.JavaFrameConverter;
import miracast.host.display.DisplaySettings;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.TestDriver;
import miracast.host.link.LinkSettings;
import miracast.host.session.DriverSupply;
import miracast.host.sound.SoundSettings;

/** A host with an encoder, a source and a driver of ours, and sinks that are plain sockets. */
final class HostRig implements AutoCloseable {
    static final HostSettings SETTINGS = new HostSettings(
            VideoMode.progressive(320, 240, 50),
            8_000_000,
            1 << 20,
            // A second's worth may wait: a machine that is busy with other things is not to look like a slow network.
            new DisplaySettings(
                    50,
                    TimeUnit.SECONDS.toNanos(1),
                    TimeUnit.MILLISECONDS.toNanos(200),
                    TimeUnit.MILLISECONDS.toNanos(300),
                    TimeUnit.SECONDS.toNanos(1),
                    TimeUnit.SECONDS.toNanos(3),
                    TimeUnit.SECONDS.toNanos(5),
                    TimeUnit.SECONDS.toNanos(5)),
            new LinkSettings(7236, TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10)),
            new SoundSettings(true, 128_000),
            TimeUnit.SECONDS.toNanos(1),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.MILLISECONDS.toNanos(20),
            TimeUnit.MILLISECONDS.toNanos(100));

    /** The usual settings with another way to the sink. */
    static HostSettings settings(LinkSettings link) {
        return settings(link, SETTINGS.encoderGraceNs(), SETTINGS.retryFirstNs(), SETTINGS.retryLongestNs());
    }

    /** The usual settings with another way to the sink, and other times. */
    static HostSettings settings(LinkSettings link, long encoderGraceNs, long retryFirstNs, long retryLongestNs) {
        return settings(link, encoderGraceNs, SETTINGS.startTimeoutNs(), retryFirstNs, retryLongestNs);
    }

    /** The usual settings with less time for a driver to start. */
    static HostSettings startWithin(long ms) {
        return settings(
                SETTINGS.link(),
                SETTINGS.encoderGraceNs(),
                TimeUnit.MILLISECONDS.toNanos(ms),
                SETTINGS.retryFirstNs(),
                SETTINGS.retryLongestNs());
    }

    private static HostSettings settings(
            LinkSettings link, long encoderGraceNs, long startTimeoutNs, long retryFirstNs, long retryLongestNs) {
        return new HostSettings(
                SETTINGS.mode(),
                SETTINGS.bitRate(),
                SETTINGS.ringOctets(),
                SETTINGS.display(),
                link,
                SETTINGS.sound(),
                encoderGraceNs,
                startTimeoutNs,
                retryFirstNs,
                retryLongestNs);
    }

    final Host host;
    final FakeEncoder encoder = new FakeEncoder("a");
    final FakeSource source = new FakeSource();
    final List<TestDriver> drivers = new CopyOnWriteArrayList<>();
    final List<MiracastDriver> givenBack = new CopyOnWriteArrayList<>();
    final List<CastAnnouncer.Change> changes = new CopyOnWriteArrayList<>();
    final DriverSupply supply;
    private final List<Socket> sinks = new CopyOnWriteArrayList<>();
    private long ids = 10;

    HostRig() throws IOException {
        this(TestDriver::new);
    }

    /** @param driver makes the driver object of each session */
    HostRig(Supplier<? extends TestDriver> driver) throws IOException {
        this(driver, SETTINGS);
    }

    HostRig(Supplier<? extends TestDriver> driver, HostSettings settings) throws IOException {
        this(driver, new Host(settings));
    }

    HostRig(Supplier<? extends TestDriver> driver, Host host) throws IOException {
        this.host = host;
        host.announcer(changes::add);
        supply = supply(driver);
        offer(encoder, 0);
        offer("fake", source);
        host.media().converters().add(new JavaFrameConverter(), Map.of("service.id", 1L));
        host.drivers().add(supply, Map.of("miracast.driver.name", "test", "service.id", 2L));
    }

    DriverSupply supply(Supplier<? extends TestDriver> driver) {
        return new DriverSupply() {
            @Override
            public MiracastDriver take() {
                TestDriver made = driver.get();
                drivers.add(made);
                return made;
            }

            @Override
            public void giveBack(MiracastDriver object) {
                givenBack.add(object);
            }
        };
    }

    void offer(FakeEncoder another, int ranking) {
        host.media()
                .encoders()
                .add(
                        another,
                        Map.of(VideoEncoder.NAME, another.name(), "service.ranking", ranking, "service.id", ids++));
    }

    void offer(String name, FrameSource another) {
        host.media().sources().add(another, Map.of(FrameSource.NAME, name, "service.id", ids++));
    }

    /** A cast that listens on a port of the system's choice. */
    CastRequest.Builder listen() {
        return CastRequest.to(CastTarget.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .source("fake");
    }

    /** Starts it, and waits until a sink can connect. */
    Cast listening(CastRequest.Builder request) {
        Cast cast = host.cast(request.build());
        until(() -> cast.listening().isPresent());
        return cast;
    }

    /** Starts it, connects a sink, and waits for the first picture. */
    Cast playing(CastRequest.Builder request) throws IOException {
        Cast cast = listening(request);
        connect(cast);
        until(() -> !driver().shown.isEmpty() && cast.state() == CastState.PLAYING);
        return cast;
    }

    Socket connect(Cast cast) throws IOException {
        InetSocketAddress address = cast.listening().orElseThrow();
        Socket sink = new Socket(address.getAddress(), address.getPort());
        sinks.add(sink);
        return sink;
    }

    /** The driver of the newest session. */
    TestDriver driver() {
        until(() -> !drivers.isEmpty());
        return drivers.get(drivers.size() - 1);
    }

    CastEnd end(Cast cast) throws Exception {
        return cast.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    /** Threads of the host and its casts that run now. */
    static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("cast-") || name.startsWith("miracast-host") || name.startsWith("test-driver")) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        host.close();
        for (Socket sink : sinks) {
            sink.close();
        }
        onlyKnownTransitions(changes);
    }

    /** Every run of every test is held to the transitions that {@link CastState} documents. */
    static void onlyKnownTransitions(List<CastAnnouncer.Change> changes) {
        Map<String, CastState> states = new HashMap<>();
        for (CastAnnouncer.Change change : changes) {
            CastLogEntry entry = change.entry();
            CastState before = states.put(change.castId(), entry.state());
            // After the end, another cast may have the same id.
            if (before != null && before != CastState.ENDED && before != entry.before()) {
                throw new AssertionError(change + " does not go on from " + before);
            }
            if (entry.before() != entry.state() && !entry.before().leadsTo(entry.state())) {
                throw new AssertionError(entry.before() + " does not lead to " + entry.state() + ": " + change);
            }
        }
    }
}
