// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import miracast.api.Inventory;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.EndedCast;
import miracast.api.cast.Monitor;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SourceCapabilities;
import miracast.api.input.InputConsumer;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ListenCastTest {
    private HostRig rig;

    ListenCastTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    @Test
    void listensOnThePortThatTheSystemChose() {
        Cast cast = rig.listening(rig.listen());

        assertThat(cast.state()).isEqualTo(CastState.AWAITING_SINK);
        assertThat(cast.listening().orElseThrow().getPort()).isPositive();
    }

    @Test
    void playsForTheSinkThatConnects() throws Exception {
        Cast cast = rig.playing(rig.listen());

        HostRig.until(() -> rig.driver().shown.size() > 20);
        assertThat(rig.driver().shown.get(0).idr()).isTrue();
        assertThat(rig.driver().pictures().subList(0, 20)).isSorted().doesNotHaveDuplicates();
        assertThat(cast.format()).contains(TestDriver.FORMAT);
        assertThat(cast.encoder()).isEqualTo("a");
        assertThat(cast.source()).isEqualTo("fake");
        assertThat(cast.peer().orElseThrow()).startsWith("127.0.0.1:");
    }

    @Test
    void timestampsAreThoseOfTheMode() throws Exception {
        rig.playing(rig.listen());
        HostRig.until(() -> rig.driver().shown.size() > 20);

        List<TestDriver.Shown> shown = rig.driver().shown;
        long tick = TimeUnit.SECONDS.toNanos(1) / 50;
        for (TestDriver.Shown each : shown) {
            assertThat((each.timestampNs() - shown.get(0).timestampNs()) % tick).isZero();
        }
    }

    @Test
    void countsWhatItDoes() throws Exception {
        Cast cast = rig.playing(rig.listen());

        HostRig.until(
                () -> cast.statistics().framesSent() > 10 && cast.statistics().framesPerSecond() > 0);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
        assertThat(cast.statistics().frames()).isGreaterThanOrEqualTo(10);
        assertThat(cast.statistics().packets()).isGreaterThanOrEqualTo(10);
        assertThat(cast.statistics().octets()).isGreaterThanOrEqualTo(640);
        assertThat(cast.statistics().bitRate()).isPositive();
        assertThat(cast.statistics().lastPacketMedianMs()).isPositive();
        assertThat(cast.statistics().firstPacketMedianMs()).isPositive();
        assertThat(cast.statistics().encodeMedianMs()).isNotNaN();
    }

    @Test
    void withoutASessionThereAreNoLatencies() {
        Cast cast = rig.listening(rig.listen());

        assertThat(cast.statistics().lastPacketMedianMs()).isNaN();
        assertThat(cast.statistics().conversionMedianMs()).isZero();
    }

    @Test
    void whenASinkLeavesItWaitsForTheNext() throws Exception {
        Cast cast = rig.playing(rig.listen());
        InetSocketAddress address = cast.listening().orElseThrow();

        rig.driver().sinkLeaves();
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.connect(cast);

        HostRig.until(() -> rig.drivers.size() == 2 && !rig.driver().shown.isEmpty());
        assertThat(cast.listening()).contains(address);
        assertThat(cast.statistics().sessions()).isEqualTo(2);
        assertThat(rig.driver().shown.get(0).frame()).isZero();
    }

    @Test
    void playsOnlyOnceIfThatIsWanted() throws Exception {
        Cast cast = rig.playing(rig.listen().once(true));

        rig.driver().sinkLeaves();

        assertThat(rig.end(cast))
                .isEqualTo(new CastEnd(CastEnd.Cause.SINK_LEFT, NtStatus.STATUS_SUCCESS, "sink sent TEARDOWN"));
        assertThat(cast.state()).isEqualTo(CastState.ENDED);
    }

    @Test
    void stopsAndLeavesNothingBehind() throws Exception {
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();
        InetSocketAddress address = cast.listening().orElseThrow();

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(driver.calls).containsExactly("create", "start", "stop", "close");
        assertThat(driver.socket.isOpen()).isFalse();
        assertThat(rig.givenBack).containsExactly(driver);
        assertThat(rig.encoder.sessions()).isZero();
        assertThat(rig.source.streams()).isZero();
        assertThat(rig.host.casts()).isEmpty();
        HostRig.until(() -> HostRig.threads().stream().noneMatch(name -> name.startsWith("cast-" + cast.id())));
        try (ServerSocket again = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void theSocketStaysOpenUntilTheDriverHasTakenItsLeaveAndNothingElseWaits() throws Exception {
        CompletableFuture<Void> farewell = new CompletableFuture<>();
        rig.close();
        rig = new HostRig(() -> new TestDriver() {
            @Override
            protected CompletionStage<Void> farewell() {
                return farewell;
            }
        });
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();

        cast.stop();
        HostRig.until(() -> rig.givenBack.contains(driver));

        assertThat(driver.calls).containsExactly("create", "start", "stop", "close");
        assertThat(driver.socket.isOpen()).isTrue();
        assertThat(cast.ended().toCompletableFuture()).isNotDone();
        farewell.complete(null);
        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(driver.socket.isOpen()).isFalse();
    }

    @Test
    void aSecondSinkIsTurnedAwayAtOnce() throws Exception {
        Cast cast = rig.playing(rig.listen());

        try (Socket second = rig.connect(cast)) {
            second.setSoTimeout(60_000);
            assertThat(second.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void castsAreListedOldestFirst() {
        Cast first = rig.listening(rig.listen());
        Cast second = rig.listening(rig.listen());

        assertThat(rig.host.casts()).containsExactly(first, second);
        assertThat(rig.host.cast(second.id())).contains(second);
        assertThat(rig.host.cast("nobody")).isEmpty();
    }

    @Test
    void aCastHasTheIdThatItWants() throws Exception {
        Cast cast = rig.listening(rig.listen().id("lobby"));

        assertThat(cast.id()).isEqualTo("lobby");
        assertThat(rig.host.cast("lobby")).contains(cast);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(rig.listen().id("lobby").build()))
                .withMessage("id 'lobby' is taken by another cast");
        cast.stop();
        rig.end(cast);
        assertThat(rig.listening(rig.listen().id("lobby")).id()).isEqualTo("lobby");
    }

    @Test
    void howACastEndedIsKnownAfterwards() throws Exception {
        Cast cast = rig.playing(rig.listen());
        assertThat(rig.host.ended()).isEmpty();

        cast.stop();
        CastEnd end = rig.end(cast);

        assertThat(rig.host.casts()).isEmpty();
        assertThat(rig.host.ended())
                .containsExactly(new EndedCast(
                        cast.id(),
                        cast.request().target(),
                        cast.log().get(cast.log().size() - 1).time(),
                        end,
                        cast.darkSince().orElseThrow(),
                        cast.log()));
        assertThat(rig.host.ended().get(0).log())
                .extracting(CastLogEntry::state)
                .contains(CastState.PLAYING)
                .endsWith(CastState.ENDED);
    }

    @Test
    void howManyCastsEndedIsOfNoConcernToMemory() throws Exception {
        for (int i = 0; i < CastService.ENDED_LENGTH + 3; i++) {
            end(rig.listening(rig.listen()));
        }
        for (int i = 0; i < 2; i++) {
            end(rig.listening(rig.listen().id("again")));
        }

        assertThat(rig.host.ended())
                .hasSize(CastService.ENDED_LENGTH)
                .extracting(EndedCast::id)
                .startsWith("c5", "c6")
                .endsWith("c23", "again")
                .doesNotHaveDuplicates();
    }

    private void end(Cast cast) throws Exception {
        cast.stop();
        rig.end(cast);
    }

    @Test
    void anIdThatLooksLikeOneOfTheHostsIsNotGivenTwice() {
        rig.listening(rig.listen().id("c2"));

        assertThat(rig.listening(rig.listen()).id()).isNotEqualTo("c2");
    }

    @Test
    void eachCastCanBeStoppedAlone() throws Exception {
        Cast first = rig.playing(rig.listen());
        TestDriver driver = rig.driver();
        Cast second = rig.playing(rig.listen());

        second.stop();
        rig.end(second);
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 5);
        assertThat(first.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void aDisplayThatIsToGoDarkIsToldSoByAMessageToTheDriver() throws Exception {
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();

        cast.standby();

        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Standby()));
        driver.callbacks.ioControl(new DisplayRequest.SetActive(false));
        HostRig.until(() -> cast.state() == CastState.PAUSED);
        cast.resume();
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Power(true)));
    }

    @Test
    void aDriverIsToldWhenTheFirstConsumerOfInputComesAndWhenTheLastGoes() throws Exception {
        rig.playing(rig.listen());
        TestDriver driver = rig.driver();
        InputConsumer consumer = (castId, event) -> {};

        rig.host.input().add(consumer);
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Input(true)));
        rig.host.input().remove(consumer);
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Input(false)));
    }

    @Test
    void whoConnectsHasTheNameOfItsMonitor() throws Exception {
        Cast cast = rig.playing(rig.listen());

        rig.driver().callbacks.ioControl(new DisplayRequest.MonitorArrived("TV-9000", new byte[0]));

        HostRig.until(() -> cast.peer().equals(Optional.of("TV-9000")));
    }

    @Test
    void aMonitorThatIsPluggedAndUnpluggedIsToldAndThePictureGoesOn() throws Exception {
        Cast cast = rig.playing(rig.listen());
        Monitor monitor = new Monitor("TV-9000", new byte[128]);
        assertThat(cast.monitor()).isEmpty();

        rig.driver().callbacks.ioControl(new DisplayRequest.MonitorArrived("TV-9000", new byte[128]));
        HostRig.until(() -> cast.monitor().equals(Optional.of(monitor)));
        rig.driver().callbacks.ioControl(new DisplayRequest.MonitorArrived("TV-9000", new byte[128]));
        rig.driver().callbacks.ioControl(new DisplayRequest.MonitorDeparted());
        HostRig.until(() -> cast.monitor().isEmpty());

        assertThat(cast.log().stream().filter(entry -> entry.kind() == CastLogEntry.Kind.MONITOR))
                .extracting(CastLogEntry::part, CastLogEntry::detail)
                .containsExactly(
                        tuple("TV-9000", "TV-9000 is what the display shows its pictures on now"),
                        tuple("TV-9000", "TV-9000 is gone: the display has nothing to show the picture on"));
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void pausesAndGoesOnByMessagesToTheDriver() throws Exception {
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();

        cast.pause();
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Power(false)));
        driver.callbacks.ioControl(new DisplayRequest.SetActive(false));
        HostRig.until(() -> cast.state() == CastState.PAUSED);
        cast.resume();
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Power(true)));
        int before = driver.shown.size();
        driver.callbacks.ioControl(new DisplayRequest.SetActive(true));

        HostRig.until(() -> cast.state() == CastState.PLAYING && driver.shown.size() > before);
        assertThat(driver.shown.get(before).idr()).isTrue();
    }

    @Test
    void goesOnWhenThatIsWishedBeforeThePauseHasBegun() throws Exception {
        Cast cast = rig.playing(rig.listen());
        TestDriver driver = rig.driver();

        cast.pause();
        cast.resume();
        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Power(false)));
        driver.callbacks.ioControl(new DisplayRequest.SetActive(false));

        HostRig.until(() -> driver.messages.contains(new DisplayMessage.Power(true)));
        driver.callbacks.ioControl(new DisplayRequest.SetActive(true));
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(driver.messages).hasSize(2);
    }

    @Test
    void theDriverIsToldWhatIsAllowed() throws Exception {
        rig.playing(rig.listen()
                .mode(VideoMode.progressive(640, 480, 30))
                .bitRate(3_000_000)
                .audio(false));

        SourceCapabilities capabilities = rig.driver().callbacks.capabilities();

        assertThat(capabilities.modes()).containsExactly(VideoMode.progressive(640, 480, 30));
        assertThat(capabilities.preferredMode()).isEqualTo(VideoMode.progressive(640, 480, 30));
        assertThat(capabilities.maxBitRate()).isEqualTo(3_000_000);
        assertThat(capabilities.audio()).isFalse();
        assertThat(capabilities.recording()).isTrue();
    }

    @Test
    void recordsWhatIsSent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recording.ts");
        Cast cast = rig.playing(rig.listen().recording(file));
        HostRig.until(() -> rig.driver().shown.size() > 20);

        cast.stop();
        rig.end(cast);

        assertThat(Files.size(file)).isGreaterThanOrEqualTo(64 * 10).isEqualTo(Files.size(file) / 64 * 64);
    }

    @Test
    void aRecordingThatCannotBeWrittenLeavesTheCastAlone(@TempDir Path folder) throws Exception {
        rig.playing(rig.listen().recording(folder.resolve("none").resolve("recording.ts")));

        HostRig.until(() -> rig.driver().shown.size() > 10);
    }

    @Test
    void aPortInUseEndsTheCast() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cast cast = rig.host.cast(CastRequest.to(CastTarget.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort())))
                    .source("fake")
                    .build());

            CastEnd end = rig.end(cast);

            assertThat(end.cause()).isEqualTo(CastEnd.Cause.FAILED);
            assertThat(end.ntStatus()).isEqualTo(NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
            assertThat(end.detail())
                    .startsWith("cannot listen on ")
                    .contains(":" + taken.getLocalPort() + ": Address already in use");
        }
    }

    @Test
    void aPortOfAnotherCastIsInUseToo() throws Exception {
        Cast first = rig.listening(rig.listen());

        Cast second =
                rig.host.cast(CastRequest.to(CastTarget.listen(first.listening().orElseThrow()))
                        .source("fake")
                        .build());

        assertThat(rig.end(second).ntStatus()).isEqualTo(NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
        assertThat(first.state()).isEqualTo(CastState.AWAITING_SINK);
    }

    @Test
    void anAddressOfAnotherMachineEndsTheCast() throws Exception {
        Cast cast = rig.host.cast(CastRequest.to(CastTarget.listen(new InetSocketAddress("192.0.2.1", 7236)))
                .source("fake")
                .build());

        assertThat(rig.end(cast).ntStatus()).isEqualTo(NtStatus.STATUS_NETWORK_UNREACHABLE);
    }

    @Test
    void aNameWithoutAnAddressEndsTheCast() throws Exception {
        Cast cast = rig.host.cast(
                CastRequest.to(CastTarget.listen(InetSocketAddress.createUnresolved("no.such.host.invalid", 7236)))
                        .source("fake")
                        .build());

        assertThat(rig.end(cast).detail()).isEqualTo("cannot listen on no.such.host.invalid:7236: no such host");
    }

    @Test
    void anUnknownEncoderIsRefusedWithTheListOfThoseThatAre() {
        rig.host
                .parts()
                .add(() -> List.of(new Inventory.Part(Inventory.Kind.ENCODER, "x264", false, "libx264 not found")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(rig.listen().encoder("x264").build()))
                .withMessage("encoder 'x264' is not there; there are: a; missing: x264 (libx264 not found)");
    }

    @Test
    void withoutAnyEncoderThereIsNoCast() {
        rig.host.media().encoders().remove(rig.encoder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(rig.listen().build()))
                .withMessage("an encoder is not there; there is none");
    }

    @Test
    void anUnknownSourceIsRefusedWithTheListOfThoseThatAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.host.cast(rig.listen().source("film").build()))
                .withMessage("source 'film' is not there; there are: fake");
    }

    @Test
    void aSourceThatCannotBeOpenedEndsTheCastBeforeAnySinkComes() throws Exception {
        rig.source.failsToOpen = true;

        Cast cast = rig.host.cast(rig.listen().source("fake:/no/such/file").build());

        assertThat(rig.end(cast))
                .isEqualTo(new CastEnd(
                        CastEnd.Cause.FAILED, NtStatus.STATUS_NOT_FOUND, "nothing to be had at '/no/such/file'"));
    }

    @Test
    void withoutADriverSinksAreKeptForAWhileAndThenTurnedAway() throws Exception {
        rig.host.drivers().remove(rig.supply);
        Cast cast = rig.listening(rig.listen().once(true));

        Socket sink = rig.connect(cast);

        HostRig.until(() -> cast.detail().endsWith("has connected and is kept for up to 4 s: no driver is there"));
        assertThat(rig.end(cast).detail()).endsWith("was turned away: no driver is there");
        assertThat(sink.getInputStream().read()).isNegative();
    }

    @Test
    void aSinkThatComesBeforeAnEncoderPlaysWhenOneIsThere() throws Exception {
        Cast cast = rig.listening(rig.listen().once(true));
        rig.host.media().encoders().remove(rig.encoder);
        rig.connect(cast);
        HostRig.until(() -> cast.detail().endsWith("no encoder is there"));
        assertThat(cast.state()).isEqualTo(CastState.AWAITING_SINK);

        rig.offer(rig.encoder, 0);

        HostRig.until(
                () -> cast.state() == CastState.PLAYING && !rig.driver().shown.isEmpty());
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void aSinkThatIsKeptIsSeenOffWhenTheCastIsStopped() throws Exception {
        Cast cast = rig.listening(rig.listen());
        rig.host.media().encoders().remove(rig.encoder);
        Socket sink = rig.connect(cast);
        HostRig.until(() -> cast.detail().endsWith("no encoder is there"));

        cast.stop();

        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(sink.getInputStream().read()).isNegative();
    }

    @Test
    void everyChangeOfStateIsAnnounced() throws Exception {
        Cast cast = rig.playing(rig.listen().once(true));
        rig.driver().sinkLeaves();
        rig.end(cast);

        assertThat(rig.changes.stream().map(change -> change.entry().state()).distinct())
                .containsExactly(CastState.AWAITING_SINK, CastState.NEGOTIATING, CastState.PLAYING, CastState.ENDED);
    }

    @Test
    void aStoppedHostTakesNoCasts() {
        rig.host.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> rig.host.cast(rig.listen().build()));
    }

    @Test
    void aStoppedHostLeavesNoThreads() throws Exception {
        rig.playing(rig.listen());
        rig.playing(rig.listen());

        rig.host.close();

        HostRig.until(() -> HostRig.threads().isEmpty());
    }
}
