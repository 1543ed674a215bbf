// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.configuration.Configured;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.wire.rtsp.DisplayEdid;
import miracast.wire.rtsp.ParameterName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sessions that behave like a television. One event loop speaks RTSP for all of them. */
@Component(
        service = {MiracastSink.class, WifiDisplaySink.class},
        configurationPid = WifiDisplaySink.PID)
@Designate(ocd = WifiDisplaySink.Config.class)
public final class WifiDisplaySink implements MiracastSink {
    static final String PID = "miracast.sink";

    private static final Logger LOG = LoggerFactory.getLogger(WifiDisplaySink.class);
    /** For TEARDOWN, its reply, and threads that finish what they have. */
    private static final long CLOSE_MS = 5_000;

    /** What a sink is like unless a request says otherwise. */
    @ObjectClassDefinition(
            name = "Wi-Fi Display sink",
            description = "What a sink is like unless a request says otherwise. Changes hold from the next session on.")
    @interface Config {
        @AttributeDefinition(description = "wfd_video_formats: the modes it shows, 1920x1080p60 at most")
        String videoFormats() default
                "40 00 01 10 0001BDEB 051557FF 00000FFF 00 0000 0000 11 none none, "
                        + "02 10 0001BDEB 051557FF 00000FFF 00 0000 0000 11 none none";

        @AttributeDefinition(description = "wfd_audio_codecs: the sound it plays")
        String audioCodecs() default "LPCM 00000003 00, AAC 00000001 00";

        @AttributeDefinition(description = "Name of the monitor in its EDID, up to 13 characters")
        String monitorName() default "Miracast sink";

        @AttributeDefinition(
                description = "Further RTSP parameters of the reply to M3, or others in place of the usual ones, each"
                        + " as 'name: value'; one without a value is left out")
        String[] parameters() default {};

        @AttributeDefinition(
                description = "Octets of RTP that the system is asked to keep for a session",
                min = "65536",
                max = "67108864")
        int receiveBuffer() default 4 << 20;

        @AttributeDefinition(
                description = "Threads of a session's decoder; more than one helps if pictures come in slices",
                min = "1",
                max = "16")
        int decoderThreads() default 1;
    }

    /**
     * A configuration that was checked.
     *
     * @param parameters what the reply to M3 has
     * @param receiveBuffer octets that the system is asked to keep for a session's RTP socket
     * @param decoderThreads threads of one decoder
     */
    private record Settings(Map<String, String> parameters, int receiveBuffer, int decoderThreads) {
        static Settings of(Config config) {
            Map<String, String> parameters = defaults(config);
            new SinkParameters(parameters, Map.of());
            return new Settings(
                    parameters,
                    inRange("receiveBuffer", config.receiveBuffer(), 1 << 16, 1 << 26),
                    inRange("decoderThreads", config.decoderThreads(), 1, 16));
        }
    }

    private final Configured<Config, Settings> configured =
            new Configured<>(PID, Config.class, Settings::of, LOG::error);
    private final FfmpegLibrary ffmpeg;
    private final Timing timing;
    private final MultiThreadIoEventLoopGroup group;
    private final List<TelevisionSession> sessions = new CopyOnWriteArrayList<>();

    @Activate
    public WifiDisplaySink(@Reference FfmpegLibrary ffmpeg, Config config) {
        this(ffmpeg, config, Timing.TELEVISION);
    }

    WifiDisplaySink(FfmpegLibrary ffmpeg, Config config, Timing timing) {
        this.ffmpeg = ffmpeg;
        this.timing = timing;
        configured.update(config);
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("miracast-sink-rtsp", true), NioIoHandler.newFactory());
    }

    /** Holds from the next session on; running ones go on as they began. */
    @Modified
    void modified(Config config) {
        configured.update(config);
    }

    List<String> configurationFaults() {
        return configured.faults();
    }

    private static int inRange(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " " + value + " is not in " + least + " to " + most);
        }
        return value;
    }

    private static Map<String, String> defaults(Config config) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ParameterName.WFD_VIDEO_FORMATS, config.videoFormats());
        values.put(ParameterName.WFD_AUDIO_CODECS, config.audioCodecs());
        values.put(
                ParameterName.WFD_DISPLAY_EDID,
                DisplayEdid.of(TelevisionEdid.named(config.monitorName())).toString());
        values.put(ParameterName.WFD_CONTENT_PROTECTION, "none");
        values.put(ParameterName.WFD_CONNECTOR_TYPE, "05");
        values.put(ParameterName.WFD_IDR_REQUEST_CAPABILITY, "1");
        values.put(
                ParameterName.WFD_UIBC_CAPABILITY,
                "input_category_list=GENERIC;generic_cap_list=Keyboard, Mouse, SingleTouch, MultiTouch;"
                        + "hidc_cap_list=none;port=none");
        values.put(ParameterName.WFD_STANDBY_RESUME_CAPABILITY, "supported");
        values.put(ParameterName.MICROSOFT_RTCP_CAPABILITY, "none");
        for (String line : config.parameters()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("parameters '" + line + "' is not 'name: value'");
            }
            values.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return values;
    }

    @Override
    public SinkSession connect(SinkRequest request) {
        if (request.source().isUnresolved()) {
            throw new IllegalArgumentException("source " + request.source() + " has no address");
        }
        request.recording().ifPresent(WifiDisplaySink::checkRecording);
        Settings settings = configured.settings();
        SinkParameters parameters = new SinkParameters(settings.parameters(), request.parameters());
        SinkEnvironment environment =
                new SinkEnvironment(group.next(), ffmpeg, timing, settings.receiveBuffer(), settings.decoderThreads());
        TelevisionSession session = new TelevisionSession(request, parameters, environment);
        sessions.add(session);
        session.closed().whenComplete((reason, failure) -> sessions.remove(session));
        session.start();
        return session;
    }

    @Override
    public List<SinkSession> sessions() {
        return List.copyOf(sessions);
    }

    private static void checkRecording(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw new IllegalArgumentException("recording " + file + " is not a file in a folder that can be written");
        }
    }

    /** Ends all sessions like viewers who leave, and waits for that, but not for ever. */
    @Deactivate
    void close() {
        List<TelevisionSession> open = List.copyOf(sessions);
        open.forEach(TelevisionSession::close);
        CompletableFuture<?> all = CompletableFuture.allOf(open.stream()
                .map(session ->
                        session.closed().handle((reason, failure) -> reason).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        try {
            all.get(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} sink sessions do not end: {}", sessions.size(), sessions);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS);
        }
    }
}
