// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.EndedCast;
import miracast.api.cast.Monitor;

/** A host whose casts do what a test tells them. */
final class FakeCasts implements CastService {
    final List<FakeCast> casts = new CopyOnWriteArrayList<>();
    volatile CastState state = CastState.PLAYING;
    volatile Optional<Monitor> monitor = Optional.empty();
    volatile Map<String, ?> sent =
            Map.of("framesSent", 300L, "sessions", 1L, "framesPerSecond", 30.0, "bitRate", 7_900_000L);
    /** What a cast ends with by itself; null if it goes on until it is stopped. */
    volatile CastEnd end;
    /** After how many exchanges of its encoder a cast ends; 0 for never. */
    volatile int swapsToTheEnd;
    /** What has happened to each. */
    volatile List<CastLogEntry> log = List.of();
    /** What is left of others. */
    volatile List<EndedCast> gone = List.of();
    /** Why a request is refused; null if it is not. */
    volatile String refusal;

    @Override
    public Cast cast(CastRequest request) {
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        FakeCast cast = new FakeCast(request, "c" + (casts.size() + 1));
        casts.add(cast);
        if (end != null) {
            cast.ended.complete(end);
        }
        return cast;
    }

    @Override
    public List<Cast> casts() {
        return List.copyOf(casts);
    }

    @Override
    public Optional<Cast> cast(String id) {
        return casts().stream().filter(cast -> cast.id().equals(id)).findFirst();
    }

    @Override
    public List<EndedCast> ended() {
        return gone;
    }

    final class FakeCast implements Cast {
        final CompletableFuture<CastEnd> ended = new CompletableFuture<>();
        /** What was asked of it, in order. */
        final List<String> asked = new CopyOnWriteArrayList<>();

        private volatile CastRequest request;
        final List<String> used = new CopyOnWriteArrayList<>();

        private final String id;
        private volatile String encoder = "openh264";
        volatile FakeRecording recording;
        volatile CastLink link;

        FakeCast(CastRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public CastRequest request() {
            return request;
        }

        @Override
        public CastState state() {
            return state;
        }

        @Override
        public String detail() {
            return "as the test says";
        }

        @Override
        public Optional<String> peer() {
            return Optional.of("television");
        }

        @Override
        public Optional<Monitor> monitor() {
            return monitor;
        }

        @Override
        public Optional<InetSocketAddress> listening() {
            return Optional.of(new InetSocketAddress("127.0.0.1", 7236));
        }

        @Override
        public Optional<CastLink> link() {
            return Optional.ofNullable(link);
        }

        @Override
        public Optional<VideoFormat> format() {
            VideoMode mode = VideoMode.progressive(1280, 720, 30);
            return Optional.of(new VideoFormat(mode, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 8_000_000));
        }

        @Override
        public List<String> formatReasons() {
            return List.of("1280x720p30 was chosen: it is the preferred mode", "the sink does not offer 1920x1080p30");
        }

        @Override
        public String encoder() {
            return encoder;
        }

        @Override
        public String source() {
            return request.source();
        }

        @Override
        public Optional<String> audioSource() {
            return request.audioSource();
        }

        @Override
        public Optional<AudioCoding> audioCoding() {
            return request.audio() ? Optional.of(AudioCoding.LPCM) : Optional.empty();
        }

        @Override
        public void useAudioSource(String source) {}

        @Override
        public CastStatistics statistics() {
            return Figured.of(CastStatistics.class, sent);
        }

        @Override
        public List<CastLogEntry> log() {
            return log;
        }

        @Override
        public Optional<Instant> darkSince() {
            return state.isShown() ? Optional.empty() : Optional.of(Instant.EPOCH);
        }

        @Override
        public CastRecording record(Path file, Duration longest) throws IOException {
            asked.add("record " + file + " " + longest);
            if (file.startsWith("full")) {
                throw new IOException("recording " + file + " cannot be written: the disk is full");
            }
            recording = new FakeRecording(file);
            return recording;
        }

        @Override
        public Optional<CastRecording> recording() {
            return Optional.ofNullable(recording);
        }

        @Override
        public void pause() {
            asked.add("pause");
        }

        @Override
        public void standby() {
            asked.add("standby");
        }

        @Override
        public void resume() {
            asked.add("resume");
        }

        @Override
        public void useEncoder(String name) {
            asked.add("encoder " + name);
            encoder = name;
            used.add(name);
            if (used.size() == swapsToTheEnd) {
                stop();
            }
        }

        @Override
        public void useSource(String source) {
            asked.add("source " + source);
        }

        @Override
        public void change(CastRequest next) {
            request = next;
        }

        @Override
        public void stop() {
            ended.complete(new CastEnd(CastEnd.Cause.STOPPED, 0, "stopped"));
        }

        @Override
        public CompletionStage<CastEnd> ended() {
            return ended;
        }
    }

    /** 1.5 MB in a file. */
    static final class FakeRecording implements CastRecording {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        volatile long octetsLost;
        private final Path file;

        FakeRecording(Path file) {
            this.file = file;
        }

        @Override
        public Path file() {
            return file;
        }

        @Override
        public long octets() {
            return 1_500_000;
        }

        @Override
        public long octetsLost() {
            return octetsLost;
        }

        @Override
        public void stop() {
            ended.complete(null);
        }

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }
    }
}
