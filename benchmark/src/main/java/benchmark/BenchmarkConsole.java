// SPDX-License-Identifier: Apache-2.0
package benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastTarget;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import miracast.api.sink.MiracastSink;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers {@code benchmark/run}, which talks to it by standard input and output: a command a line, one JSON object back.
 *
 * <ul>
 *   <li>{@code listen CLIP LOG-DIRECTORY log|allocation [SOUND]}: casts the clip at 1080p30, 8 Mbit/s, to whoever connects, with that
 *       source of sound
 *   <li>{@code encoder NAME}: exchanges the encoder under that cast
 *   <li>{@code encode CLIP FRAMES}: encodes as fast as it goes
 *   <li>{@code mux FILE TIMES}: makes RTP packets of an H.264 file
 *   <li>{@code play MODE aac|lpcm}: casts the pattern with its sound, coded so, to a simulated television
 *   <li>{@code look}: tells how that goes
 * </ul>
 */
@Component(property = "main.thread=true")
public final class BenchmarkConsole implements Callable<Integer> {
    private static final VideoMode MODE = VideoMode.progressive(1920, 1080, 30);
    private static final long BIT_RATE = 8_000_000;

    private final CastService casts;
    private final VideoEncoder encoder;
    private final ClipSource clips = new ClipSource();
    private final MiracastSink sink;
    private final ConfigurationAdmin configurations;
    private final PrintStream out;
    private LongRun run;

    @Activate
    public BenchmarkConsole(
            @Reference CastService casts,
            @Reference(target = "(miracast.encoder.name=x264)") VideoEncoder encoder,
            @Reference MiracastSink sink,
            @Reference ConfigurationAdmin configurations,
            @Reference(target = "(launcher.stream=out)") PrintStream out) {
        this.casts = casts;
        this.encoder = encoder;
        this.sink = sink;
        this.configurations = configurations;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "listen" -> listen(words[1], words[2], words[3], words.length > 4 ? words[4] : null);
                case "encoder" -> {
                    casts.casts().get(0).useEncoder(words[1]);
                    answer("{}%n");
                }
                case "encode" -> encode(words[1], Integer.parseInt(words[2]));
                case "mux" ->
                    answer(
                            "{\"octetsPerCpuSecond\": %.0f}%n",
                            new Packets(Path.of(words[1])).octetsPerCpuSecond(Integer.parseInt(words[2])));
                case "play" -> {
                    run = new LongRun(casts, sink, configurations, VideoMode.parse(words[1]), words[2].equals("lpcm"));
                    answer("{}%n");
                }
                case "look" -> answer("%s%n", run.look());
                default -> throw new IOException("unknown command: " + line);
            }
        }
        for (Cast cast : casts.casts()) {
            cast.stop();
            cast.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        return 0;
    }

    private void listen(String clip, String directory, String measure, String sound) throws InterruptedException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        CastRequest.Builder request = CastRequest.to(CastTarget.listen(any))
                .source("clip:" + clip)
                .sourceOptions(
                        measure.equals("allocation")
                                ? Map.of("log", directory, "allocation", "true")
                                : Map.of("log", directory))
                .encoder("x264")
                .mode(MODE)
                .bitRate(BIT_RATE);
        Cast cast = casts.cast((sound == null ? request.audio(false) : request.audioSource(sound)).build());
        while (cast.listening().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        answer("{\"port\": %d}%n", cast.listening().get().getPort());
    }

    private void encode(String clip, int frames) throws FrameSourceException, EncoderException {
        DiscardingSink sink = new DiscardingSink();
        VideoFormat format = new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, BIT_RATE);
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = clips.open(new FrameRequest("benchmark", clip, MODE, Map.of()));
                EncoderSession session = encoder.open(format, sink)) {
            long start = System.nanoTime();
            for (int number = 0; number < frames; number++) {
                stream.next(frame, number * MODE.frameIntervalNs());
                session.encode(frame, number, false);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            answer("{\"framesPerSecond\": %.2f, \"octets\": %d}%n", frames / seconds, sink.octets());
        }
    }

    private void answer(String format, Object... values) {
        out.printf(format, values);
        out.flush();
    }
}
