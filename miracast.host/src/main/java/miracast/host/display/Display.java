// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.VideoFrame;
import miracast.api.input.InputEvent;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.CastMark;
import miracast.host.thread.Command;
import miracast.host.thread.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The display of one session: at each tick of the mode it takes a picture from the source and has it encoded into the ring. Its
 * encode thread is the only one that touches encoder and stream in use; other threads leave it wishes in volatile fields, which
 * only the last one of matters, or commands. Public methods may be called on any thread and never wait.
 */
public final class Display {
    private static final Logger LOG = LoggerFactory.getLogger(Display.class);
    private static final long NOTHING_TO_DO_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_PICTURE_POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Stage stage;
    private final EncoderSeat encoderSeat;
    private final SourceSeat sourceSeat;
    private final FrameLoop frames;
    private final Offers<FrameConverter> converters;
    private final Conversions conversions;
    private final Offers.User<FrameConverter> converterUser = new ConverterUser();
    private final Mailbox mailbox = new Mailbox(this::wake);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Complete when its thread has ended and left nothing, whether or not somebody waited for that. */
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    private final DisplaySettings settings;
    private final Thread thread;

    private volatile VideoFormat format;
    private volatile long bitRate;
    /** Rises with each activation; 0 while nothing is to flow. */
    private volatile long activation;

    private volatile boolean stopping;
    private long activations;
    private long begun;
    private long waitingSinceNs;

    /**
     * @param encoder name of the encoder that is wanted; null for the best one
     * @param fallback what to show while the source gives nothing
     * @param mode what to open the source for until a format is known
     */
    public Display(
            Stage stage,
            DisplaySettings settings,
            MediaOffers offers,
            String encoder,
            SourceWish source,
            FallbackPlan fallback,
            VideoMode mode) {
        this.stage = stage;
        this.settings = settings;
        converters = offers.converters();
        encoderSeat = new EncoderSeat(
                stage, this, offers.encoders(), encoder, settings.takeOverNs(), settings.encoderOpenNs());
        sourceSeat = new SourceSeat(stage, this, offers.sources(), source, fallback, mode, settings);
        conversions = new Conversions(stage, converters, converterUser::offersChanged);
        frames = new FrameLoop(stage, settings, new ToSeats(), new Pictures(conversions), fallback.afterNs());
        thread = new Thread(CastMark.on(stage.castId(), this::run), "cast-" + stage.castId() + "-encode");
        thread.setDaemon(true);
    }

    /** Begins to open the source. Chunks flow when a format is set and the display is activated. */
    public void start() {
        thread.start();
        converters.addUser(converterUser);
        encoderSeat.start();
        sourceSeat.start();
    }

    // ---- any thread

    /** Frames are to come in this format. An encoder is opened for it at once, beside. */
    public void format(VideoFormat newFormat) {
        frames.share(1);
        bitRate = newFormat.bitRate();
        format = newFormat;
        encoderSeat.format(newFormat);
        sourceSeat.mode(newFormat.mode());
        LockSupport.unpark(thread);
    }

    /** The format; null if none was set yet. */
    public VideoFormat format() {
        return format;
    }

    /** Whether frames flow; the first one after each true is an IDR picture and comes at once. */
    public synchronized void active(boolean active) {
        activation = active ? ++activations : 0;
        LockSupport.unpark(thread);
    }

    /** Whether frames are to flow. */
    public boolean isActive() {
        return activation != 0;
    }

    /** The next frame is to be an IDR picture. */
    public void requestIdr() {
        frames.requestIdr();
    }

    /** Bit rate from the next frame on, in bit/s. */
    public void bitRate(long newBitRate) {
        bitRate = newBitRate;
    }

    /** Only one of so many ticks of the mode has a frame, until the next format. */
    public void frameShare(int oneOf) {
        frames.share(oneOf);
    }

    /** Where on the source's picture something is that was done on what is sent of it. */
    public InputEvent onPicture(InputEvent event) {
        VideoFormat present = format;
        return present == null ? event : frames.onPicture(event, present.mode());
    }

    long bitRate() {
        return bitRate;
    }

    /** Takes that encoder as long as it is there. */
    public void useEncoder(String name) {
        encoderSeat.want(name);
    }

    /** Takes that encoder as long as it is there, in a new session if it is in use. */
    public void renewEncoder(String name) {
        encoderSeat.renew(name);
    }

    /** Name of the encoder in use; empty while there is none. */
    public String encoder() {
        return encoderSeat.name();
    }

    /**
     * Shows another source.
     *
     * @param insists whether it is waited for if it cannot be opened; else the one before stays
     */
    public void useSource(SourceWish wish, boolean insists) {
        sourceSeat.want(wish, insists);
    }

    /** Another way to bridge what the source does not give, from now on. */
    public void fallback(FallbackPlan plan) {
        frames.silenceLimit(plan.afterNs());
        sourceSeat.plan(plan);
    }

    /** The source that is shown. */
    public SourceWish source() {
        return sourceSeat.shown();
    }

    /** Who keeps the encode thread for longer than the time, if anybody does: the display can then only be abandoned. */
    public Optional<String> stuckIn(long patienceNs) {
        return frames.stuckIn(stage.clock().getAsLong(), patienceNs);
    }

