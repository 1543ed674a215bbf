// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import miracast.api.sink.SinkSession;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.MacAddress;

/** A device of {@code wfd.sim} that lives as long as a command: made by configuration, as any other of its devices. */
final class SimulatedDisplay implements AutoCloseable {
    /** Factory PID of {@code wfd.sim}'s devices. */
    static final String FACTORY = "wfd.sim.device";

    private final MacAddress address;
    private final String name;
    private final Configuration configuration;

    private SimulatedDisplay(MacAddress address, String name, Configuration configuration) {
        this.address = address;
        this.name = name;
        this.configuration = configuration;
    }

    /**
     * Configures a device.
     *
     * @param parameters RTSP parameters that it answers with in place of its own, by name
     */
    static SimulatedDisplay create(
            ConfigurationAdmin admin, MacAddress address, String name, Map<String, String> parameters)
            throws CommandFailure {
        try {
            Configuration configuration = admin.getFactoryConfiguration(FACTORY, name.replace(' ', '-'), "?");
            configuration.update(FrameworkUtil.asDictionary(Map.of(
                    "address",
                    address.toString(),
                    "name",
                    name,
                    "paired",
                    true,
                    "visible",
                    true,
                    "capabilities",
                    parameters.entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue())
                            .toArray(String[]::new))));
            return new SimulatedDisplay(address, name, configuration);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.IO, "The simulated display cannot be configured: " + e.getMessage(), e);
        }
    }

    /** Waits until a Wi-Fi Direct provider knows the device. */
    void awaitArrival(Parts parts, Duration patience) throws CommandFailure, InterruptedException {
        Listing listing = new Listing(parts);
        Optional<Listing.Device> found = parts.await(
                patience,
                () -> listing.devices().stream()
                        .filter(device -> device.address().equals(address.toString()))
                        .findFirst());
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "No Wi-Fi Direct provider took the simulated display. Providers: " + listing.providers() + ".");
        }
    }

    /** What the device shows, once a source is connected. */
    Optional<SinkSession> shows(Parts parts) {
        return parts.sinkSessions().stream()
                .filter(session -> session.name().equals(name))
                .findFirst();
    }

    MacAddress address() {
        return address;
    }

    /** Takes the device away. */
    @Override
    public void close() throws CommandFailure {
        try {
            configuration.delete();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.IO, "The simulated display cannot be removed: " + e.getMessage(), e);
        }
    }
}
