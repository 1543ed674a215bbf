// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import miracast.api.sink.RtpFaults;
import miracast.wire.rtsp.FormatChangeTiming;

/**
 * The media side of one session: a receive thread, a decode thread if pictures are decoded, a record thread if the stream is
 * written to a file. Thread-safe.
 */
final class MediaReception {
    private final String name;
    private final Complaints complaints;
    private final RtpReceiver receiver;
    private final List<Runnable> endings = new ArrayList<>();
    private final List<CompletableFuture<Void>> threads = new ArrayList<>();
    private final PictureDecoder decoder;
    private final Consumer<IOException> failed;

    /**
     * What a reception is made of.
     *
     * @param name of the sink
     * @param faults harm that is done to packets
     * @param recording where to write the stream; null for nowhere
     * @param decoder of pictures; null to check them only
     * @param hearing of sound; its decoder belongs to the reception from now on
     * @param idrNeeded asks the source for an IDR picture; called on the receive thread
     * @param failed told what ended the reception before {@link #close}; called on one of the threads
     */
    record Plan(
            String name,
            RtpFaults faults,
            Path recording,
            PictureDecoder decoder,
            StreamPipeline.Hearing hearing,
            Runnable idrNeeded,
            Consumer<IOException> failed) {}

    /**
     * Starts the threads.
     *
     * @param channel bound; belongs to the reception from now on
     * @param source whose datagrams are taken
     * @throws IOException if the system has no selector for us; after this or any other failure the channel and the decoder are
     *     closed
     */
    MediaReception(
            Plan plan,
            DatagramChannel channel,
            InetAddress source,
            StreamCounters counters,
            Complaints complaints,
            MarkerTrack markers)
            throws IOException {
        this.name = plan.name();
        this.complaints = complaints;
        this.decoder = plan.decoder();
        this.failed = plan.failed();
        KeyframeWatch keyframes = new KeyframeWatch(plan.idrNeeded());
        Optional<Recorder> recorder = Optional.empty();
        Optional<DecodeQueue> queue;
        try {
            recorder = recorder(plan.recording());
            queue = Optional.ofNullable(decoder)
                    .map(present -> new DecodeQueue(counters.dropped, keyframes::need, complaints));
            StreamPipeline pipeline = new StreamPipeline(
                    plan.faults(),
                    counters,
                    complaints,
                    keyframes,
                    queue.<AccessUnitTarget>map(present -> present).orElseGet(SingleUnit::new),
                    plan.hearing(),
                    recorder.<StreamPipeline.Recording>map(present -> present).orElse(StreamPipeline.Recording.NONE));
            receiver = new RtpReceiver(channel, source, pipeline, complaints, System::nanoTime);
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: buffers may find no memory.
            channel.close();
            recorder.ifPresent(Recorder::abandon);
            closeDecoder();
            plan.hearing().decoder().close();
            throw e;
        }
        queue.ifPresent(present -> {
            endings.add(present::close);
            start(
                    "decode",
                    new DecodeLoop(
                            present,
                            decoder,
                            counters,
                            markers,
                            plan.hearing().sync(),
                            complaints,
                            System::nanoTime,
                            System::currentTimeMillis),
                    this::closeDecoder);
        });
        endings.add(plan.hearing().decoder()::close);
        recorder.ifPresent(present -> {
            endings.add(present::close);
            start("record", present, present::abandon);
        });
        start(
                "receive",
                () -> {
                    try {
                        receiver.run();
                    } finally {
                        endings.forEach(Runnable::run);
                    }
                },
                () -> {
                    receiver.abandon();
                    endings.forEach(Runnable::run);
                });
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
        }
    }

    /** Checks units one after the other in the same place. */
    private static final class SingleUnit implements AccessUnitTarget {
        private final AccessUnit unit = new AccessUnit();

        @Override
        public AccessUnit finished(AccessUnit finished) {
            return unit;
        }

        @Override
        public AccessUnit first() {
            return unit;
        }
    }

    private Optional<Recorder> recorder(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Recorder(file, complaints));
        } catch (IOException e) {
            complaints.add("nothing is recorded: %s", e);
            return Optional.empty();
        }
    }

    /** @param otherwise frees what the work would have freed, if the system has no thread for it */
    private void start(String role, Runnable work, Runnable otherwise) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        threads.add(ended);
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        failed.accept(new IOException(name + ": the " + role + " thread failed: " + e, e));
                    } finally {
                        ended.complete(null);
                    }
                },
                "miracast-sink-" + name + "-" + role);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            otherwise.run();
            ended.complete(null);
            failed.accept(new IOException(name + ": the " + role + " thread does not start: " + e.getMessage(), e));
        }
    }

    /** Pictures from the next IDR picture on, or from the time given, are to be of this format. */
    void expect(AgreedFormat format, Optional<FormatChangeTiming> from) {
        receiver.execute(pipeline -> pipeline.expect(format, from));
    }

    /** What the sink is from now on. */
    void offer(SinkParameters parameters) {
        receiver.execute(pipeline -> pipeline.offer(parameters));
    }

    /** The port from which the source promised to send; 0 if it named none. */
    void expectPort(int port) {
        receiver.expectPort(port);
    }

    /** Packets are to be harmed so from now on. */
    void faults(RtpFaults faults) {
        receiver.execute(pipeline -> pipeline.faults(faults));
    }

    /** PLAY is about to be sent. */
    void play() {
        receiver.execute(StreamPipeline::play);
    }

    /** PAUSE was answered. */
    void pause() {
        receiver.execute(pipeline -> pipeline.pause(System.nanoTime()));
    }

    /** The last decoded picture; empty if there is none. */
    Optional<BufferedImage> lastPicture() {
        return decoder == null ? Optional.empty() : decoder.lastPicture();
    }

    /** Ends the reception after what has come is processed. The future completes when its threads have ended. */
    CompletableFuture<Void> close() {
        receiver.close();
        return CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new));
    }
}
