// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.osgi.annotation.versioning.ConsumerType;
import wfd.api.MacAddress;
import wfd.api.PairingPin;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectPairing;

/**
 * A provider that has been started for one test, and the situations that it can be brought into. What is absent is a
 * situation that can't be made; the rules that need it are skipped. Used by several threads.
 */
@ConsumerType
public interface ProviderUnderTest {
    /** A device whose open fails, and how. */
    record FailingDevice(MacAddress address, int error, int reasonCode, String messagePart) {}

    /** The system's Wi-Fi Direct service, under the test's control. Each method returns when the change has taken effect. */
    @ConsumerType
    interface SystemService {
        /** Stops the service, and with it every session. */
        void stop() throws Exception;

        /** Disables the service by policy. */
        void disable() throws Exception;

        /** Lets the service run again, whatever kept it from it. */
        void start() throws Exception;
    }

    /** The devices around, under the test's control. Methods may return before the provider has noticed. */
    @ConsumerType
    interface Surroundings {
        /** Brings a paired, visible device that was not there, and that opens without a fault; gives its address. */
        MacAddress arrive() throws Exception;

        /** Gives a device another name. */
        void rename(MacAddress device, String name) throws Exception;

        /** Removes a device from the system. */
        void depart(MacAddress device) throws Exception;

        /** Breaks the link of the session that is open to a device, which stays known. */
        void breakLink(MacAddress device) throws Exception;
    }

    /** Pairing, and devices in reach that are not paired, each with one way to be. */
    @ConsumerType
    interface Pairing {
        /** The provider's service. */
        WifiDirectPairing service();

        /** A device whose button is pressed as soon as it waits for that. */
        MacAddress buttonDevice();

        /** A device that shows a PIN. */
        MacAddress pinDevice();

        /** The PIN that this device shows. */
        PairingPin pin();

        /** A device at which a PIN has to be typed. */
        MacAddress keypadDevice();
    }

    /** Name of the provider, as in its service property. */
    String name();

    /** The provider. */
    WifiDirect wifiDirect();

    /** Paired, visible devices that open without a fault; at least one, or nearly everything is skipped. */
    List<MacAddress> pairedDevices();

    /**
     * Has the provider's events delivered. Called once, before anything else.
     *
     * @param receiver takes topic and properties of an event, on any thread
     */
    void deliverEvents(BiConsumer<String, Map<String, ?>> receiver);

    /** A device that is known and not paired. */
    default Optional<MacAddress> unpairedDevice() {
        return Optional.empty();
    }

    /** A known device that is shown as not visible, and that a targeted discovery finds. */
    default Optional<MacAddress> hiddenDevice() {
        return Optional.empty();
    }

    /** A paired device whose open succeeds, but takes its time: a fifth of a second or more. */
    default Optional<MacAddress> slowDevice() {
        return Optional.empty();
    }

    /** A paired device whose open fails. */
    default Optional<FailingDevice> failingDevice() {
        return Optional.empty();
    }

    /** A device that was paired as a legacy one. */
    default Optional<MacAddress> legacyDevice() {
        return Optional.empty();
    }

    /** The reason code that opening the failing device as a legacy one gives; 0 where the system's function has none. */
    default int legacyReasonCode(FailingDevice device) {
        return device.reasonCode();
    }

    /** How many handles can be open at once, where that is few enough to try. */
    default OptionalInt handleLimit() {
        return OptionalInt.empty();
    }

    /** The system's service. */
    default Optional<SystemService> systemService() {
        return Optional.empty();
    }

    /** The devices around. */
    default Optional<Surroundings> surroundings() {
        return Optional.empty();
    }

    /** Pairing, if the provider can. */
    default Optional<Pairing> pairing() {
        return Optional.empty();
    }

    /** The provider's status service. */
    default Optional<WfdProviderStatus> status() {
        return Optional.empty();
    }

    /** How long to wait for what must come. A rule that holds never waits that long. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** How many sessions each thread opens in a test under load; few for a provider with real devices. */
    default int roundsUnderLoad() {
        return 50;
    }

    /** Stops the provider, like its bundle being stopped. A second call does nothing. */
    void stop() throws Exception;
}