    /**
     * Has the cast leave out who keeps the encode thread, over its sessions, until the encode thread has ended.
     *
     * @param guest of {@link #stuckIn}
     * @return empty if it cannot be told who it is
     */
    public Optional<LeftOut> leaveOut(String guest) {
        return switch (guest) {
            case FrameLoop.ENCODER -> encoderSeat.leaveOut(finished);
            case FrameLoop.SOURCE -> sourceSeat.leaveOut(finished);
            case FrameLoop.CONVERTER -> conversions.leaveOut(finished);
            default -> Optional.empty();
        };
    }

    /**
     * Who is left out.
     *
     * @param kind of the entry in the cast's log
     * @param part name of the encoder or converter, or the source as the user named it
     * @param failures of it, one after the other
     * @param pauseNs how long until it may be tried again
     */
    public record LeftOut(CastLogEntry.Kind kind, String part, int failures, long pauseNs) {}

    /** Ends the display. Completes when all that it had is free, which takes as long as encoder and source take. */
    public CompletableFuture<Void> stop() {
        encoderSeat.close();
        sourceSeat.close();
        stopping = true;
        frames.end();
        LockSupport.unpark(thread);
        return ended;
    }

    /** Completes when its thread has ended, even after {@link #abandon}. */
    public CompletableFuture<Void> finished() {
        return finished;
    }

    /** Stops waiting for a display that was stopped and does not end. It uses what it has until it is {@link #finished}. */
    public void abandon() {
        thread.interrupt();
        ended.complete(null);
    }

    /** Done when pictures leave so much later that an exchange of the encoder has room. */
    Command<Void> makeRoom() {
        return mailbox.post(new Command<>(() -> null, frames::lacksRoom));
    }

    Command<SeatedEncoder> exchangeEncoder(SeatedEncoder next) {
        return mailbox.post(new Command<>(
                () -> frames.exchangeEncoder(next),
                () -> frames.isTooEarlyFor(next, stage.clock().getAsLong())));
    }

    Command<SeatedSource> exchangeSource(SeatedSource next) {
        return mailbox.post(() -> frames.exchangeSource(next));
    }

    /** See {@link FrameLoop#fallSilent}. */
    void fallSilent() {
        mailbox.post(() -> {
            frames.fallSilent();
            return null;
        });
    }

    Command<Boolean> substitute(VideoFrame picture) {
        return mailbox.post(() -> frames.substitute(picture));
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    // ---- encode thread

    private void run() {
        try {
            while (!stopping) {
                long waitNs = turn(stage.clock().getAsLong());
                if (!mailbox.run() && waitNs > 0) {
                    LockSupport.parkNanos(this, waitNs);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: the display failed", stage.castId(), e);
            stage.listener().displayFailed("the display failed: " + e);
        } finally {
            end();
        }
    }

    /** What is to be done now; returns how long there is nothing more, in ns. */
    private long turn(long nowNs) {
        long activationNow = activation;
        if (activationNow == 0) {
            begun = 0;
        }
        if (activationNow == 0 || !frames.hasEncoderFor(format)) {
            frames.interrupt();
            waitingSinceNs = nowNs;
            return NOTHING_TO_DO_NS;
        }
        if (begun != activationNow) {
            boolean blackWillDo = nowNs - waitingSinceNs > settings.firstPictureNs();
            if (!frames.begin(nowNs, bitRate, blackWillDo)) {
                return FIRST_PICTURE_POLL_NS;
            }
            begun = activationNow;
        }
        return frames.tick(nowNs, bitRate);
    }

    private void end() {
        SeatedEncoder encoder = frames.exchangeEncoder(null);
        SeatedSource source = frames.close();
        // Only now: who waits for a command that is taken back takes it that this thread uses nothing any more.
        mailbox.close();
        converters.removeUser(converterUser);
        CompletableFuture.allOf(encoderSeat.free(encoder), sourceSeat.free(source))
                .thenRun(() -> {
                    finished.complete(null);
                    ended.complete(null);
                });
    }

    private final class ToSeats implements FrameLoop.Failures {
        @Override
        public void encoderFailed(SeatedEncoder encoder, String reason) {
            encoderSeat.failed(encoder, reason);
        }

        @Override
        public void sourceFailed(SeatedSource source, String reason) {
            sourceSeat.failed(source, reason);
        }

        @Override
        public void sourceSilent() {
            sourceSeat.silent();
        }

        @Override
        public void sourceBack() {
            sourceSeat.back();
        }
    }

    private final class ConverterUser implements Offers.User<FrameConverter> {
        @Override
        public void offersChanged() {
            letGo(null);
        }

        @Override
        public CompletableFuture<Void> letGo(Offer<FrameConverter> offer) {
            CompletableFuture<Void> free = new CompletableFuture<>();
            mailbox.post(() -> {
                        conversions.reconsider(offer);
                        return null;
                    })
                    .result()
                    .whenComplete((nothing, failure) -> {
                        // Where there was only no room, the converter may be in use still.
                        if (failure == null || mailbox.isClosed()) {
                            free.complete(null);
                        }
                    });
            return free;
        }
    }
}
