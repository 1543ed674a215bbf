// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.frames.FrameConverter;
import miracast.itest.bundle.NumberedSource;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bundles of encoders, sources and converters are stopped, started, updated, uninstalled and installed under a cast in 1080p30.
 * What the television received is recorded, decoded by ffmpeg, and each picture's number read back: the viewer has seen nothing
 * of it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PictureSwapIT extends CastTests {
    private static final Logger LOG = LoggerFactory.getLogger(PictureSwapIT.class);
    private static final int A_WHILE = 20;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path recording;
    private Television television;
    private Bundle source;
    private ServiceRegistration<IntSupplier> numbers;

    @Before
    public void putUpATelevision() throws IOException {
        Recording.assumeItCanBeRead();
        recording = folder.getRoot().toPath().resolve("television.ts");
        // It need not decode as well: ffmpeg does, later.
        television = television(1, Map.of("recording", recording.toString(), "decode", false));
    }

    @After
    public void takeTheSourceAway() throws Exception {
        if (source != null) {
            source.uninstall();
        }
        if (numbers != null) {
            numbers.unregister();
        }
    }

    private Cast playing(CastRequest.Builder request) {
        Cast cast = casts.cast(request.mode(VideoMode.progressive(1920, 1080, 30))
                .bitRate(8_000_000)
                .audio(false)
                .build());
        television.awaitMore(A_WHILE);
        return cast;
    }

    /** The numbers of the only session that there was. */
    private List<Integer> numbersShown(Cast cast) throws Exception {
        stop(cast);
        LOG.info(
                "cast {}: {} swaps, longest gap at one {} ms, {} ticks missed, {} frames dropped",
                cast.id(),
                cast.statistics().encoderSwaps(),
                cast.statistics().longestSwapGapMs(),
                cast.statistics().ticksMissed(),
                cast.statistics().framesDropped());
        assertThat(cast.statistics().sessions()).as("sessions").isEqualTo(1);
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(television.shown().lost()).isZero();
        List<Integer> shown = Recording.frameNumbers(recording);
        assertThat(shown).hasSizeGreaterThan(3 * A_WHILE);
        return shown;
    }

    private void awaitEncoder(Cast cast, String name) {
        await().atMost(PATIENCE).until(() -> cast.encoder().equals(name));
        television.awaitMore(A_WHILE);
    }

    private void assumeX264() throws Exception {
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenEncoderBundlesAreStoppedAndStarted() throws Exception {
        assumeX264();
        Cast cast = playing(CastRequest.to(television.target()));
        Bundle x264 = bundle("miracast.encoder.x264");
        Bundle ffmpeg = bundle("miracast.encoder.ffmpeg");

        x264.stop();
        awaitEncoder(cast, "openh264");
        x264.start();
        awaitEncoder(cast, "x264");
        ffmpeg.stop();
        television.awaitMore(A_WHILE);
        ffmpeg.start();
        await().atMost(PATIENCE).until(() -> encoderIsThere("openh264"));
        x264.stop();
        awaitEncoder(cast, "openh264");
        x264.start();
        awaitEncoder(cast, "x264");

        assertThat(cast.statistics().encoderSwaps()).isEqualTo(4);
        Recording.assertComplete(numbersShown(cast));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenTheEncoderBundleIsUpdated() throws Exception {
        assumeX264();
        Cast cast = playing(CastRequest.to(television.target()));

        bundle("miracast.encoder.x264").update();
        awaitEncoder(cast, "x264");
        cast.useEncoder("openh264");
        awaitEncoder(cast, "openh264");
        bundle("miracast.encoder.ffmpeg").update();
        awaitEncoder(cast, "openh264");

        assertThat(cast.statistics().encoderSwaps()).isEqualTo(5);
        Recording.assertComplete(numbersShown(cast));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenTheEncoderBundleIsUninstalledAndInstalled() throws Exception {
        assumeX264();
        Cast cast = playing(CastRequest.to(television.target()));
        Bundle x264 = bundle("miracast.encoder.x264");

        x264.uninstall();
        awaitEncoder(cast, "openh264");
        context.installBundle(x264.getLocation()).start();
        awaitEncoder(cast, "x264");

        Recording.assertComplete(numbersShown(cast));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenTheConfigurationOfTheEncoderChanges() throws Exception {
        assumeX264();
        Cast cast = playing(CastRequest.to(television.target()));
        org.osgi.service.cm.Configuration x264 = configurations.getConfiguration("miracast.encoder.x264", "?");

        x264.update(new Hashtable<>(Map.of("preset", "ultrafast")));
        television.awaitMore(2 * A_WHILE);
        x264.delete();
        television.awaitMore(2 * A_WHILE);
        awaitEncoder(cast, "x264");

        assertThat(cast.statistics().encoderSwaps()).isGreaterThanOrEqualTo(2);
        Recording.assertComplete(numbersShown(cast));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenTheConfigurationOfTheOnlyEncoderChanges() throws Exception {
        Cast cast = playing(CastRequest.to(television.target()).encoder("openh264"));
        org.osgi.service.cm.Configuration ffmpeg = configurations.getConfiguration("miracast.encoder.ffmpeg", "?");

        ffmpeg.update(new Hashtable<>(Map.of("encoders", "openh264", "keyIntervalSeconds", 5)));
        await().atMost(PATIENCE).until(() -> cast.statistics().encoderSwaps() == 1);
        television.awaitMore(A_WHILE);
        ffmpeg.delete();
        await().atMost(PATIENCE).until(() -> cast.statistics().encoderSwaps() == 2);
        television.awaitMore(A_WHILE);

        assertThat(cast.statistics().sessions()).isEqualTo(1);
        Recording.assertComplete(numbersShown(cast));
    }

    /** The source's own numbers run on over its revisions: each picture that it has given is shown, once at least. */
    @Test(timeout = 240_000)
    public void everyPictureIsShownWhenTheSourceBundleIsExchanged() throws Exception {
        Cast cast = playingNumbered();
        int swaps = source("stopped and started", cast, () -> {
            source.stop();
            television.awaitMore(2);
            source.start();
        });
        swaps += source("updated", cast, () -> source.update(TestBundle.jar(NumberedSource.class, imports())));
        swaps += source("uninstalled and installed", cast, () -> {
            source.uninstall();
            television.awaitMore(2);
            installSource();
        });

        assertThat(swaps).isEqualTo(3);
        Recording.assertNoneMissing(numbersShown(cast));
    }

    @Test(timeout = 240_000)
    public void noPictureIsLostWhenTheConverterBundleIsExchanged() throws Exception {
        Cast cast = playingNumbered();
        Bundle frames = bundle("miracast.frames.ffmpeg");

        frames.stop();
        assertThat(context.getServiceReferences(FrameConverter.class, null)).hasSize(1);
        television.awaitMore(A_WHILE);
        frames.start();
        television.awaitMore(A_WHILE);
        frames.update();
        television.awaitMore(A_WHILE);

        Recording.assertComplete(numbersShown(cast));
    }

    /** A file has no numbers of its own, but a recording of the pattern has the pattern's. */
    @Test(timeout = 240_000)
    public void lastPictureStaysWhileTheBundleThatReadsFilesIsExchanged() throws Exception {
        Cast first = playing(CastRequest.to(television.target()));
        television.awaitMore(3 * A_WHILE);
        stop(first);
        Path file = folder.getRoot().toPath().resolve("file.ts");
        Files.copy(recording, file);
        Bundle frames = bundle("miracast.frames.ffmpeg");

        Cast cast = playing(CastRequest.to(television.target()).source(file.toString()));
        frames.stop();
        television.awaitMore(A_WHILE / 4);
        assertThat(cast.detail()).contains("playing");
        frames.start();
        television.awaitMore(A_WHILE);
        frames.update();
        television.awaitMore(A_WHILE);

        List<Integer> shown = numbersShown(cast);
        long beginnings = shown.stream().filter(number -> number == 0).count();
        assertThat(shown.get(0)).isZero();
        assertThat(beginnings).as("it began anew after each exchange").isGreaterThanOrEqualTo(3);
    }

    private interface Step {
        void run() throws Exception;
    }

    private int source(String what, Cast cast, Step step) throws Exception {
        LOG.info("cast {}: source bundle {}", cast.id(), what);
        int before = given.get();
        step.run();
        await().atMost(PATIENCE).until(() -> given.get() > before + A_WHILE);
        return 1;
    }

    private final AtomicInteger given = new AtomicInteger();

    private Cast playingNumbered() throws Exception {
        numbers = context.registerService(
                IntSupplier.class, given::getAndIncrement, new Hashtable<>(Map.of("purpose", "frame.numbers")));
        installSource();
        return playing(CastRequest.to(television.target()).source(NumberedSource.SOURCE));
    }

    private void installSource() throws Exception {
        source = TestBundle.start(context, NumberedSource.class, imports());
    }

    private static String[] imports() {
        return new String[] {"miracast.api", "miracast.api.frames"};
    }
}
