// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.FrameCounters;
import wfd.api.SessionEnd;
import wfd.api.WfdLink;
import wfd.api.WfdSession;

@Timeout(120)
class TelevisionTest extends SimTestCase {
    private final PlainSink sink = new PlainSink();

    @Test
    void comesFromTheDevicesAddress() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());

        WfdLink link = openSession(DEVICE).link();

        try (ServerSocket source = sourceAt(link, 7236);
                Socket television = source.accept()) {
            assertThat(television.getInetAddress()).isEqualTo(link.peer());
        }
    }

    @Test
    void looksForTheSourceAtTheConfiguredPort() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of("rtspPort", 8554));

        WfdLink link = openSession(DEVICE).link();

        assertThat(onlyRequest().source()).isEqualTo(new InetSocketAddress(link.local(), 8554));
    }

    @Test
    void handsOnWhatIsConfigured() throws Exception {
        provider.bindSink(sink);
        add(
                DEVICE,
                Map.of(
                        "name",
                        "kitchen",
                        "capabilities",
                        new String[] {"wfd_audio_codecs: none"},
                        "rtpLoss",
                        0.1,
                        "rtpSeed",
                        7L,
                        "recording",
                        "tv.ts",
                        "decode",
                        false));

        openSession(DEVICE);

        assertThat(onlyRequest())
                .returns("kitchen", SinkRequest::name)
                .returns(Map.of("wfd_audio_codecs", "none"), SinkRequest::parameters)
                .returns(new RtpFaults(0.1, 0, 0, 7), SinkRequest::faults)
                .returns(Optional.of(Path.of("tv.ts")), SinkRequest::recording)
                .returns(false, SinkRequest::decode);
    }

    @Test
    void takesOtherCapabilitiesWhileItIsConnected() throws Exception {
        provider.bindSink(sink);
        SimDevice device = add(DEVICE, Map.of());
        openSession(DEVICE);

        configure(device, DEVICE, Map.of("capabilities", new String[] {"wfd_connector_type: none"}));
        configure(device, DEVICE, Map.of("capabilities", new String[] {"wfd_connector_type: none"}, "linkRate", 1L));
        configure(device, DEVICE, Map.of());

        assertThat(sink.sessions)
                .singleElement()
                .satisfies(session ->
                        assertThat(session.changes).containsExactly(Map.of("wfd_connector_type", "none"), Map.of()));
    }

    @Test
    void comesBackWithTheCapabilitiesThatItHasNow() throws Exception {
        provider.bindSink(sink);
        SimDevice device = add(DEVICE, Map.of());
        WfdLink link = openSession(DEVICE).link();
        configure(device, DEVICE, Map.of("capabilities", new String[] {"wfd_audio_codecs: none"}));
        try (ServerSocket source = sourceAt(link, 7236)) {
            source.accept().close();
            source.accept().close();
        }

        assertThat(sink.sessions.get(1).request.parameters()).isEqualTo(Map.of("wfd_audio_codecs", "none"));
    }

    @Test
    void triesAgainAfterTheSourceHungUp() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        WfdLink link = openSession(DEVICE).link();
        try (ServerSocket source = sourceAt(link, 7236)) {
            source.accept().close();

            try (Socket again = source.accept()) {
                assertThat(again.getInetAddress()).isEqualTo(link.peer());
            }
        }
    }

    @Test
    void goesOnWithAnotherFileAfterTheSourceHungUp() throws Exception {
        provider.bindSink(sink);
        sink.packets = 1;
        add(DEVICE, Map.of("recording", "out/tv.ts"));
        WfdLink link = openSession(DEVICE).link();
        try (ServerSocket source = sourceAt(link, 7236)) {
            source.accept().close();
            source.accept().close();
        }

        assertThat(sink.sessions.get(1).request.recording()).contains(Path.of("out/tv-2.ts"));
    }

    @Test
    void vanishesWithItsLink() throws Exception {
        provider.bindSink(sink);
        SimDevice device = add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        configure(device, DEVICE, Map.of("inRange", false));

        assertThat(result(session.closed())).isEqualTo(SessionEnd.LINK_LOST);
        assertThat(result(sink.sessions.get(0).end)).isEqualTo("vanished");
    }

    @Test
    void hasLetGoOfTheLinkWhenTheSessionHasEnded() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        session.close();
        result(session.closed());

        assertThat(sink.running()).isEmpty();
    }

    @Test
    void switchesOffWhenItsSinkServiceGoes() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        provider.unbindSink(sink);

        assertThat(sink.running()).isEmpty();
        assertThat(session.link()).isNotNull();
    }

    @Test
    void switchesOnWhenASinkServiceComes() throws Exception {
        add(DEVICE, Map.of());
        WfdLink link = openSession(DEVICE).link();

        provider.bindSink(sink);

        assertThat(onlyRequest().localAddress()).contains(link.peer());
    }

    @Test
    void takesTheBetterSinkService() throws Exception {
        PlainSink better = new PlainSink();
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        openSession(DEVICE);

        provider.bindSink(better); // Declarative Services binds the new one before it unbinds the old one
        provider.unbindSink(sink);

        assertThat(sink.running()).isEmpty();
        assertThat(better.running()).hasSize(1);
    }

    @Test
    void staysDarkIfItsSettingsCannotBeUsed() throws Exception {
        FailingSink choosy = new FailingSink(new IllegalArgumentException("wfd_video_formats is garbage"));
        provider.bindSink(choosy);
        add(DEVICE, Map.of());

        WfdSession session = openSession(DEVICE);

        assertThat(session.link()).isNotNull();
    }

    @Test
    void triesAgainAfterItsSinkDidNotWork() throws Exception {
        FailingSink broken = new FailingSink(new IllegalStateException("no memory for the decoder"));
        provider.bindSink(broken);
        add(DEVICE, Map.of());

        openSession(DEVICE);

        await().atMost(ofSeconds(30)).until(() -> broken.attempts.get() > 1);
    }

    @Test
    void countsWhatTheAirLost() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        sink.packets = 98;
        sink.lost = 2;

        assertThat(session.stats().frames()).contains(new FrameCounters(98, 0, 0, 2));
    }

    @Test
    void keepsCountingAcrossConnections() throws Exception {
        provider.bindSink(sink);
        sink.packets = 10;
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);
        try (ServerSocket source = sourceAt(session.link(), 7236)) {
            source.accept().close();
            source.accept().close();
        }

        await().atMost(ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(session.stats().frames().orElseThrow().sentWithoutRetry())
                                .isGreaterThanOrEqualTo(20));
    }

    @Test
    void nobodyHasToWaitWhileTheSinkIsCalled() throws Exception {
        provider.bindSink(sink);
        SimDevice device = add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);
        List<String> waited = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        ThreadLocal<Boolean> outside = ThreadLocal.withInitial(() -> false);
        sink.onCall = () -> {
            if (outside.get()) return;
            calls.incrementAndGet();
            CompletableFuture<Void> done = new CompletableFuture<>();
            new Thread(() -> {
                        outside.set(true);
                        session.stats();
                        provider.deviceChanged(device);
                        done.complete(null);
                    })
                    .start();
            try {
                done.get(10, SECONDS);
            } catch (Exception e) {
                waited.add(new Throwable().getStackTrace()[1] + ": " + e);
            }
        };

        session.stats();
        configure(device, DEVICE, Map.of("capabilities", new String[] {"wfd_connector_type: none"}));
        PlainSink better = new PlainSink();
        better.onCall = sink.onCall;
        provider.bindSink(better);
        provider.unbindSink(sink);
        session.close();
        result(session.closed());

        assertThat(waited).isEmpty();
        // Figures; capabilities; figures, the other sink and the farewell; figures and the end.
        assertThat(calls).hasValue(7);
    }

    @Test
    void aSinkServiceThatGoesWaitsForWhoReadsItsFigures() throws Exception {
        provider.bindSink(sink);
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);
        CompletableFuture<Void> reading = new CompletableFuture<>();
        CompletableFuture<Void> read = new CompletableFuture<>();
        List<String> order = new CopyOnWriteArrayList<>();
        sink.onCall = () -> {
            if (Thread.currentThread().getName().equals("reader")) {
                reading.complete(null);
                read.join();
                order.add("read");
            }
        };
        Thread reader = new Thread(session::stats, "reader");
        reader.start();
        result(reading);
        Thread leaving = new Thread(() -> {
            provider.unbindSink(sink);
            order.add("gone");
        });
        leaving.start();
        await().atMost(ofSeconds(30)).until(() -> sink.running().isEmpty());
        await().atMost(ofSeconds(30)).until(() -> leaving.getState() != Thread.State.RUNNABLE);

        read.complete(null);
        leaving.join();
        reader.join();

        assertThat(order).containsExactly("read", "gone");
    }

    private SinkRequest onlyRequest() {
        assertThat(sink.sessions).hasSize(1);
        return sink.sessions.get(0).request;
    }

    private static ServerSocket sourceAt(WfdLink link, int port) throws IOException {
        return new ServerSocket(port, 1, link.local());
    }

    /** A sink that connects nobody. */
    private static final class FailingSink implements MiracastSink {
        final AtomicInteger attempts = new AtomicInteger();
        private final RuntimeException failure;

        FailingSink(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public SinkSession connect(SinkRequest request) {
            attempts.incrementAndGet();
            throw failure;
        }

        @Override
        public List<SinkSession> sessions() {
            return List.of();
        }
    }
}
