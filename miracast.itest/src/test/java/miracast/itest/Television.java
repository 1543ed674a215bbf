// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import miracast.api.cast.CastTarget;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.WifiDirect;

/** A television of {@code wfd.sim}, and what it shows. */
final class Television implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final String address;
    private final MiracastSink sink;
    private final Configuration configuration;
    private SinkSession last;

    private Television(String name, String address, MiracastSink sink, Configuration configuration) {
        this.name = name;
        this.address = address;
        this.sink = sink;
        this.configuration = configuration;
    }

    /** Puts up a television, and waits until it can be found. */
    static Television on(ConfigurationAdmin admin, WifiDirect wifiDirect, MiracastSink sink, int number)
            throws IOException {
        String address = String.format("02:00:00:00:%02x:%02x", 0x70, number);
        Configuration configuration = admin.getFactoryConfiguration("wfd.sim.device", "it-" + number, "?");
        Television television = new Television("Television " + number, address, sink, configuration);
        configuration.update(new Hashtable<>(Map.of("address", address, "name", television.name)));
        await().atMost(PATIENCE)
                .until(() -> wifiDirect.devices().stream()
                        .anyMatch(device -> device.address().toString().equals(address)));
        return television;
    }

    CastTarget target() {
        return CastTarget.device(address);
    }

    /** Waits until so many pictures have been shown in a session, and gives the figures. */
    SinkStatistics awaitPictures(long count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(decoded()).isGreaterThanOrEqualTo(count));
        return shown();
    }

    /** Waits until a source is connected that was not there before. */
    void awaitNextSession() {
        SinkSession before = last;
        await().atMost(PATIENCE)
                .until(() -> session().filter(now -> now != before).isPresent());
    }

    /** Pictures shown in the present or last session. */
    long decoded() {
        return session().map(session -> session.statistics().decoded()).orElse(0L);
    }

    /** The figures of the present or last session. */
    SinkStatistics shown() {
        return session()
                .orElseThrow(() -> new AssertionError(name + " had no session"))
                .statistics();
    }

    private Optional<SinkSession> session() {
        sink.sessions().stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .ifPresent(session -> last = session);
        return Optional.ofNullable(last);
    }

    @Override
    public void close() throws IOException {
        configuration.delete();
    }
}
