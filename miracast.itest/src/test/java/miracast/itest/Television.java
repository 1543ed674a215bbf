// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.cast.CastTarget;
import miracast.api.input.InputEvent;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.WifiDirect;

/** A television of {@code wfd.sim}, and what it shows. */
final class Television implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name;
    private final String address;
    private final Supplier<List<SinkSession>> sessions;
    private final Configuration configuration;
    private SinkSession last;

    private Television(String name, String address, Supplier<List<SinkSession>> sessions, Configuration configuration) {
        this.name = name;
        this.address = address;
        this.sessions = sessions;
        this.configuration = configuration;
    }

    /**
     * Puts up a television, and waits until it can be found.
     *
     * @param sessions those that the sink service of the moment has
     * @param properties of the device, besides its name and address
     */
    static Television on(
            ConfigurationAdmin admin,
            WifiDirect wifiDirect,
            Supplier<List<SinkSession>> sessions,
            int number,
            Map<String, Object> properties)
            throws IOException {
        String address = String.format("02:00:00:00:%02x:%02x", 0x70, number);
        Configuration configuration = admin.getFactoryConfiguration("wfd.sim.device", "it-" + number, "?");
        Television television = new Television("Television " + number, address, sessions, configuration);
        television.change(properties);
        await().atMost(PATIENCE)
                .until(() -> wifiDirect.devices().stream()
                        .anyMatch(device -> device.address().toString().equals(address)));
        return television;
    }

    /** Gives the device other properties; those that are left out get their usual values. */
    void change(Map<String, Object> properties) throws IOException {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("address", address);
        all.put("name", name);
        configuration.update(all);
    }

    CastTarget target() {
        return CastTarget.device(address);
    }

    /** Waits until so many pictures have been shown in a session, and gives the figures. */
    SinkStatistics awaitPictures(long count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(decoded()).isGreaterThanOrEqualTo(count));
        return shown();
    }

    /** Waits until so many more access units have come than until now. Needs no decoder. */
    SinkStatistics awaitMore(long count) {
        long before = received();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(received()).isGreaterThanOrEqualTo(before + count));
        return shown();
    }

    /** Access units received in the present or last session. */
    long received() {
        return session().map(session -> session.statistics().accessUnits()).orElse(0L);
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
        return screen().statistics();
    }

    /** The present or last session, to use what its viewer has a remote control for. */
    SinkSession screen() {
        return session().orElseThrow(() -> new AssertionError(name + " had no session"));
    }

    /** A viewer does something in front of it. */
    void input(InputEvent event) {
        session().ifPresent(session -> session.input(event));
    }

    /** Writes what it shows as PNG. */
    void snapshot(Path file) throws IOException {
        screen().snapshot(file);
    }

    /** Waits until the present or last session is over, and tells why; fails if it ended without a goodbye. */
    String awaitGoodbye() throws Exception {
        SinkSession ending = screen();
        return ending.closed().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Harms what it receives in the present session so from now on. */
    void faults(RtpFaults faults) {
        session().ifPresent(session -> session.faults(faults));
    }

    /** Pulls the plug. */
    void vanish() {
        session().ifPresent(SinkSession::vanish);
    }

    private Optional<SinkSession> session() {
        sessions.get().stream()
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
