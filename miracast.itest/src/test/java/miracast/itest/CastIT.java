// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Monitor;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Casts to simulated televisions through the real bundles. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CastIT extends CastTests {
    @Test(timeout = 120_000)
    public void displayShowsWhatOpenh264Encoded() throws Exception {
        assertShowsAll("openh264");
    }

    @Test(timeout = 120_000)
    public void displayShowsWhatX264Encoded() throws Exception {
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        assertShowsAll("x264");
    }

    private void assertShowsAll(String encoder) throws Exception {
        Television television = television(1);
        Cast cast = casts.cast(small(television).encoder(encoder).build());
        television.awaitPictures(60);
        CastEnd end = stop(cast);

        SinkStatistics shown = television.shown();
        assertThat(end.cause()).isEqualTo(CastEnd.Cause.STOPPED);
        assertThat(cast.encoder()).isEqualTo(encoder);
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.decodeErrors()).isZero();
        assertThat(shown.markers()).isEqualTo(shown.decoded());
        assertThat(shown.markersOutOfOrder()).isZero();
        assertThat(shown.markersMissing()).isLessThanOrEqualTo(cast.statistics().framesDropped());
    }

    /** ffmpeg, which would complain of a first picture that is no IDR picture, finds every picture from the beginning on. */
    @Test(timeout = 120_000)
    public void aRecordingThatBeginsUnderTheRunningPictureIsWhole() throws Exception {
        Recording.assumeItCanBeRead();
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitPictures(20);
        Path file = Files.createTempFile("miracast-itest-", ".ts");

        CastRecording recording = cast.record(file, null);
        television.awaitMore(100);
        recording.stop();
        recording.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        television.awaitMore(5);

        assertThat(recording.octets()).isEqualTo(Files.size(file)).isEqualTo(Files.size(file) / 188 * 188);
        assertThat(recording.octetsLost()).isZero();
        List<Integer> numbers = Recording.frameNumbers(file);
        assertThat(numbers).hasSizeGreaterThan(80);
        assertThat(numbers.get(0)).isGreaterThan(10);
        Recording.assertNoneMissing(numbers);
        Recording.assertTimesRise(file);
        Files.delete(file);
    }

    @Test(timeout = 120_000)
    public void aDiskThatIsFullEndsTheRecordingAndLeavesTheCastAlone() throws Exception {
        Path full = Path.of("/dev/full");
        Assume.assumeTrue("/dev/full is missing; Linux has it", Files.exists(full));
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitPictures(5);

        CastRecording recording = cast.record(full, null);

        assertThat(recording.ended().toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining("recording /dev/full ends early: No space left on device");
        television.awaitMore(30);
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    /** Release 2 alone has a name for 1920x1200p60. */
    @Test(timeout = 120_000)
    public void aModeIsShownThatOnlyRelease2Names() throws Exception {
        assertShows(
                VideoMode.progressive(1920, 1200, 60),
                "wfd2_video_formats: 00 01 03 0020 0000000101FF 000020000000 000000000000 00 0000 0000 11 00");
    }

    @Test(timeout = 120_000)
    public void aPictureOfASizeThatNoTableHasIsShown() throws Exception {
        assertShows(
                VideoMode.progressive(720, 1280, 30),
                "wfd_video_formats: 40 01 03 10 0001BDEB 051557FF 00000FFF 00 0000 0000 11 0780 0780");
    }

    private void assertShows(VideoMode mode, String capability) throws Exception {
        Television television = television(1, Map.of("capabilities", new String[] {capability}));
        Cast cast = casts.cast(CastRequest.to(television.target())
                .mode(mode)
                .bitRate(2_000_000)
                .build());
        SinkStatistics shown = television.awaitPictures(10);
        stop(cast);

        assertThat(shown.mode()).contains(mode);
        assertThat(television.shown().complaints()).isEmpty();
    }

    @Test(timeout = 120_000)
    public void aDisplayGoesDarkAndIsWoken() throws Exception {
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitMore(5);

        cast.standby();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cast.state()).isEqualTo(CastState.PAUSED));
        cast.resume();

        assertThat(television.awaitMore(5).ptsErrors()).isZero();
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test(timeout = 120_000)
    public void whatAViewerDoesComesToWhoeverAsksForIt() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        InputConsumer consumer = (castId, event) -> done.add(castId + " " + event);
        ServiceRegistration<InputConsumer> registration = context.registerService(InputConsumer.class, consumer, null);
        try {
            Television television = television(1);
            Cast cast = casts.cast(small(television).build());
            television.awaitMore(5);
            InputEvent touch =
                    new InputEvent.Pointer(InputEvent.Action.DOWN, List.of(new InputEvent.Contact(0, 0.5, 0.25)));

            // The display is invited after the first PLAY; what is done before does not count.
            await().atMost(PATIENCE).untilAsserted(() -> {
                television.input(touch);
                assertThat(done.poll(100, TimeUnit.MILLISECONDS)).isEqualTo(cast.id() + " " + touch);
            });

            stop(cast);
            InputEvent letGo =
                    new InputEvent.Pointer(InputEvent.Action.UP, List.of(new InputEvent.Contact(0, 0.5, 0.25)));
            await().atMost(PATIENCE).until(() -> done.contains(cast.id() + " " + letGo));
            assertThat(television.shown().complaints()).isEmpty();
        } finally {
            registration.unregister();
        }
    }

    @Test(timeout = 120_000)
    public void aDisplayBeginsAndEndsItsInputByItself() throws Exception {
        BlockingQueue<InputEvent> done = new LinkedBlockingQueue<>();
        InputConsumer consumer = (castId, event) -> done.add(event);
        ServiceRegistration<InputConsumer> registration = context.registerService(InputConsumer.class, consumer, null);
        try {
            Television television = television(1, Map.of("capabilities", new String[] {"wfd_uibc_capability: none"}));
            casts.cast(small(television).build());
            television.awaitMore(5);

            // M14: somebody plugs a keyboard in.
            television.change(Map.of("capabilities", new String[] {
                "wfd_uibc_capability: input_category_list=GENERIC;generic_cap_list=Keyboard;hidc_cap_list=none;"
                        + "port=none"
            }));
            InputEvent down = new InputEvent.Key(true, 'A', 0);
            awaitInput(television, down, done);
            // M15: what is held down then is let go.
            television.screen().enableInput(false);
            await().atMost(PATIENCE).until(() -> done.contains(new InputEvent.Key(false, 'A', 0)));
            television.screen().enableInput(true);
            awaitInput(television, down, done);

            assertThat(television.shown().complaints()).isEmpty();
        } finally {
            registration.unregister();
        }
    }

    private static void awaitInput(Television television, InputEvent event, BlockingQueue<InputEvent> done) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            television.input(event);
            assertThat(done.poll(100, TimeUnit.MILLISECONDS)).isEqualTo(event);
        });
    }

    @Test(timeout = 120_000)
    public void aDisplayThatIsToldToByItsViewerSleepsAndWakes() throws Exception {
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitMore(5);

        television.screen().standby();
        await().atMost(PATIENCE).until(() -> cast.state() == CastState.PAUSED);
        television.screen().play();

        assertThat(television.awaitMore(5).ptsErrors()).isZero();
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test(timeout = 120_000)
    public void aViewerWhoWantsTheSoundElsewhereIsHeard() throws Exception {
        Television television = television(1);
        casts.cast(small(television).build());
        television.awaitMore(5);

        television.screen().route(SinkSession.Route.SECONDARY);
        television.screen().route(SinkSession.Route.PRIMARY);
        television.screen().requestIdr();
        long before = television.shown().idrPictures();
        await().atMost(PATIENCE).until(() -> television.shown().idrPictures() > before);

        assertThat(television.shown().complaints()).isEmpty();
    }

    @Test(timeout = 120_000)
    public void theMonitorBehindADisplayIsExchangedWhileItPlays() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        ServiceRegistration<EventHandler> handler = context.registerService(
                EventHandler.class,
                events::add,
                FrameworkUtil.asDictionary(Map.of(
                        EventConstants.EVENT_TOPIC,
                        CastEvents.CAST_PART,
                        EventConstants.EVENT_FILTER,
                        "(" + CastEvents.KIND + "=MONITOR)")));
        try {
            Television television = television(1);
            Cast cast = casts.cast(small(television).build());
            television.awaitMore(5);
            awaitMonitor(cast, "Miracast sink");
            String other = hexOf(renamed(cast.monitor().orElseThrow().edid(), "Projector"));

            television.change(
                    Map.of("capabilities", new String[] {"wfd_connector_type: none", "wfd_display_edid: none"}));
            awaitMonitor(cast, "nothing");
            television.change(Map.of("capabilities", new String[] {"wfd_display_edid: 0001 " + other}));
            awaitMonitor(cast, "Projector");

            television.awaitMore(5);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events)
                            .extracting(event -> event.getProperty(CastEvents.PART))
                            .containsExactly("Miracast sink", "Projector"));
            assertThat(cast.statistics().sessions()).isEqualTo(1);
            assertThat(television.shown().complaints()).isEmpty();
        } finally {
            handler.unregister();
        }
    }

    private static void awaitMonitor(Cast cast, String name) {
        await().atMost(PATIENCE)
                .until(() -> cast.monitor().map(Monitor::name).orElse("nothing").equals(name));
    }

    /** An EDID with another name in place of the 13 characters of the sink's own. */
    private static byte[] renamed(byte[] edid, String name) {
        byte[] other = edid.clone();
        int at = new String(edid, StandardCharsets.ISO_8859_1).indexOf("Miracast sink");
        String padded = String.format("%-13s", name + "\n");
        for (int i = 0; i < padded.length(); i++) {
            other[127] += (byte) (other[at + i] - padded.charAt(i));
            other[at + i] = (byte) padded.charAt(i);
        }
        return other;
    }

    private static String hexOf(byte[] octets) {
        return HexFormat.of().withUpperCase().formatHex(octets);
    }

    @Test(timeout = 300_000)
    public void tenCastsPlayAtOnceAndEachIsStoppedAlone() throws Exception {
        List<Cast> running = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            running.add(casts.cast(small(television(number)).build()));
        }
        for (Television television : televisions) {
            television.awaitPictures(30);
        }
        for (int stopped = 0; stopped < running.size(); stopped++) {
            stop(running.get(stopped));
            for (int other = stopped + 1; other < running.size(); other++) {
                televisions.get(other).awaitPictures(televisions.get(other).decoded() + 2);
            }
        }
        assertThat(casts.casts()).isEmpty();
    }

    @Test
    public void unknownEncoderIsRefusedAndTheKnownOnesAreNamed() throws Exception {
        CastRequest request = small(television(1)).encoder("magic").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> casts.cast(request))
                .withMessageContaining("magic")
                .withMessageContaining("openh264");
    }

    @Test
    public void unknownSourceIsRefusedAndTheKnownOnesAreNamed() throws Exception {
        CastRequest request = small(television(1)).source("nothing").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> casts.cast(request))
                .withMessageContaining("nothing")
                .withMessageContaining("pattern");
    }

    @Test(timeout = 120_000)
    public void unreadableFileIsToldByTheCast() throws Exception {
        Cast cast = casts.cast(small(television(1))
                .source("media:/no/such/file.mp4")
                .once(true)
                .build());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cast.detail()).contains("/no/such/file.mp4"));
    }

    @Test(timeout = 120_000)
    public void takenPortIsToldByTheCast() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            Cast cast = casts.cast(CastRequest.to(CastTarget.listen(address)).build());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cast.detail()).contains(String.valueOf(address.getPort())));
            assertThat(cast.state()).isIn(CastState.BACKING_OFF, CastState.ENDED);
        }
    }
}
