// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The media source on networks that fail in all the usual ways. */
@Timeout(120)
class MediaStreamTest {
    private static final VideoMode MODE = VideoMode.parse("640x360p30");
    /** What a machine under load may need for something that takes a tenth of a second. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final MediaFrameSource source = new MediaFrameSource(ffmpeg);
    private final VideoFrame frame = new VideoFrame();
    private byte[] film;

    @TempDir
    Path folder;

    @BeforeEach
    void make() throws Exception {
        film = Files.readAllBytes(Clip.of(640, 360, 30, 60).write(folder.resolve("film.ts")));
    }

    @AfterEach
    void close() {
        source.deactivate();
        ffmpeg.close();
    }

    private FrameStream open(StreamServer server, Map<String, String> options) throws FrameSourceException {
        return source.open(new FrameRequest("test", server.url(), MODE, options));
    }

    private static Thread readerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cast-test-media"))
                .findFirst()
                .orElseThrow();
    }

    private int grey() {
        return frame.plane(0).get(200 * frame.stride(0) + 300) & 0xFF;
    }

    @Test
    void aPortWhereNobodyListensIsNamedWithoutThePassword() throws Exception {
        StreamServer server = new StreamServer(StreamServer.silence());
        server.close();

        assertThatThrownBy(() -> open(server, Map.of()))
                .isInstanceOf(FrameSourceException.class)
                .hasMessage("media " + server.shownUrl() + ": Connection refused");
    }

    @Test
    void aMissingPageIsNamed() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.notFound())) {
            assertThatThrownBy(() -> open(server, Map.of())).hasMessageEndingWith(": Server returned 404 Not Found");
        }
    }

    @Test
    void aHostWithoutAddressIsRefused() {
        assertThatThrownBy(() -> source.open(new FrameRequest("test", "http://nowhere.invalid/film", MODE, Map.of())))
                .isInstanceOf(FrameSourceException.class)
                .hasMessageStartingWith("media http://nowhere.invalid/film: ");
    }

    @Test
    void anUnknownProtocolIsNamed() {
        assertThatThrownBy(() -> source.open(new FrameRequest("test", "warp://film", MODE, Map.of())))
                .hasMessage("media warp://film: Protocol not found");
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.silence())) {
            assertThatThrownBy(() -> open(server, Map.of("timeout", "0.5")))
                    .hasMessage("media " + server.shownUrl() + ": no answer within 0.5 s");
        }
    }

    @Test
    void openingIsEndedByAnInterrupt() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.silence())) {
            AtomicReference<Thread> opener = new AtomicReference<>();
            CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> {
                opener.set(Thread.currentThread());
                assertThatThrownBy(() -> open(server, Map.of("timeout", "600")))
                        .isInstanceOf(FrameSourceException.class);
                Thread.interrupted();
            });
            await().until(() -> server.connectionCount() == 1);
            opener.get().interrupt();

            assertThat(opening).succeedsWithin(PROMPTLY);
        }
    }

    @Test
    void aStreamThatStallsKeepsItsLastPictureAndIsClosedAtOnce() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.sendAndStall(film))) {
            FrameStream stream = open(server, Map.of("timeout", "600"));
            assertThat(stream.next(frame, System.nanoTime())).isTrue();
            await().during(Duration.ofMillis(700))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !stream.next(frame, System.nanoTime()));
            Thread reader = readerThread();

            long beginNs = System.nanoTime();
            stream.close();

            assertThat(Duration.ofNanos(System.nanoTime() - beginNs)).isLessThan(PROMPTLY);
            await().atMost(PROMPTLY).until(() -> !reader.isAlive());
        }
    }

    @Test
    void aStreamThatBreaksOffIsFoundAgain() throws Exception {
        Path brighter = Clip.of(640, 360, 30, 60).grey(200).write(folder.resolve("brighter.ts"));
        try (StreamServer server = new StreamServer(
                StreamServer.send(film),
                StreamServer.notFound(),
                StreamServer.sendAndStall(Files.readAllBytes(brighter)))) {
            try (FrameStream stream = open(server, Map.of())) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> stream.next(frame, System.nanoTime()) && grey() > 190);

                assertThat(server.connectionCount()).isEqualTo(3);
            }
        }
    }

    @Test
    void aFilmThatBreaksOffGoesOnWhereItWas() throws Exception {
        byte[] longer = Files.readAllBytes(Clip.of(640, 360, 30, 300).write(folder.resolve("longer.ts")));
        try (StreamServer server =
                new StreamServer(StreamServer.sendPartsAndBreakOnceAt(longer, longer.length * 9 / 10))) {
            try (Viewer viewer = new Viewer(source, server.url(), MODE, Map.of())) {
                List<Integer> shown = viewer.watch(330);

                int broken = shown.indexOf(299);
                assertThat(broken).isBetween(290, 310);
                assertThat(shown.subList(0, 260))
                        .isEqualTo(IntStream.range(0, 260).boxed().toList());
                assertThat(shown.subList(broken + 1, broken + 20))
                        .as("the film begins again")
                        .isEqualTo(IntStream.range(0, 19).boxed().toList());
            }
        }
    }

    @Test
    void aStreamThatSendsNothingForTooLongIsSoughtAnew() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.sendAndStall(film))) {
            try (FrameStream stream = open(server, Map.of("timeout", "0.5"))) {
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    stream.next(frame, System.nanoTime());
                    return server.connectionCount() >= 2;
                });
            }
        }
    }

    @Test
    void liveStreamsAreReadOnEvenIfNobodyLooks() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.send(film))) {
            try (FrameStream stream = open(server, Map.of("live", "true"))) {
                assertThat(stream.next(frame, System.nanoTime())).isTrue();

                await().atMost(Duration.ofMinutes(1)).until(() -> server.connectionCount() >= 3);
            }
        }
    }

    @Test
    void aStreamLostWhileItIsClosedLeavesNoThread() throws Exception {
        try (StreamServer server = new StreamServer(StreamServer.send(film), StreamServer.silence())) {
            FrameStream stream = open(server, Map.of());
            Thread reader = readerThread();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                stream.next(frame, System.nanoTime());
                return server.connectionCount() == 2;
            });
            stream.close();

            await().atMost(PROMPTLY).until(() -> !reader.isAlive());
        }
    }
}
