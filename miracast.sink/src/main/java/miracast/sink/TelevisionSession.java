// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import miracast.wire.rtsp.FormatChangeTiming;
import miracast.wire.uibc.UibcWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session: joins connection, dialogue and media, and ends them together. What is not volatile belongs to the event loop. */
final class TelevisionSession implements SinkSession, DialogueEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TelevisionSession.class);

    private final SinkRequest request;
    private final SinkEnvironment environment;
    private final SinkParameters requested;
    private final Complaints complaints;
    private final StreamCounters counters = new StreamCounters();
    private final MarkerTrack markers = new MarkerTrack();
    private final SyncTrack sync = new SyncTrack();
    private final ClockTrack clock = new ClockTrack();
    private final FormatTrack formats = new FormatTrack();
    private final Connector connector;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    private volatile State state = State.CONNECTING;
    private volatile VideoMode mode;
    private volatile MediaReception media;
    private SinkParameters parameters;
    private int rtpPort;
    private Channel channel;
    private TelevisionDialogue dialogue;
    private volatile InputSender input;
    private boolean ending;

    TelevisionSession(SinkRequest request, SinkParameters parameters, SinkEnvironment environment) {
        this.request = request;
        this.requested = parameters;
        this.parameters = parameters;
        this.environment = environment;
        this.complaints = new Complaints(request.name());
        this.connector = new Connector(
                environment.loop(),
                request.source(),
                request.localAddress().orElse(null),
                request.connectTimeoutNs(),
                environment.timing().retryNs(),
                this::connected,
                failure -> end(failure.getMessage(), failure));
    }

    /** Begins to connect. */
    void start() {
        environment.loop().execute(connector::start);
    }

    private void connected(Channel made) {
        channel = made;
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        InetSocketAddress source = (InetSocketAddress) channel.remoteAddress();
        try {
            DatagramChannel rtp =
                    RtpSocket.open(local.getAddress(), parameters.requestedPort(), environment.receiveBuffer());
            rtpPort = RtpSocket.port(rtp);
            LOG.info("{}: connected to {} from {}, RTP on port {}", name(), source, local, rtpPort);
            media = reception(rtp, source.getAddress());
            media.offer(parameters);
            dialogue = new TelevisionDialogue(
                    parameters.withPort(rtpPort), rtpPort, environment.timing(), complaints, this, environment.loop());
        } catch (IOException e) {
            end(e.getMessage(), e);
            return;
        } catch (RuntimeException | Error e) {
            // Nobody else would ever end the session: no decoder, no memory for buffers.
            LOG.error("{}: cannot receive", name(), e);
            IOException failure = new IOException(name() + ": cannot receive: " + e, e);
            end(failure.getMessage(), failure);
            return;
        }
        state = State.NEGOTIATING;
        dialogue.connection().addTo(channel.pipeline());
        channel.pipeline().fireChannelActive();
        channel.config().setAutoRead(true);
    }

    private MediaReception reception(DatagramChannel rtp, InetAddress source) throws IOException {
        MediaReception.Plan plan;
        try {
            plan = plan();
        } catch (RuntimeException | Error e) {
            rtp.close();
            throw e;
        }
        return new MediaReception(plan, rtp, source, counters, complaints, markers);
    }

    private MediaReception.Plan plan() {
        return new MediaReception.Plan(
                name(),
                request.faults(),
                request.recording().orElse(null),
                decoder().orElse(null),
                new StreamPipeline.Hearing(soundDecoder(), sync, clock, formats),
                this::requestIdr,
                failure -> environment.loop().execute(() -> abort(failure)));
    }

    private Optional<PictureDecoder> decoder() {
        if (!request.decode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(environment.ffmpeg().decoder(environment.decoderThreads()));
        } catch (IOException e) {
            complaints.add("%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Without FFmpeg sound is checked and not decoded; that is told with the pictures. */
    private SoundDecoder soundDecoder() {
        if (!request.decode() || !environment.ffmpeg().available()) {
            return SoundDecoder.NONE;
        }
        try {
            return environment.ffmpeg().soundDecoder();
        } catch (IOException e) {
            complaints.add("%s", e.getMessage());
            return SoundDecoder.NONE;
        }
    }

    private void abort(IOException failure) {
        if (dialogue != null) {
            dialogue.connection().close();
        }
        end(failure.getMessage(), failure);
    }

    @Override
    public String name() {
        return request.name();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public SinkStatistics statistics() {
        return new ReceivedStatistics(
                formats.mode().or(() -> Optional.ofNullable(mode)),
                formats.findings(),
                counters,
                markers.findings(),
                sync.findings(),
                clock.driftMs(),
                complaints);
    }

    @Override
    public void play() {
        tell(TelevisionDialogue::play);
    }

    @Override
    public void pause() {
        tell(TelevisionDialogue::pause);
    }

    @Override
    public void requestIdr() {
        tell(running -> running.news().requestIdr());
    }

    @Override
    public void standby() {
        tell(TelevisionDialogue::sleep);
    }

    @Override
    public void route(Route route) {
        tell(running -> running.news().route(route));
    }

    @Override
    public void change(Map<String, String> others) {
        SinkParameters changed = requested.replaced(others);
        onLoop(() -> {
            parameters = changed;
            if (dialogue != null && !ending) {
                media.offer(changed);
                dialogue.news().change(changed.withPort(rtpPort));
            }
        });
    }

    @Override
    public void enableInput(boolean enabled) {
        // As of now, like what the viewer does.
        if (input != null) {
            tell(running -> running.news().enableInput(enabled));
        }
    }

    @Override
    public void input(InputEvent event) {
        VideoMode present = formats.mode().orElse(mode);
        // As of now: a source that asks while this waits for the loop has not asked for it.
        InputSender invited = input;
        if (present != null) {
            byte[] packet = UibcWriter.write(event, present);
            if (invited != null) {
                onLoop(() -> invited.send(packet));
            }
        }
    }

    @Override
    public void faults(RtpFaults faults) {
        onLoop(() -> {
            if (media != null) {
                media.faults(faults);
            }
        });
    }

    private void tell(Consumer<TelevisionDialogue> action) {
        onLoop(() -> {
            if (dialogue != null && !ending) {
                action.accept(dialogue);
            }
        });
    }

    /** On the event loop; if that has ended with the sink's component, here, since nothing else runs any more. */
    private void onLoop(Runnable action) {
        try {
            environment.loop().execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    @Override
    public void snapshot(Path file) throws IOException {
        MediaReception reception = media;
        BufferedImage picture = (reception == null ? Optional.<BufferedImage>empty() : reception.lastPicture())
                .orElseThrow(
                        () -> new IOException(name() + ": no picture was decoded yet, " + file + " is not written"));
        // Not ImageIO's own: they print a stack trace when they cannot open a file, and their cache file needs a
        // shutdown hook, which is refused where Ctrl-C ends the session.
        try (OutputStream stream = Files.newOutputStream(file);
                ImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IOException("no PNG writer");
            }
        } catch (IOException e) {
            throw new IOException("snapshot " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        onLoop(() -> {
            if (dialogue == null) {
                connector.cancel();
            } else {
                dialogue.leave();
            }
        });
    }

    @Override
    public void vanish() {
        onLoop(() -> {
            if (dialogue == null) {
                connector.cancel();
            } else {
                // A reset instead of an orderly end: as close to a pulled plug as the system lets us come.
                if (channel.isOpen()) {
                    channel.config().setOption(ChannelOption.SO_LINGER, 0);
                }
                dialogue.abort("vanished");
            }
        });
    }

    @Override
    public CompletionStage<String> closed() {
        return closed.minimalCompletionStage();
    }

    @Override
    public void state(State next) {
        LOG.debug("{}: {}", name(), next);
        state = next;
    }

    @Override
    public void agreed(AgreedFormat format, Optional<FormatChangeTiming> from) {
        LOG.info(
                "{}: {}{}",
                name(),
                format,
                from.map(timing -> " from PTS " + timing.pts90k()).orElse(""));
        mode = format.mode();
        media.expect(format, from);
    }

    @Override
    public void transport(int serverPort) {
        media.expectPort(serverPort);
    }

    @Override
    public void playRequested() {
        media.play();
    }

    @Override
    public void inputWanted(int port) {
        if (ending || input != null && input.port() == port) {
            return;
        }
        if (input != null) {
            input.close();
        }
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        InetSocketAddress source = (InetSocketAddress) channel.remoteAddress();
        input = new InputSender(
                environment.loop(), local.getAddress(), new InetSocketAddress(source.getAddress(), port), complaints);
    }

    @Override
    public void inputEnabled(boolean enabled) {
        if (input != null) {
            input.enable(enabled);
        }
    }

    @Override
    public void paused() {
        media.pause();
    }

    @Override
    public void ended(String reason, boolean failure) {
        end(reason, failure ? new IOException(name() + ", source " + request.source() + ": " + reason) : null);
    }

    /** Frees all, then tells. */
    private void end(String reason, IOException failure) {
        if (ending) {
            return;
        }
        ending = true;
        if (input != null) {
            input.close();
        }
        CompletableFuture<Void> mediaEnded = media == null ? CompletableFuture.completedFuture(null) : media.close();
        CompletableFuture<Void> channelEnded = new CompletableFuture<>();
        if (channel == null) {
            channelEnded.complete(null);
        } else {
            channel.close().addListener(done -> channelEnded.complete(null));
        }
        mediaEnded.runAfterBoth(channelEnded, () -> onLoop(() -> over(reason, failure)));
    }

    private void over(String reason, IOException failure) {
        LOG.info("{}: ended, {}", name(), reason);
        state = State.CLOSED;
        if (failure == null) {
            closed.complete(reason);
        } else {
            closed.completeExceptionally(failure);
        }
    }
}
