// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Fallback;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.encoder.VideoEncoder;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change of its request does to a cast that plays. */
@Timeout(120)
class ChangedCastTest {
    private static final VideoMode PLAYED = TestDriver.FORMAT.mode();
    private static final VideoMode OTHER = VideoMode.progressive(640, 480, 30);

    private HostRig rig;

    ChangedCastTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    /** The same request as the cast has, to be changed. */
    private CastRequest.Builder again(Cast cast) {
        return CastRequest.to(cast.request().target()).source("fake");
    }

    private void assertPlaysOnInItsFirstSession(Cast cast) {
        int before = rig.driver().shown.size();
        HostRig.until(() -> rig.driver().shown.size() > before + 5);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    private void assertBeginsASecondSession(Cast cast) throws Exception {
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        assertThat(rig.driver().calls).containsExactly("create", "start", "stop", "close");
        rig.connect(cast);
        HostRig.until(() -> cast.statistics().sessions() == 2 && cast.state() == CastState.PLAYING);
    }

    @Test
    void anotherSourceIsShownInTheSameSession() throws Exception {
        FakeSource second = new FakeSource();
        rig.offer("second", second);
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).source("second:x").build());

        HostRig.until(() -> cast.source().equals("second:x") && second.streams() == 1 && rig.source.streams() == 0);
        assertThat(cast.request().source()).isEqualTo("second:x");
        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void otherOptionsOpenTheSourceAnew() throws Exception {
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).sourceOptions(Map.of("loop", "true")).build());

        HostRig.until(() -> rig.source.lastRequest.options().equals(Map.of("loop", "true")));
        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void anotherEncoderIsTakenInTheSameSession() throws Exception {
        rig.offer(new FakeEncoder("b"), -1);
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).encoder("b").build());
        HostRig.until(() -> cast.encoder().equals("b"));
        cast.change(again(cast).build());
        HostRig.until(() -> cast.encoder().equals("a"));

        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void anEncoderCanBeDescribedByAFilter() throws Exception {
        FakeEncoder hardware = new FakeEncoder("chip");
        rig.host
                .media()
                .encoders()
                .add(hardware, Map.of(VideoEncoder.NAME, "chip", VideoEncoder.HARDWARE, true, "service.ranking", -5));
        Cast cast = rig.playing(rig.listen());
        assertThat(cast.encoder()).isEqualTo("a");

        cast.change(again(cast).encoder("(miracast.encoder.hardware=true)").build());

        HostRig.until(() -> cast.encoder().equals("chip"));
        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void aFilterThatIsNoneIsRefused() throws Exception {
        Cast cast = rig.playing(rig.listen());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.change(again(cast).encoder("(hardware").build()))
                .withMessageStartingWith("'(hardware' is no filter: ");
        assertThat(cast.request().encoder()).isEmpty();
    }

    @Test
    void bitRatesHoldAtOnceInBothDirections() throws Exception {
        Cast cast = rig.playing(rig.listen().bitRate(2_000_000));
        HostRig.until(() -> rig.encoder.bitRate == 2_000_000);

        cast.change(again(cast).bitRate(1_000_000).build());
        HostRig.until(() -> rig.encoder.bitRate == 1_000_000);
        cast.change(again(cast).bitRate(3_000_000).build());
        HostRig.until(() -> rig.encoder.bitRate == 3_000_000);

        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void aBadLinkDoesNotLowerTheBitRateBelowTheLowest() throws Exception {
        rig.playing(rig.listen().bitRate(2_000_000).lowestBitRate(1_500_000));

        rig.driver().callbacks.ioControl(new DisplayRequest.SetBitRate(300_000));

        HostRig.until(() -> rig.encoder.bitRate == 1_500_000);
    }

    /** Of other modes the first one, which the sink is taken to have. */
    private static final class WillingDriver extends TestDriver {
        @Override
        protected void hear(DisplayMessage message) {
            super.hear(message);
            if (message instanceof DisplayMessage.Capabilities now) {
                try {
                    callbacks.ioControl(new DisplayRequest.SetFormat(
                            new VideoFormat(
                                    now.source().modes().get(0), FORMAT.profile(), FORMAT.level(), FORMAT.bitRate()),
                            List.of("it is wanted")));
                } catch (MiracastException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Its sink has none of the modes that it is told of. */
    private static final class UnableDriver extends TestDriver {
        @Override
        protected void hear(DisplayMessage message) {
            callbacks.reportSessionStatus(
                    MiracastStatus.SINK_FAILED_MODE_CHANGE, NtStatus.STATUS_NOT_SUPPORTED, "sink refuses it");
        }
    }

    private static HostRig quickToGiveUp() throws Exception {
        return new HostRig(TestDriver::new, HostRig.startWithin(1500));
    }

    private void with(HostRig other) throws Exception {
        rig.close();
        rig = other;
    }

    @Test
    void otherModesAreShownInTheSameSession() throws Exception {
        with(new HostRig(WillingDriver::new));
        Cast cast = rig.playing(rig.listen());
        HostRig.until(() -> rig.driver().shown.size() > 5);

        cast.change(again(cast).modes(List.of(OTHER, PLAYED)).build());
        HostRig.until(() -> rig.encoder.opened.get() == 2 && rig.encoder.sessions() == 1);

        assertPlaysOnInItsFirstSession(cast);
        assertThat(cast.format().orElseThrow().mode()).isEqualTo(OTHER);
        assertThat(cast.formatReasons()).containsExactly("it is wanted");
        List<TestDriver.Shown> shown = List.copyOf(rig.driver().shown);
        // One IDR picture for each format, and times and numbers that go on.
        assertThat(shown).filteredOn(TestDriver.Shown::idr).hasSize(2);
        assertThat(shown).extracting(TestDriver.Shown::frame).isSorted().doesNotHaveDuplicates();
        assertThat(shown).extracting(TestDriver.Shown::timestampNs).isSorted().doesNotHaveDuplicates();
        assertThat(rig.driver().calls).containsExactly("create", "start");
    }

    @Test
    void aFormatThatTheDriverChangesIsToldWithItsCause() throws Exception {
        Cast cast = rig.playing(rig.listen());
        VideoFormat smaller = new VideoFormat(
                OTHER, TestDriver.FORMAT.profile(), TestDriver.FORMAT.level(), TestDriver.FORMAT.bitRate());

        rig.driver().callbacks.ioControl(new DisplayRequest.SetFrameShare(2, "the link carries 0.7 Mbit/s"));
        rig.driver().callbacks.ioControl(new DisplayRequest.SetFormat(smaller, List.of("640x480p30 was chosen: slow")));
        rig.driver().callbacks.ioControl(new DisplayRequest.ExplainFormat(List.of("640x480p30 was chosen: small")));
        rig.driver().callbacks.ioControl(new DisplayRequest.SetFormat(TestDriver.FORMAT));
        rig.driver().callbacks.ioControl(new DisplayRequest.ExplainFormat(List.of("it is the best")));

        HostRig.until(() -> cast.formatReasons().equals(List.of("it is the best")));
        assertThat(cast.log())
                .filteredOn(entry -> entry.kind() == CastLogEntry.Kind.FORMAT)
                .extracting(CastLogEntry::detail)
                .containsExactly(
                        "one of 2 frames is made: the link carries 0.7 Mbit/s",
                        "640x480p30 was chosen: slow",
                        "the driver has changed to " + PLAYED);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void otherModesThatTheSinkRefusesBeginANewSession() throws Exception {
        with(new HostRig(UnableDriver::new));
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).modes(List.of(OTHER, PLAYED)).build());

        assertBeginsASecondSession(cast);
        assertThat(rig.driver().callbacks.capabilities().modes()).containsExactly(OTHER, PLAYED);
        assertThat(cast.log())
                .extracting(CastLogEntry::detail)
                .contains("begins anew with other modes: sink refuses it");
    }

    @Test
    void aCastThatPlaysOnceGoesOnWithModesThatTheSinkRefusedToo() throws Exception {
        with(new HostRig(UnableDriver::new));
        Cast cast = rig.playing(rig.listen().once(true));

        cast.change(again(cast).once(true).modes(List.of(OTHER)).build());

        assertBeginsASecondSession(cast);
    }

    @Test
    void otherModesThatTheDriverDoesNothingAboutBeginANewSession() throws Exception {
        with(quickToGiveUp());
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).modes(List.of(OTHER)).build());

        assertBeginsASecondSession(cast);
        assertThat(rig.driver().callbacks.capabilities().modes()).containsExactly(OTHER);
    }

    @Test
    void aPausedCastWaitsWithOtherModes() throws Exception {
        with(quickToGiveUp());
        Cast cast = rig.playing(rig.listen());
        rig.driver().callbacks.ioControl(new DisplayRequest.SetActive(false));
        HostRig.until(() -> cast.state() == CastState.PAUSED);

        cast.change(again(cast).modes(List.of(OTHER)).build());
        // Longer than the driver may take while the sink plays.
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS))
                .get();
        assertThat(cast.state()).isEqualTo(CastState.PAUSED);
        rig.driver().callbacks.ioControl(new DisplayRequest.SetActive(true));

        assertBeginsASecondSession(cast);
    }

    @Test
    void otherModesOfWhichTheFirstPlaysAlreadyChangeNothing() throws Exception {
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).modes(List.of(PLAYED, OTHER)).build());

        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void soundBeginsANewSession() throws Exception {
        Cast cast = rig.playing(rig.listen());

        cast.change(again(cast).audio(false).build());

        assertBeginsASecondSession(cast);
        assertThat(rig.driver().callbacks.capabilities().audio()).isFalse();
    }

    @Test
    void aCastThatPlaysOnceBeginsTheNewSessionToo() throws Exception {
        Cast cast = rig.playing(rig.listen().once(true));

        cast.change(again(cast).once(true).audio(false).build());

        assertBeginsASecondSession(cast);
        rig.driver().sinkLeaves();
        assertThat(rig.end(cast).cause()).isEqualTo(CastEnd.Cause.SINK_LEFT);
    }

    /** What a property of a service is compared with goes through its own code, which a test can hold up there. */
    public static final class Gate implements Comparable<Gate> {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch opens = new CountDownLatch(1);

        /** Made by the filter for what it compares with. */
        public Gate(String text) {}

        @Override
        public int compareTo(Gate other) {
            asked.countDown();
            try {
                opens.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }
    }

    @Test
    void aChangeThatIsOvertakenByAnotherOneIsMadeFromThatOne() throws Exception {
        Gate gate = new Gate("");
        rig.host
                .media()
                .encoders()
                .add(new FakeEncoder("b"), Map.of(VideoEncoder.NAME, "b", "gate", gate, "service.ranking", -5));
        Cast cast = rig.playing(rig.listen());
        CompletableFuture<Void> slow = CompletableFuture.runAsync(
                () -> cast.change(again(cast).encoder("(gate=x)").build()));
        gate.asked.await();

        cast.change(again(cast).audio(false).build());
        assertBeginsASecondSession(cast);
        gate.opens.countDown();

        slow.get(60, TimeUnit.SECONDS);
        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        rig.connect(cast);
        HostRig.until(() -> cast.statistics().sessions() == 3 && cast.state() == CastState.PLAYING);
        assertThat(rig.driver().callbacks.capabilities().audio()).isTrue();
    }

    @Test
    void theSameRequestChangesNothing() throws Exception {
        rig.offer(new FakeEncoder("b"), -1);
        Cast cast = rig.playing(rig.listen());
        cast.useEncoder("b");
        HostRig.until(() -> cast.encoder().equals("b"));

        cast.change(again(cast).build());

        assertPlaysOnInItsFirstSession(cast);
        assertThat(cast.encoder()).isEqualTo("b");
    }

    @Test
    void whatAnotherCastWouldBeIsRefused() throws Exception {
        Cast cast = rig.playing(rig.listen());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.change(CastRequest.to(CastTarget.device("Kitchen"))
                        .source("fake")
                        .build()))
                .withMessage(cast + " cannot go on to Kitchen: another target is another cast");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> cast.change(again(cast).recording(Path.of("x.ts")).build()))
                .withMessage(cast + " cannot be recorded elsewhere: another recording is another cast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.change(again(cast).id("lobby").build()))
                .withMessage(cast + " cannot be called lobby: another id is another cast");
    }

    @Test
    void aSourceThatIsNotThereIsRefusedAndNothingChanges() throws Exception {
        Cast cast = rig.playing(rig.listen());

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        cast.change(again(cast).source("film").audio(false).build()))
                .withMessage("source 'film' is not there; there are: fake");

        assertThat(cast.request().audio()).isTrue();
        assertPlaysOnInItsFirstSession(cast);
    }

    @Test
    void aChangeBetweenTwoSessionsHoldsForTheNext() throws Exception {
        Cast cast = rig.listening(rig.listen());

        cast.change(again(cast).bitRate(500_000).audio(false).build());
        rig.connect(cast);

        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(rig.driver().callbacks.capabilities().maxBitRate()).isEqualTo(500_000);
    }

    private static List<String> changes(Cast cast) {
        return cast.log().stream()
                .filter(entry -> entry.kind() == CastLogEntry.Kind.CHANGED)
                .map(CastLogEntry::detail)
                .toList();
    }

    @Test
    void aChangeOfTheRequestIsInTheLogWithWhatItWasAndWhatItIs() throws Exception {
        rig.offer(new FakeEncoder("b"), -1);
        rig.offer("second", new FakeSource());
        Cast cast = rig.playing(rig.listen());

        cast.change(cast.request()
                .but()
                .encoder("b")
                .source("second:x")
                .sourceOptions(Map.of("password", "secret"))
                .bitRate(1_000_000)
                .lowestBitRate(500_000)
                .fallback(Fallback.pattern("Back soon"))
                .build());
        cast.change(cast.request().but().build());
        cast.change(cast.request().but().modes(List.of(OTHER, PLAYED)).build());

        HostRig.until(() -> changes(cast).size() == 2);
        assertThat(changes(cast))
                .containsExactly(
                        "encoder changed from the best to b; source changed from fake to second:x; options of the source"
                                + " changed: password; bit rate changed from the host's to 1000000 bit/s; lowest bit rate"
                                + " changed from none to 500000 bit/s; fallback changed from hold to pattern:Back soon",
                        "modes changed from any to " + OTHER + ", " + PLAYED);
    }

    @Test
    void whatAUserChoosesIsInTheLogBeforeWhatComesOfIt() throws Exception {
        rig.offer(new FakeEncoder("b"), -1);
        rig.offer("second", new FakeSource());
        Cast cast = rig.playing(rig.listen());

        cast.useEncoder("b");
        HostRig.until(() -> cast.encoder().equals("b"));
        cast.useEncoder("b");
        cast.useSource("second");
        HostRig.until(() -> cast.source().equals("second"));
        cast.useSource("second");

        HostRig.until(() -> changes(cast).size() == 3);
        assertThat(changes(cast))
                .containsExactly(
                        "encoder changed from the best to b",
                        "another session of encoder b is wanted",
                        "source changed from fake to second");
        assertThat(cast.log())
                .extracting(CastLogEntry::kind, CastLogEntry::detail)
                .containsSubsequence(
                        tuple(CastLogEntry.Kind.CHANGED, "encoder changed from the best to b"),
                        tuple(CastLogEntry.Kind.ENCODER, "b in place of a"))
                .containsSubsequence(
                        tuple(CastLogEntry.Kind.CHANGED, "source changed from fake to second"),
                        tuple(CastLogEntry.Kind.SOURCE, "second is open"));
    }
}
