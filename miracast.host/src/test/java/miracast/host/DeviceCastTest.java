// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.TestDriver;
import miracast.host.link.LinkProvider;
import miracast.host.link.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.DeviceEvents;
import wfd.api.DisplayRole;
import wfd.api.FrameCounters;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WifiDirectProvider;

@Timeout(120)
class DeviceCastTest {
    private static final int PORT = 17_236;

    private final FakeWifiDirect air = new FakeWifiDirect().with("Living room", 0x020000000005L);
    private final List<DataRateStats> rates = new CopyOnWriteArrayList<>();
    private final HostRig rig;
    private final LinkProvider provider = new LinkProvider(air, "fake");
    private Socket television;

    DeviceCastTest() throws Exception {
        rig = new HostRig(RateWatcher::new, withPort(TimeUnit.SECONDS.toNanos(10)));
        rig.host.providers().add(provider, Map.of(WifiDirectProvider.NAME, "fake", "service.id", 4L));
    }

    private static HostSettings withPort(long timeoutNs) {
        return HostRig.settings(new LinkSettings(PORT, timeoutNs, timeoutNs));
    }

    private final class RateWatcher extends TestDriver {
        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            callbacks.registerForDataRate(rates::add);
            return super.start(rtsp, connection);
        }
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
        if (television != null) {
            television.close();
        }
    }

    private Cast cast(String device, boolean once) {
        return rig.host.cast(CastRequest.to(CastTarget.device(device))
                .source("fake")
                .once(once)
                .build());
    }

    private void awaitLink(int count) {
        HostRig.until(() -> air.links.size() >= count);
    }

    private Cast playing(boolean once) throws Exception {
        Cast cast = cast("Living room", once);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        television = air.link().connect(PORT);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        return cast;
    }

    @Test
    void aDeviceKeepsTheNameByWhichItWasAskedFor() throws Exception {
        Cast cast = playing(false);
        TestDriver driver = rig.driver();
        int before = cast.log().size();

        driver.callbacks.ioControl(new DisplayRequest.MonitorArrived("TV-9000", new byte[0]));
        driver.callbacks.ioControl(new DisplayRequest.SetActive(false));
        HostRig.until(() -> cast.state() == CastState.PAUSED);

        assertThat(cast.peer()).contains("Living room");
        assertThat(cast.log().subList(before, cast.log().size()))
                .extracting(CastLogEntry::detail)
                .contains("Living room pauses");
    }

    @Test
    void aDeviceThatWaitsIsConnectedToIfThatIsWanted() throws Exception {
        long longNs = TimeUnit.MINUTES.toNanos(5);
        rig.host.settings(HostRig.settings(new LinkSettings(PORT, longNs, longNs, TimeUnit.MILLISECONDS.toNanos(20))));
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);

        // It begins to listen when it has been tried in vain already, or not.
        try (ServerSocket waiting = air.link().listen(7236)) {
            television = waiting.accept();
            HostRig.until(() -> cast.state() == CastState.PLAYING);
        }

        assertThat(cast.peer()).contains("Living room");
    }

    @Test
    void theDeviceIsLinkedAndConnects() throws Exception {
        Cast cast = playing(false);

        assertThat(cast.peer()).contains("Living room");
        assertThat(rig.changes.stream().map(change -> change.entry().state()).distinct())
                .containsExactly(
                        CastState.SEARCHING,
                        CastState.LINKING,
                        CastState.AWAITING_SINK,
                        CastState.NEGOTIATING,
                        CastState.PLAYING);
    }

    @Test
    void whereTheDeviceConnectsIsToldAsLongAsThereIsALink() throws Exception {
        assertThat(cast("Nowhere", false).listening()).isEmpty();
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        InetSocketAddress waiting = cast.listening().orElseThrow();
        assertThat(waiting.getPort()).isEqualTo(PORT);

        television = air.link().connect(PORT);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(cast.listening()).contains(waiting);

        cast.stop();
        HostRig.until(() -> cast.listening().isEmpty());
    }

    @Test
    void whichSessionACastHoldsIsToldFromItsOpeningToItsEnd() throws Exception {
        air.opensAtOnce = false;
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.link().isPresent());
        String device = "02:00:00:00:00:05";
        assertThat(cast.link()).contains(new CastLink(device, Optional.empty(), Optional.empty(), Optional.empty()));

        air.link().open();
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        WfdLink link = air.link().link();
        assertThat(cast.link())
                .contains(new CastLink(
                        device,
                        Optional.of(link.interfaceId().toString()),
                        Optional.of(link.local()),
                        Optional.of(link.peer())));

        cast.stop();
        HostRig.until(() -> cast.link().isEmpty());
    }

    @Test
    void theDeviceIsFoundByAddressToo() {
        cast("02-00-00-00-00-05", false);

        awaitLink(1);
        assertThat(air.link().device()).isEqualTo(new MacAddress(0x020000000005L));
    }

    @Test
    void theDriverIsToldTheRatesOfTheLink() throws Exception {
        playing(false);

        assertThat(rig.driver().stats).isEqualTo(new WfdConnectionStats(20_000_000, 100_000_000, 90_000_000));
    }

    @Test
    void theDriverIsToldOnceASecondHowTheLinkFares() throws Exception {
        Cast cast = playing(false);
        HostRig.until(() -> !rates.isEmpty());
        air.link().frames = new FrameCounters(100, 5, 3, 2);

        HostRig.until(() -> rates.contains(new DataRateStats(20_000_000, 100_000_000, 100, 2, 5, 3)));
        assertThat(cast.statistics().linkRetries()).isEqualTo(8);
        assertThat(cast.statistics().linkFailures()).isEqualTo(2);
    }

    @Test
    void theDriverIsToldOnceThatRatesAreNotKnownAnyMore() throws Exception {
        playing(false);
        HostRig.until(() -> !rates.isEmpty());

        air.link().rates = Optional.empty();

        HostRig.until(() -> rates.contains(null));
    }

    @Test
    void nobodyButTheDeviceIsLetIn() throws Exception {
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        FakeWifiDirect.Link link = air.link();

        try (Socket stranger = new Socket(link.link().local(), PORT)) {
            stranger.setSoTimeout(60_000);
            assertThat(read(stranger)).isEqualTo(-1);
        }
        assertThat(cast.state()).isEqualTo(CastState.AWAITING_SINK);
    }

    private static int read(Socket socket) throws Exception {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        }
    }

    @Test
    void anUnknownDeviceEndsACastThatTriesOnce() throws Exception {
        CastEnd end = rig.end(cast("Kitchen", true));

        assertThat(end)
                .isEqualTo(new CastEnd(
                        CastEnd.Cause.FAILED,
                        NtStatus.STATUS_NOT_FOUND,
                        "device Kitchen is not in reach; there are: Living room"));
    }

    @Test
    void withoutAProviderThatIsSaid() throws Exception {
        rig.host.providers().remove(provider);

        assertThat(rig.end(cast("Kitchen", true)).detail())
                .isEqualTo("device Kitchen is not in reach; there is no Wi-Fi Direct provider");
    }

    @Test
    void anyOtherCastTriesAgainUntilTheDeviceIsThere() {
        Cast cast = cast("Kitchen", false);
        HostRig.until(
                () -> cast.state() == CastState.BACKING_OFF && cast.detail().contains("; try 3 in "));

        air.with("Kitchen", 0x020000000006L);

        awaitLink(1);
        assertThat(air.link().device()).isEqualTo(new MacAddress(0x020000000006L));
    }

    @Test
    void ofTwoDevicesWithOneNameTheOneInSightIsTaken() {
        air.known.clear();
        air.known.add(device(1, false));
        air.known.add(device(2, true));

        cast("twin", false);

        awaitLink(1);
        assertThat(air.link().device()).isEqualTo(new MacAddress(2));
    }

    @Test
    void aDeviceOutOfSightIsLookedFor() {
        air.known.add(device(7, false));

        cast("twin", false);

        HostRig.until(() -> air.lookedFor.contains(new MacAddress(7)));
        awaitLink(1);
    }

    private static WfdDevice device(long address, boolean visible) {
        return new WfdDevice(new MacAddress(address), "twin", true, visible, DisplayRole.PRIMARY_SINK, 0, true, 0);
    }

    @Test
    void aRefusalOfTheSystemIsTheCastsEnd() throws Exception {
        air.refusal = new WfdException(WfdError.ERROR_INVALID_STATE, 0, "WFDStartOpenSession 02:00:00:00:00:05");

        assertThat(rig.end(cast("Living room", true)).detail())
                .isEqualTo("link to Living room was not opened: WFDStartOpenSession 02:00:00:00:00:05:"
                        + " ERROR_INVALID_STATE (5023)");
    }

    @Test
    void aLinkThatDoesNotOpenIsTriedAgain() {
        air.opensAtOnce = false;
        Cast cast = cast("Living room", false);
        awaitLink(1);
        assertThat(cast.state()).isEqualTo(CastState.LINKING);

        air.link().fail(new WfdException(WfdError.ERROR_CANCELLED, 7, "refused"));

        awaitLink(2);
    }

    @Test
    void stoppingWhileALinkOpensCancelsIt() throws Exception {
        air.opensAtOnce = false;
        Cast cast = cast("Living room", false);
        awaitLink(1);
        FakeWifiDirect.Link link = air.link();

        cast.stop();
        HostRig.until(() -> link.cancelAsked);
        link.fail(new WfdException(WfdError.ERROR_CANCELLED, 0, "cancelled"));

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
    }

    @Test
    void aLinkThatOpensAllTheSameIsClosed() throws Exception {
        air.opensAtOnce = false;
        Cast cast = cast("Living room", false);
        awaitLink(1);
        FakeWifiDirect.Link link = air.link();

        cast.stop();
        HostRig.until(() -> link.cancelAsked);
        link.open();

        rig.end(cast);
        HostRig.until(() -> !link.isUp());
    }

    @Test
    void stoppingClosesTheLink() throws Exception {
        Cast cast = playing(false);
        FakeWifiDirect.Link link = air.link();

        cast.stop();
        rig.end(cast);

        assertThat(link.isUp()).isFalse();
    }

    @Test
    void aLinkThatBreaksIsOpenedAgain() throws Exception {
        Cast cast = playing(false);

        air.link().end(SessionEnd.LINK_LOST);
        awaitLink(2);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        television.close();
        television = air.link().connect(PORT);

        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(cast.statistics().sessions()).isEqualTo(2);
    }

    @Test
    void aLinkThatBreaksWhileItsDeviceWaitsForAnEncoderIsOpenedAgain() throws Exception {
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.host.media().encoders().remove(rig.encoder);
        television = air.link().connect(PORT);
        HostRig.until(() -> cast.detail().endsWith("is kept for up to 4 s: no encoder is there"));

        air.link().end(SessionEnd.LINK_LOST);
        awaitLink(2);

        rig.offer(rig.encoder, 0);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        assertThat(cast.statistics().sessions()).isZero();
    }

    @Test
    void aLinkThatBreaksEndsACastThatPlaysOnce() throws Exception {
        Cast cast = playing(true);

        air.link().end(SessionEnd.LINK_LOST);

        assertThat(rig.end(cast))
                .isEqualTo(new CastEnd(
                        CastEnd.Cause.SINK_LEFT,
                        NtStatus.STATUS_CONNECTION_DISCONNECTED,
                        "link to Living room is gone: LINK_LOST"));
    }

    @Test
    void aProviderThatGoesIsLetGoAndAnotherOneTaken() throws Exception {
        Cast cast = playing(false);
        FakeWifiDirect other = new FakeWifiDirect().with("Living room", 0x020000000005L);
        rig.host
                .providers()
                .add(new LinkProvider(other, "other"), Map.of(WifiDirectProvider.NAME, "other", "service.id", 5L));

        rig.host.providers().remove(provider);
        provider.close(TimeUnit.SECONDS.toNanos(30));

        assertThat(air.links).noneMatch(FakeWifiDirect.Link::isUp);
        HostRig.until(() -> other.links.size() == 1 && cast.state() == CastState.AWAITING_SINK);
        assertThat(air.handles).hasValue(0);
    }

    @Test
    void anotherProviderThatComesWhileTheLinkOfTheOldOneIsGivenUpIsTriedAtOnce() {
        air.opensAtOnce = false;
        Cast cast = cast("Living room", false);
        awaitLink(1);
        CompletableFuture<Void> removing =
                CompletableFuture.runAsync(() -> rig.host.providers().remove(provider));
        HostRig.until(() -> air.link().cancelAsked);
        FakeWifiDirect other = new FakeWifiDirect().with("Living room", 0x020000000005L);
        rig.host
                .providers()
                .add(new LinkProvider(other, "other"), Map.of(WifiDirectProvider.NAME, "other", "service.id", 5L));

        air.link().fail(new WfdException(WfdError.ERROR_CANCELLED, 0, "cancelled"));

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        HostRig.until(() -> other.links.size() == 1);
        assertThat(cast.log())
                .as("a try that failed is told also where no pause follows")
                .anyMatch(entry ->
                        entry.state() == CastState.BACKING_OFF && entry.detail().endsWith("; next try at once"));
    }

    @Test
    void aProviderThatIsBeingAskedIsLetGoAfterItsAnswer() {
        air.answers = new CountDownLatch(1);
        Cast cast = cast("Living room", false);
        HostRig.until(() -> air.asked.get() > 0);

        CompletableFuture<Void> removing =
                CompletableFuture.runAsync(() -> rig.host.providers().remove(provider));
        HostRig.until(() -> rig.host.providers().ranked().isEmpty());
        assertThat(removing).isNotDone();
        air.answers.countDown();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF);
        assertThat(air.links).isEmpty();
    }

    @Test
    void whatGoesAfterTheHostHasStoppedWaitsForNobody() throws Exception {
        playing(false);
        rig.host.close();

        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> {
            rig.host.providers().remove(provider);
            rig.host.drivers().remove(rig.supply);
            rig.host.media().encoders().remove(rig.encoder);
            rig.host.media().sources().remove(rig.source);
        });

        // A host that forgot to say that it is through would keep each of them for eight.
        assertThat(removing).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void whatGoesAfterACastHasEndedWaitsForNobody() throws Exception {
        Cast cast = playing(false);
        cast.stop();
        rig.end(cast);

        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> {
            rig.host.providers().remove(provider);
            rig.host.drivers().remove(rig.supply);
        });

        assertThat(removing).succeedsWithin(5, TimeUnit.SECONDS);
    }

    /** After a first failure nothing happens by itself in the time of a test. */
    private void bePatient() {
        long hourNs = TimeUnit.HOURS.toNanos(1);
        rig.host.settings(HostRig.settings(HostRig.SETTINGS.link(), HostRig.SETTINGS.encoderGraceNs(), hourNs, hourNs));
    }

    private void tell(WfdDevice device) {
        rig.host.deviceChanged(DeviceEvents.properties("air", device));
    }

    @Test
    void aDeviceThatIsSeenIsTriedAtOnce() {
        bePatient();
        Cast cast = cast("Kitchen", false);
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF);
        air.with("Kitchen", 0x020000000006L);

        tell(air.devices().get(1));

        awaitLink(1);
    }

    @Test
    void aDeviceThatRefusesIsNotTriedAtOnceBecauseItsLinkWentDown() {
        bePatient();
        air.refusal = new WfdException(WfdError.ERROR_CANCELLED, 7, "refused");
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF);
        WfdDevice device = air.devices().get(0);

        tell(device);
        // Something that calls for a try, told later, shows that the first did not.
        tell(inSight(device, false));
        air.refusal = null;
        tell(device);

        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        assertThat(cast.log().stream()
                        .filter(entry -> entry.kind() == CastLogEntry.Kind.STATE)
                        .filter(entry -> entry.state() == CastState.SEARCHING))
                .hasSize(2);
    }

    private static WfdDevice inSight(WfdDevice device, boolean visible) {
        return new WfdDevice(
                device.address(), device.name(), true, visible, device.displayRole(), device.rtspPort(), visible, 0);
    }

    @Test
    void aDeviceInUseBySomebodyElseIsTriedAtOnceWhenItIsFree() {
        bePatient();
        WfdDevice free = air.devices().get(0);
        air.known.set(0, new WfdDevice(free.address(), free.name(), true, true, free.displayRole(), 7236, false, 0));
        air.refusal = new WfdException(WfdError.ERROR_CANCELLED, 7, "refused");
        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF);
        assertThat(cast.detail()).contains("; the device takes no session, as if in use by somebody else");
        air.refusal = null;

        tell(free);

        awaitLink(1);
    }

    @Test
    void aPauseSaysWhyWhichTryItWasAndWhenTheNextComes() {
        bePatient();
        air.refusal = new WfdException(WfdError.ERROR_CANCELLED, 7, "refused");

        Cast cast = cast("Living room", false);
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF);

        CastLogEntry entry = cast.log().stream()
                .filter(each -> each.state() == CastState.BACKING_OFF && each.kind() == CastLogEntry.Kind.STATE)
                .findFirst()
                .orElseThrow();
        assertThat(entry.before()).isEqualTo(CastState.LINKING);
        assertThat(entry.attempt()).isEqualTo(1);
        assertThat(entry.nextTry().orElseThrow()).isAfter(entry.time().plusSeconds(1700));
        assertThat(entry.end())
                .contains(new CastEnd(
                        CastEnd.Cause.FAILED,
                        NtStatus.STATUS_UNSUCCESSFUL,
                        WfdError.ERROR_CANCELLED,
                        7,
                        "link to Living room was not opened: refused: ERROR_CANCELLED (1223), reason code 7"));
        assertThat(cast.darkSince().orElseThrow())
                .isBeforeOrEqualTo(cast.log().get(0).time());
    }

    @Test
    void aDriverThatGoesIsLetGoAndTheNextOneReconnects() throws Exception {
        Cast cast = playing(false);
        TestDriver first = rig.driver();
        List<String> second = new CopyOnWriteArrayList<>();
        rig.host
                .drivers()
                .add(
                        rig.supply(() -> {
                            second.add("made");
                            return new TestDriver();
                        }),
                        Map.of("miracast.driver.name", "second", "service.id", 9L));

        rig.host.drivers().remove(rig.supply);
        assertThat(first.calls).containsExactly("create", "start", "stop", "close");
        assertThat(rig.givenBack).contains(first);

        awaitLink(2);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        television.close();
        television = air.link().connect(PORT);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(second).containsExactly("made");
    }
}
