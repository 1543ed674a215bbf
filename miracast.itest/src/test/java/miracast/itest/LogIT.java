// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.ByteBuffer;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import miracast.api.cast.Cast;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.LoggerFactory;

/** Log lines say in the MDC which cast they are about, whichever thread and bundle writes them. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LogIT extends CastTests {
    private static final String DECLARED = "entrance";
    private static final String PLAIN = "canteen";

    private LogLines lines;

    @Configuration
    @Override
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), LogLines.packages()};
    }

    @Before
    public void listen() {
        lines = LogLines.of("miracast", Level.DEBUG);
    }

    @After
    public void listenNoMore() {
        lines.close();
    }

    @Test(timeout = 180_000)
    public void everyLineOfACastHasItsIdInTheMdc() throws Exception {
        ServiceRegistration<FrameSource> source = context.registerService(
                FrameSource.class, Talkative::open, FrameworkUtil.asDictionary(Map.of(FrameSource.NAME, "talkative")));
        Television lobby = television(61);
        Television canteen = television(62);
        org.osgi.service.cm.Configuration declaration =
                configurations.getFactoryConfiguration("miracast.cast", DECLARED, "?");
        declaration.update(new Hashtable<>(
                Map.of("device", "Television 61", "modes", "640x480p30", "source", "talkative", "bitRate", "1000000")));
        Cast plain = casts.cast(small(canteen).id(PLAIN).source("talkative").build());
        lobby.awaitPictures(10);
        canteen.awaitPictures(10);
        plain.useEncoder("openh264");
        plain.useSource("pattern");
        await().atMost(PATIENCE).until(() -> plain.source().equals("pattern"));
        canteen.awaitMore(10);
        stop(plain);
        declaration.delete();
        await().atMost(PATIENCE).until(() -> casts.casts().isEmpty());
        source.unregister();

        for (String id : List.of(DECLARED, PLAIN)) {
            assertThat(about(id))
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line.getMDCPropertyMap()).as(text(line)).containsEntry(Cast.LOG_KEY, id));
            assertThat(markedWith(id))
                    .as("bundles that have lines of %s", id)
                    .extracting(ILoggingEvent::getLoggerName)
                    .contains("miracast.driver", "miracast.host.CastRun", Talkative.class.getName());
        }
        assertThat(markedWith(DECLARED))
                .extracting(ILoggingEvent::getLoggerName)
                .contains("miracast.declared.ConfiguredCast");
        assertThat(markedWith(PLAIN).stream()
                        .filter(line -> line.getLoggerName().equals(Talkative.class.getName())))
                .extracting(ILoggingEvent::getThreadName)
                .as("a source speaks on the cast's threads")
                .contains("cast-canteen-source-calls", "cast-canteen-encode");
        assertThat(lines.all()).allSatisfy(line -> {
            if (line.getLoggerName().equals("miracast.driver")) {
                assertThat(line.getMDCPropertyMap().get("peer")).as(text(line)).startsWith("127.");
            }
        });
    }

    private static String text(ILoggingEvent line) {
        return "[" + line.getThreadName() + "] " + line.getLoggerName() + " " + line.getFormattedMessage();
    }

    /** Those that a reader or the thread's name would tell to be of a cast. */
    private List<ILoggingEvent> about(String id) {
        Pattern named = Pattern.compile("(cast |^|~)" + id + "\\b");
        return lines.all().stream()
                .filter(line -> named.matcher(line.getFormattedMessage()).find()
                        || line.getThreadName().matches("(cast|miracast-send)-" + id + "(-.*)?"))
                .toList();
    }

    private List<ILoggingEvent> markedWith(String id) {
        return lines.all().stream()
                .filter(line -> id.equals(line.getMDCPropertyMap().get(Cast.LOG_KEY)))
                .toList();
    }

    /** A black picture of a bundle that knows nothing of MDCs, and logs. */
    private static final class Talkative implements FrameStream {
        private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Talkative.class);

        private final ByteBuffer pixels = ByteBuffer.allocateDirect(4 * 640 * 480);
        private final AtomicBoolean told = new AtomicBoolean();

        static FrameStream open(FrameRequest request) {
            LOG.info("opens");
            return new Talkative();
        }

        @Override
        public boolean next(VideoFrame frame, long timeNs) {
            if (told.compareAndSet(false, true)) {
                LOG.info("shows its first picture");
            }
            frame.bgra(640, 480, pixels, 4 * 640, timeNs);
            return true;
        }

        @Override
        public void close() {}
    }
}
