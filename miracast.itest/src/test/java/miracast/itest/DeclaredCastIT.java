// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastService;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCastChange;
import miracast.api.cast.DeclaredCastEvents;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import miracast.api.sink.FormatRun;
import miracast.api.sink.SinkStatistics;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Casts that are declared by files, which Felix File Install turns into configurations. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DeclaredCastIT extends CastTests {
    private static final FrameStream BLACK = new FrameStream() {
        private final ByteBuffer pixels = ByteBuffer.allocateDirect(4 * 640 * 480);

        @Override
        public boolean next(VideoFrame frame, long timeNs) {
            frame.bgra(640, 480, pixels, 4 * 640, timeNs);
            return true;
        }

        @Override
        public void close() {}
    };

    private final List<Path> files = new ArrayList<>();

    @Configuration
    @Override
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), Framework.withFileInstall()};
    }

    @After
    public void takeTheFilesAway() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        context.getServiceReferences(DeclaredCast.class, null).isEmpty());
    }

    /** Writes it as an editor does, in one go. */
    private Path write(String name, String... lines) throws IOException {
        Path file = Path.of(context.getProperty(Framework.CONFIGURATIONS), "miracast.cast-" + name + ".cfg");
        Path fresh = Files.createTempFile("miracast-itest-", ".cfg");
        Files.write(fresh, List.of(lines));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        files.add(file);
        return file;
    }

    private DeclaredCast declared(String name) throws Exception {
        await().atMost(PATIENCE).until(() -> find(name).isPresent());
        return find(name).orElseThrow();
    }

    private Optional<DeclaredCast> find(String name) throws InvalidSyntaxException {
        for (ServiceReference<DeclaredCast> reference : context.getServiceReferences(DeclaredCast.class, null)) {
            DeclaredCast declared = context.getService(reference);
            if (declared != null && declared.name().equals(name)) {
                return Optional.of(declared);
            }
        }
        return Optional.empty();
    }

    private Cast cast(String name) throws Exception {
        DeclaredCast declared = declared(name);
        await().atMost(PATIENCE).until(() -> declared.cast().isPresent());
        return declared.cast().orElseThrow();
    }

    private static String[] small(int television, String... more) {
        List<String> lines = new ArrayList<>(
                List.of("device = Television " + television, "modes = 640x480p30", "bitRate = 1000000"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    @Test(timeout = 180_000)
    public void fileIsACastThatFollowsItAndEndsWithIt() throws Exception {
        Television television = television(41);
        Path file = write("lobby", small(41));
        television.awaitPictures(30);
        Cast cast = cast("lobby");
        assertThat(cast.id()).isEqualTo("lobby");
        assertThat(cast.source()).isEqualTo("pattern");
        // The host was there all the time.
        assertThat(declared("lobby").log())
                .extracting(DeclaredCastChange::state)
                .containsExactly(DeclaredCast.State.CASTING);

        ServiceRegistration<FrameSource> black = context.registerService(
                FrameSource.class, request -> BLACK, FrameworkUtil.asDictionary(Map.of(FrameSource.NAME, "black")));
        write("lobby", small(41, "source = black", "fallbackAfterMs = 2000"));
        await().atMost(PATIENCE).until(() -> cast.source().equals("black"));
        SinkStatistics shown = television.awaitPictures(television.decoded() + 30);

        assertThat(cast.statistics().sessions()).isEqualTo(1);
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.decodeErrors()).isZero();

        Files.delete(file);
        assertThat(television.awaitGoodbye()).isEqualTo("the source ended the session");
        await().atMost(PATIENCE).until(() -> casts.casts().isEmpty());
        black.unregister();
    }

    @Test(timeout = 180_000)
    public void fileThatWasDeletedWhileTheProcessWasDownDeclaresNothing() throws Exception {
        Path gone = Path.of(context.getProperty(Framework.CONFIGURATIONS), "miracast.cast-gone.cfg");

        // As it is found after a start: File Install does not look for files of what it made earlier.
        configurations
                .getFactoryConfiguration(DeclaredCast.FACTORY_PID, "gone", "?")
                .update(FrameworkUtil.asDictionary(Map.of(
                        "device",
                        "Television 40",
                        "felix.fileinstall.filename",
                        gone.toUri().toString())));

        await().atMost(PATIENCE)
                .until(() -> configurations.listConfigurations("(service.pid=miracast.cast~gone)") == null);
        await().atMost(PATIENCE).until(() -> find("gone").isEmpty());
        assertThat(casts.casts()).isEmpty();
    }

    @Test(timeout = 180_000)
    public void otherModesOfAFileAreShownInTheSameSession() throws Exception {
        Recording.assumeItCanBeRead();
        Television television = television(46);
        Path file = write("hall", small(46));
        television.awaitPictures(10);
        Cast cast = cast("hall");
        Path recorded = Files.createTempFile("miracast-itest-", ".ts");
        CastRecording recording = cast.record(recorded, null);
        television.awaitMore(30);

        VideoMode other = VideoMode.progressive(1280, 720, 30);
        write("hall", "device = Television 46", "modes = 1920x1200p30; 1280x720p30", "bitRate = 1000000");
        await().atMost(PATIENCE).until(() -> television.shown().mode().equals(Optional.of(other)));
        television.awaitMore(60);
        assertThat(cast.format().orElseThrow().mode()).isEqualTo(other);
        assertThat(cast.formatReasons()).contains("the sink does not offer 1920x1200p30");
        assertThat(cast.statistics().sessions()).isEqualTo(1);
        Files.delete(file);
        assertThat(television.awaitGoodbye()).isEqualTo("the source ended the session");
        recording.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        SinkStatistics shown = television.shown();
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.decodeErrors()).isZero();
        assertThat(shown.ptsErrors()).isZero();
        assertThat(shown.continuityErrors()).isZero();
        // No table has 640x480 at 30 Hz: the display is told of 60.
        assertThat(shown.formats())
                .extracting(FormatRun::mode)
                .containsExactly(VideoMode.progressive(640, 480, 60), other);
        assertThat(shown.formats())
                .allSatisfy(run -> assertThat(run.decoded()).isPositive().isEqualTo(run.accessUnits()));
        assertThat(Recording.sizes(recorded)).containsExactly("640x480", "1280x720");
        Recording.assertTimesRise(recorded);
        Files.delete(recorded);
    }

    @Test(timeout = 180_000)
    public void fileWithMistakesDisturbsNobodyAndSaysWhatIsWrong() throws Exception {
        Television television = television(42);
        write("good", small(42));
        television.awaitPictures(10);

        BlockingQueue<Event> told = new LinkedBlockingQueue<>();
        ServiceRegistration<EventHandler> handler = context.registerService(
                EventHandler.class,
                told::add,
                FrameworkUtil.asDictionary(Map.of(
                        EventConstants.EVENT_TOPIC,
                        DeclaredCastEvents.DECLARED_STATE,
                        EventConstants.EVENT_FILTER,
                        "(" + DeclaredCastEvents.NAME + "=bad)")));
        write("bad", "device = Television 42", "modes = big", "bitRate = fast", "scedule = Mon 08:00-09:00");
        DeclaredCast bad = declared("bad");
        await().atMost(PATIENCE).until(() -> bad.state() == DeclaredCast.State.INVALID);

        Event refused = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        handler.unregister();
        assertThat(refused).as("event").isNotNull();
        assertThat(refused.getProperty(DeclaredCastEvents.STATE)).isEqualTo("INVALID");
        assertThat((String[]) refused.getProperty(DeclaredCastEvents.PROBLEMS)).hasSize(3);
        assertThat(bad.problems())
                .hasSize(3)
                .anySatisfy(problem ->
                        assertThat(problem).contains("miracast.cast~bad").contains("modes 'big'"))
                .anySatisfy(problem -> assertThat(problem).contains("bitRate 'fast'"))
                .anySatisfy(problem -> assertThat(problem).contains("scedule").contains("schedule"));
        television.awaitPictures(television.decoded() + 10);
        assertThat(cast("good").statistics().sessions()).isEqualTo(1);
    }

    @Test(timeout = 180_000)
    public void fileThatIsSpoiltWhileItPlaysPlaysOnAsItWas() throws Exception {
        Television television = television(43);
        write("hall", small(43));
        television.awaitPictures(10);

        write("hall", small(43, "encoder = (x"));
        await().atMost(PATIENCE).until(() -> !declared("hall").problems().isEmpty());

        television.awaitPictures(television.decoded() + 10);
        assertThat(declared("hall").detail()).contains("encoder '(x'");
        assertThat(cast("hall").statistics().sessions()).isEqualTo(1);
    }

    @Test(timeout = 180_000)
    public void deviceCanBeDescribedByAFilter() throws Exception {
        Television television = television(44);

        write("filtered", "device = (&(wfd.device.name=Television 4*)(wfd.device.paired=true))", "modes = 640x480p30");
        television.awaitPictures(10);
    }

    @Test(timeout = 240_000)
    public void castsSayGoodbyeAndComeBackWhenTheHostBundleIsUpdated() throws Exception {
        Television television = television(45);
        write("screen", small(45));
        television.awaitPictures(30);
        Cast before = cast("screen");
        Bundle host = bundle("miracast.host");

        host.update();

        assertThat(television.awaitGoodbye()).isEqualTo("the source ended the session");
        television.awaitNextSession();
        television.awaitPictures(30);
        Cast after = cast("screen");
        assertThat(after).isNotSameAs(before);
        assertThat(after.id()).isEqualTo("screen");
        assertThat(before.ended().toCompletableFuture()).isCompleted();
        ServiceReference<CastService> service = context.getServiceReference(CastService.class);
        assertThat(context.getService(service).cast("screen")).contains(after);
    }
}
