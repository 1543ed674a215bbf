// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import wfd.api.DeviceEvents;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class EventTest {
    private final List<Event> events = new ArrayList<>();
    private final EventAdminAnnouncer announcer = new EventAdminAnnouncer(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            events.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("the control loop must not wait for handlers");
        }
    });

    private Event announce(String peer, CastEnd end) {
        return announceEntry(peer, entry(CastLogEntry.Kind.STATE, "", end, null));
    }

    private static CastLogEntry entry(CastLogEntry.Kind kind, String part, CastEnd end, Instant nextTry) {
        return new CastLogEntry(
                Instant.ofEpochMilli(1000),
                kind,
                CastState.PLAYING,
                CastState.BACKING_OFF,
                part,
                "gone",
                Optional.ofNullable(end),
                3,
                Optional.ofNullable(nextTry));
    }

    private Event announceEntry(String peer, CastLogEntry entry) {
        announcer.announce(new CastAnnouncer.Change("c1", "Living room", peer, entry));
        return events.get(0);
    }

    @Test
    void aChangeOfStateIsPosted() {
        Event event = announce("television", null);

        assertThat(event.getTopic()).isEqualTo(CastEvents.CAST_STATE);
        assertThat(event.getProperty(CastEvents.CAST_ID)).isEqualTo("c1");
        assertThat(event.getProperty(CastEvents.CAST_TARGET)).isEqualTo("Living room");
        assertThat(event.getProperty(CastEvents.STATE)).isEqualTo("BACKING_OFF");
        assertThat(event.getProperty(CastEvents.PREVIOUS_STATE)).isEqualTo("PLAYING");
        assertThat(event.getProperty(CastEvents.DETAIL)).isEqualTo("gone");
        assertThat(event.getProperty(CastEvents.PEER)).isEqualTo("television");
        assertThat(event.getProperty(CastEvents.KIND)).isEqualTo("STATE");
        assertThat(event.getProperty(CastEvents.ATTEMPT)).isEqualTo(3);
        assertThat(event.getProperty(CastEvents.TIMESTAMP)).isEqualTo(1000L);
    }

    @Test
    void whatIsNotThereIsNotTold() {
        assertThat(announce("", null).getPropertyNames())
                .doesNotContain(
                        CastEvents.PEER,
                        CastEvents.PART,
                        CastEvents.NEXT_TRY,
                        CastEvents.END_CAUSE,
                        CastEvents.END_NT_STATUS);
    }

    @Test
    void anEndIsToldWithItsStatus() {
        Event event = announce("", new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, "silent"));

        assertThat(event.getProperty(CastEvents.END_CAUSE)).isEqualTo("FAILED");
        assertThat(event.getProperty(CastEvents.END_NT_STATUS)).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
    }

    @Test
    void anEndThatWiFiDirectHadAPartInHasItsCodes() {
        Event event = announce("", new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, 1223, 7, "no"));

        assertThat(event.getProperty(CastEvents.END_WFD_ERROR)).isEqualTo(1223);
        assertThat(event.getProperty(CastEvents.END_WFD_REASON)).isEqualTo(7);
    }

    @Test
    void anEndThatItHadNoPartInHasNone() {
        assertThat(announce("", new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, "silent"))
                        .getPropertyNames())
                .doesNotContain(CastEvents.END_WFD_ERROR, CastEvents.END_WFD_REASON);
    }

    @Test
    void whatHappensToAPartHasATopicOfItsOwn() {
        Event event =
                announceEntry("", entry(CastLogEntry.Kind.ENCODER_FAILED, "x264", null, Instant.ofEpochMilli(5000)));

        assertThat(event.getTopic()).isEqualTo(CastEvents.CAST_PART);
        assertThat(event.getProperty(CastEvents.PART)).isEqualTo("x264");
        assertThat(event.getProperty(CastEvents.NEXT_TRY)).isEqualTo(5000L);
    }

    @Test
    void aDeviceThatIsSeenIsHandedOn() {
        List<String> seen = new ArrayList<>();
        WfdDevice device =
                new WfdDevice(new MacAddress(5), "Living room", true, true, DisplayRole.PRIMARY_SINK, 7236, true, 0);

        new DeviceEventHandler(known ->
                        seen.add(known.get(DeviceEvents.DEVICE_ADDRESS) + " " + known.get(DeviceEvents.DEVICE_NAME)))
                .handleEvent(new Event(DeviceEvents.DEVICE_ARRIVED, DeviceEvents.properties("sim", device)));

        assertThat(seen).containsExactly("00:00:00:00:00:05 Living room");
    }

    @Test
    void aDeviceThatDepartedIsNotVisible() {
        List<Object> visible = new ArrayList<>();
        WfdDevice device =
                new WfdDevice(new MacAddress(5), "Living room", true, true, DisplayRole.PRIMARY_SINK, 7236, true, 0);

        new DeviceEventHandler(known -> visible.add(known.get(DeviceEvents.DEVICE_VISIBLE)))
                .handleEvent(new Event(DeviceEvents.DEVICE_DEPARTED, DeviceEvents.properties("sim", device)));

        assertThat(visible).containsExactly(false);
    }

    @Test
    void anEventWithoutADeviceIsNone() {
        List<String> seen = new ArrayList<>();

        new DeviceEventHandler(known -> seen.add(known.toString()))
                .handleEvent(new Event(DeviceEvents.DEVICE_ARRIVED, Map.of()));

        assertThat(seen).isEmpty();
    }
}
