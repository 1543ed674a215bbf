// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static wfd.api.WfdError.ERROR_INVALID_PARAMETER;
import static wfd.api.WfdError.ERROR_SERVICE_NOT_ACTIVE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

/** Device nodes of the pairing experience, {@code WFDUpdateDeviceVisibility}. */
interface DeviceRules extends Rules {
    @Test
    default void pairedDevicesAreListed() {
        MacAddress device = trial().device();

        assertThat(trial().known(device)).get().returns(true, WfdDevice::paired);
    }

    @Test
    default void unpairedDevicesAreListedAsSuch() throws Exception {
        MacAddress device = trial().unpairedDevice();

        assertThat(trial().known(device)).get().returns(false, WfdDevice::paired);
    }

    @Test
    default void eachDeviceIsListedOnce() {
        trial().device();

        assertThat(trial().wifiDirect().devices())
                .extracting(WfdDevice::address)
                .doesNotHaveDuplicates();
    }

    @Test
    default void theListCannotBeChanged() {
        assertThat(trial().wifiDirect().devices()).isUnmodifiable();
    }

    @Test
    default void theListIsASnapshot() throws Exception {
        var surroundings = trial().surroundings();
        List<WfdDevice> before = trial().wifiDirect().devices();
        List<WfdDevice> copy = List.copyOf(before);

        trial().firstEvent(DeviceEvents.DEVICE_ARRIVED, surroundings.arrive());

        assertThat(before).isEqualTo(copy);
    }

    @Test
    default void aTargetedDiscoveryMakesADeviceVisible() throws Exception {
        MacAddress device = hiddenDevice();

        update(device);

        assertThat(trial().known(device)).get().returns(true, WfdDevice::visible);
    }

    @Test
    default void aTargetedDiscoveryTellsThatTheDeviceHasChanged() throws Exception {
        MacAddress device = hiddenDevice();

        update(device);

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_CHANGED, device)
                        .properties()
                        .get(DeviceEvents.DEVICE_VISIBLE))
                .isEqualTo(true);
    }

    @Test
    default void anUnknownDeviceCannotBeLookedFor() {
        MacAddress device = trial().unknownDevice();

        assertThat(trial().refusalOf(() -> update(device)).error()).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    default void aStoppedServiceLooksForNothing() throws Exception {
        MacAddress device = trial().device();

        trial().systemService().stop();

        assertThat(trial().refusalOf(() -> update(device)).error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
    }

    @Test
    default void anArrivalIsTold() throws Exception {
        MacAddress device = trial().surroundings().arrive();

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_ARRIVED, device)).isNotNull();
    }

    @Test
    default void anArrivedDeviceIsListed() throws Exception {
        MacAddress device = trial().surroundings().arrive();

        trial().firstEvent(DeviceEvents.DEVICE_ARRIVED, device);

        assertThat(trial().known(device)).isPresent();
    }

    @Test
    default void anEventTellsProviderAndDevice() throws Exception {
        MacAddress device = trial().surroundings().arrive();

        Map<String, ?> properties =
                trial().firstEvent(DeviceEvents.DEVICE_ARRIVED, device).properties();

        WfdDevice told = (WfdDevice) properties.get(DeviceEvents.DEVICE);
        Map<String, Object> expected =
                DeviceEvents.properties(trial().provider().name(), told);
        assertThat(properties).containsAllEntriesOf(withWildcard(expected));
    }

    @Test
    default void aChangeIsTold() throws Exception {
        var surroundings = trial().surroundings();
        MacAddress device = surroundings.arrive();

        surroundings.rename(device, "another name");

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_CHANGED, device)
                        .properties()
                        .get(DeviceEvents.DEVICE_NAME))
                .isEqualTo("another name");
    }

    @Test
    default void aDepartureIsTold() throws Exception {
        var surroundings = trial().surroundings();
        MacAddress device = surroundings.arrive();

        surroundings.depart(device);

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_DEPARTED, device)).isNotNull();
    }

    @Test
    default void aDepartedDeviceIsNotListed() throws Exception {
        var surroundings = trial().surroundings();
        MacAddress device = surroundings.arrive();

        surroundings.depart(device);
        trial().firstEvent(DeviceEvents.DEVICE_DEPARTED, device);

        assertThat(trial().known(device)).isEmpty();
    }

    @Test
    default void eventsComeInTheOrderOfWhatHappened() throws Exception {
        var surroundings = trial().surroundings();
        MacAddress device = surroundings.arrive();
        surroundings.rename(device, "another name");
        surroundings.depart(device);

        trial().firstEvent(DeviceEvents.DEVICE_DEPARTED, device);

        assertThat(trial().topicsAbout(device))
                .containsExactly(
                        DeviceEvents.DEVICE_ARRIVED, DeviceEvents.DEVICE_CHANGED, DeviceEvents.DEVICE_DEPARTED);
    }

    private MacAddress hiddenDevice() {
        MacAddress device = trial().provider().hiddenDevice().orElseGet(() -> Trial.missing("hidden device"));
        assertThat(trial().known(device)).get().returns(false, WfdDevice::visible);
        return device;
    }

    private Object update(MacAddress device) throws Exception {
        return trial().within("looking for " + device, () -> {
            trial().wifiDirect().updateVisibility(device);
            return "done";
        });
    }

    @SuppressWarnings("unchecked") // the values are only compared
    private static <V> Map<String, V> withWildcard(Map<String, Object> properties) {
        return (Map<String, V>) properties;
    }
}
