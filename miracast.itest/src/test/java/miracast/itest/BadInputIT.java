// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import miracast.api.Inventory;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import miracast.itest.RawDisplay.Message;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestRule;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.ServiceReference;

/**
 * Whatever a user, a file or a display does wrong: a clear message, that one cast ends with a status, nothing is left open, and
 * another cast plays on.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BadInputIT extends CastTests {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    /** Of no network that there is (RFC 5737). */
    private static final String NOWHERE = "192.0.2.1";

    private static final int GIGABYTE = 1 << 30;
    /** The driver, with displays that do not answer. */
    private static final Map<String, Object> IMPATIENT = Map.of("replyTimeoutMs", 700, "requestTimeoutMs", 700);

    /** One for all tests, so that each has it at its side while nothing begins and nothing is warm yet. */
    private static Television neighbourSet;

    private static Cast neighbour;
    private static SinkStatistics neighbourBefore;

    @Rule
    public final TestRule again = new Leftovers.TwiceIsALeak();

    private Leftovers before;

    @Before
    public void moveIn() throws Exception {
        if (neighbour == null) {
            configurations.getConfiguration("miracast.driver", "?").update(new Hashtable<>(IMPATIENT));
            neighbourSet = Television.on(configurations, wifiDirect, sink::sessions, 9, Map.of());
            neighbour = casts.cast(small(neighbourSet).build());
            neighbourSet.awaitPictures(10);
            // What the first of all failing casts makes for those that follow stays.
            endsAfter(display -> display.send("garbage\r\n\r\n"));
            endsAfter(display -> {
                display.setUp();
                display.play();
                display.send("garbage\r\n\r\n");
            });
        }
        neighbourBefore = neighbourSet.shown();
        before = Leftovers.now();
    }

    /** Instead of stopping all casts. */
    @After
    @Override
    public void stopCasts() throws Exception {
        assertThat(casts.casts()).containsExactly(neighbour);
        before.awaitNoMore();
        SinkStatistics after = neighbourSet.awaitMore(10);
        assertThat(after.complaints()).isEqualTo(neighbourBefore.complaints());
        assertThat(after.decodeErrors()).isEqualTo(neighbourBefore.decodeErrors());
        assertThat(after.lost()).isEqualTo(neighbourBefore.lost());
        assertThat(neighbour.statistics().sessions()).isEqualTo(1);
    }

    private interface Misbehaviour {
        void of(RawDisplay display) throws Exception;
    }

    private static CastRequest.Builder listen(InetSocketAddress address) {
        return CastRequest.to(CastTarget.listen(address))
                .mode(VideoMode.progressive(640, 480, 60))
                .bitRate(1_000_000)
                .once(true);
    }

    private static CastRequest.Builder listen() {
        return listen(new InetSocketAddress(LOOPBACK, 0));
    }

    private static CastEnd end(Cast cast) throws Exception {
        CastEnd end = cast.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(end.cause()).isIn(CastEnd.Cause.FAILED, CastEnd.Cause.SINK_LEFT);
        // An error, of those that Windows has (ntstatus.h).
        assertThat(end.ntStatus()).isNegative();
        return end;
    }

    /** How a cast ends whose display behaves like that. */
    private CastEnd endsAfter(Misbehaviour misbehaviour) throws Exception {
        Cast cast = casts.cast(listen().build());
        await().atMost(PATIENCE).until(() -> cast.listening().isPresent());
        try (RawDisplay display = new RawDisplay(cast.listening().orElseThrow())) {
            misbehaviour.of(display);
            CastEnd end = end(cast);
            assertThat(end.detail()).contains("sink 127.0.0.1:");
            return end;
        }
    }

    // The request.

    @Test(timeout = 120_000)
    public void portInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertThat(end(casts.cast(listen(address).build())).detail())
                    .contains("cannot listen on ", ":" + address.getPort(), "in use");
        }
    }

    @Test(timeout = 120_000)
    public void noRouteToListenOn() throws Exception {
        assertThat(end(casts.cast(listen(new InetSocketAddress(NOWHERE, 7236)).build()))
                        .detail())
                .contains("cannot listen on " + NOWHERE + ":7236");
    }

    @Test(timeout = 120_000)
    public void noRouteFromTheSink() throws Exception {
        SinkSession session = sink.connect(SinkRequest.builder("lost", new InetSocketAddress(NOWHERE, 7236))
                .connectTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .build());

        Throwable failure = catchThrowable(
                () -> session.closed().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));

        assertThat(failure)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("not connected to /" + NOWHERE + ":7236");
    }

    @Test(timeout = 120_000)
    public void unknownEncoder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> casts.cast(listen().encoder("magic").build()))
                .withMessageStartingWith("encoder 'magic' is not there; there are: ")
                .withMessageContaining("openh264");
    }

    /** The library of some encoder is missing on every machine: nobody has hardware of all makers. */
    @Test(timeout = 120_000)
    public void libraryMissing() throws Exception {
        Inventory.Part missing = null;
        for (ServiceReference<Inventory> reference : context.getServiceReferences(Inventory.class, null)) {
            for (Inventory.Part part : context.getService(reference).parts()) {
                if (part.kind() == Inventory.Kind.ENCODER && !part.available()) {
                    missing = part;
                }
            }
        }
        Assume.assumeTrue("this machine has every encoder; run this where one is missing", missing != null);
        String name = missing.name();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> casts.cast(listen().encoder(name).build()))
                .withMessageStartingWith("encoder '" + name + "' is not there")
                .withMessageContaining(name + " (" + missing.detail() + ")");
    }

    @Test(timeout = 120_000)
    public void unknownSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> casts.cast(listen().source("nothing").build()))
                .withMessageContainingAll("'nothing' is not there", "pattern");
    }

    @Test(timeout = 120_000)
    public void fileThatIsNotThere() throws Exception {
        assertThat(end(casts.cast(listen().source("media:/no/such/file.mp4").build()))
                        .detail())
                .contains("/no/such/file.mp4");
    }

    @Test(timeout = 120_000)
    public void fileThatIsNoVideo() throws Exception {
        Path file = Files.createTempFile("no-video", ".mp4");
        try {
            Files.writeString(file, "this is no video, whatever its name says");

            assertThat(end(casts.cast(listen().source("media:" + file).build())).detail())
                    .contains(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    // The configuration.

    private static final Map<String, Map<String, Object>> WRONG = Map.of(
            "miracast.host", Map.of("rtspPort", 99_999),
            "miracast.driver", Map.of("ptsLeadMs", 9999),
            "miracast.encoder.x264", Map.of("threads", "many"),
            "miracast.encoder.ffmpeg", Map.of("encoders", "openh265"),
            "miracast.sink", Map.of("decoderThreads", 17));

    private List<String> faults() throws Exception {
        List<String> faults = new ArrayList<>();
        for (ServiceReference<Inventory> reference : context.getServiceReferences(Inventory.class, null)) {
            Inventory inventory = context.getService(reference);
            if (inventory != null) {
                faults.addAll(inventory.configurationFaults());
            }
        }
        return faults;
    }

    /** As if somebody had written them all: whatever plays goes on, what begins begins, and nobody has to read a stack trace. */
    @Test(timeout = 120_000)
    public void configurationsWithWrongValues() throws Exception {
        Map<String, Map<String, Object>> wrong = new TreeMap<>(WRONG);
        if (!encoderIsThere("x264")) {
            wrong.remove("miracast.encoder.x264");
        }
        String encoder = neighbour.encoder();
        long swaps = neighbour.statistics().encoderSwaps();
        try (Printed printed = new Printed()) {
            for (Map.Entry<String, Map<String, Object>> each : wrong.entrySet()) {
                configurations.getConfiguration(each.getKey(), "?").update(new Hashtable<>(each.getValue()));
            }
            await().atMost(PATIENCE).until(() -> faults().size() == wrong.size());
            assertThat(faults()).allSatisfy(fault -> assertThat(fault).contains("the one before stays"));
            wrong.forEach((pid, values) -> values.forEach((field, value) -> assertThat(printed.lines())
                    .as(pid)
                    .filteredOn(line -> line.contains("configuration " + pid + " is not used"))
                    .singleElement()
                    .asString()
                    .contains(field, value.toString())));
            neighbourSet.awaitMore(10);
            assertThat(neighbour.encoder()).isEqualTo(encoder);
            assertThat(neighbour.statistics().encoderSwaps()).isEqualTo(swaps);

            Television other = Television.on(configurations, wifiDirect, sink::sessions, 8, Map.of());
            Cast cast = casts.cast(small(other).build());
            other.awaitPictures(10);
            stop(cast);
            other.close();

            configurations.getConfiguration("miracast.driver", "?").update(new Hashtable<>(IMPATIENT));
            for (String pid : wrong.keySet()) {
                if (!pid.equals("miracast.driver")) {
                    configurations.getConfiguration(pid, "?").delete();
                }
            }
            await().atMost(PATIENCE).until(() -> faults().isEmpty());
            assertThat(printed.lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    /** What goes to the terminal, or to a service's log, meanwhile; there, too. */
    private static final class Printed extends OutputStream {
        private final PrintStream out = System.out;
        private final PrintStream err = System.err;
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        Printed() {
            PrintStream both = new PrintStream(this, true, StandardCharsets.UTF_8);
            System.setOut(both);
            System.setErr(both);
        }

        @Override
        public synchronized void write(int octet) {
            all.write(octet);
            out.write(octet);
        }

        synchronized List<String> lines() {
            return all.toString(StandardCharsets.UTF_8).lines().toList();
        }

        @Override
        public void close() {
            System.setOut(out);
            System.setErr(err);
        }
    }

    // The display.

    @Test(timeout = 120_000)
    public void sinkThatIsSilent() throws Exception {
        assertThat(endsAfter(display -> {}).detail()).contains("did not answer M1", "700 ms");
    }

    @Test(timeout = 120_000)
    public void sinkThatSendsGarbage() throws Exception {
        assertThat(endsAfter(display -> {
                            display.until("OPTIONS");
                            display.send("\0\1\2 no RTSP at all\r\n\r\n");
                        })
                        .detail())
                .contains("cannot be read");
    }

    @Test(timeout = 120_000)
    public void headerOfAGigabyte() throws Exception {
        String piece = "x".repeat(1 << 16);
        assertThat(endsAfter(display -> {
                            display.until("OPTIONS");
                            display.send("RTSP/1.0 200 OK\r\nCSeq: 1\r\nX-Long: ");
                            for (long sent = 0; sent < GIGABYTE; sent += piece.length()) {
                                if (catchThrowable(() -> display.send(piece)) != null) {
                                    break;
                                }
                            }
                        })
                        .detail())
                .contains("its headers are longer than 65536 octets");
    }

    @Test(timeout = 120_000)
    public void bodyLongerThanAnnounced() throws Exception {
        assertThat(endsAfter(display -> {
                            Message m3 = display.until("GET_PARAMETER");
                            display.reply(m3, display.capabilities(), 100);
                        })
                        .detail())
                .contains("start line '");
    }

    @Test(timeout = 120_000)
    public void closeInTheMiddleOfM3() throws Exception {
        assertThat(endsAfter(display -> {
                            Message m3 = display.until("GET_PARAMETER");
                            display.reply(m3, "wfd_video_formats: 40 00 01", 300);
                            display.close();
                        })
                        .detail())
                .contains("closed the connection");
    }

    @Test(timeout = 120_000)
    public void sinkThatStopsReading() throws Exception {
        String names = ("odd_" + "x".repeat(120) + "\r\n").repeat(60);
        String question = "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 70\r\nContent-Length: "
                + names.length() + "\r\n\r\n" + names;
        assertThat(endsAfter(display -> {
                            display.setUp();
                            display.play();
                            for (int i = 0; i < 10_000; i++) {
                                if (catchThrowable(() -> display.send(question)) != null) {
                                    break;
                                }
                            }
                        })
                        .detail())
                .containsAnyOf("does not read what it is sent", "more than 20 messages a second");
    }

    @Test(timeout = 120_000)
    public void sinkThatNeverSendsPlay() throws Exception {
        assertThat(endsAfter(RawDisplay::setUp).detail()).contains("did not send PLAY within 700 ms");
    }
}
