// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastRequest;
import miracast.api.cast.Fallback;
import miracast.api.driver.SourceCapabilities;
import miracast.api.encoder.EncoderCapabilities;
import miracast.host.display.ChunkRing;
import miracast.host.display.Display;
import miracast.host.display.DisplayListener;
import miracast.host.display.EncoderChoice;
import miracast.host.display.FallbackPlan;
import miracast.host.display.FrameLedger;
import miracast.host.display.SourceWish;
import miracast.host.display.Stage;
import miracast.host.guest.Conduct;
import miracast.host.session.BitRateLimits;
import miracast.host.session.Recording;
import miracast.host.session.SessionParts;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The display of a cast: a new one for each session, on the same memory unless an encoder has spoilt that. The first one is made
 * with the cast, so that a source that cannot be opened is known before any sink comes. On the control loop but for the methods
 * that say "any thread".
 */
class DisplayStand {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayStand.class);
    /** How long encoder, source or converter may keep the encode thread. */
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_LEFT_BEHIND = 3;

    private final HostCast cast;
    private final CastSurroundings around;
    private final ControlLoop loop;
    private final Recording recording;
    private final SoundStand sound;
    private final Conduct conduct;
    private final Consumer<CastEnd> displayOver;
    private final Consumer<CastEnd> sourceHopeless;

    private volatile Display display;
    private FrameLedger ledger;
    private ChunkRing ring;
    private boolean sourceProven;
    /** Displays that did not end: each has a thread, and the memory of a ring. */
    private final Set<Display> leftBehind = new HashSet<>();
    /** The display whose hanging guest was told. */
    private Display accused;

    private ControlLoop.Timer grace = ControlLoop.Timer.NONE;

    /**
     * @param conduct how guests have behaved to the cast
     * @param displayOver told, on the loop, that the display cannot go on
     * @param sourceHopeless told, on the loop, that the source could not be opened even once
     */
    DisplayStand(
            HostCast cast,
            CastSurroundings around,
            Conduct conduct,
            SoundStand sound,
            Consumer<CastEnd> displayOver,
            Consumer<CastEnd> sourceHopeless) {
        this.cast = cast;
        this.around = around;
        recording = new Recording(cast.id());
        this.conduct = conduct;
        this.sound = sound;
        this.displayOver = displayOver;
        this.sourceHopeless = sourceHopeless;
        loop = around.loop();
    }

    // ---- any thread

    Optional<VideoFormat> format() {
        Display present = display;
        return present == null ? Optional.empty() : Optional.ofNullable(present.format());
    }

    String encoder() {
        Display present = display;
        return present == null ? "" : present.encoder();
    }

    Optional<SourceWish> source() {
        Display present = display;
        return present == null ? Optional.empty() : Optional.of(present.source());
    }

    void requestIdr() {
        Display present = display;
        if (present != null) {
            present.requestIdr();
        }
    }

    void useEncoder(String name) {
        Display present = display;
        if (present != null) {
            present.useEncoder(name);
        }
    }

    void renewEncoder(String name) {
        Display present = display;
        if (present != null) {
            present.renewEncoder(name);
        }
    }

    /** @param insists whether it is waited for if it cannot be opened; else the one before stays */
    void useSource(SourceWish wish, boolean insists) {
        Display present = display;
        if (present != null) {
            present.useSource(wish, insists);
        }
        sound.pictures(wish);
    }

    /** What the cast shows from now on while its source gives nothing. */
    void fallback(FallbackPlan plan) {
        Display present = display;
        if (present != null) {
            present.fallback(plan);
        }
    }

    /** See {@link miracast.api.cast.Cast#record}. */
    CastRecording record(Path file, Duration longest) throws IOException {
        CastRecording begun = recording.begin(file);
        if (longest != null) {
            ControlLoop.Timer end = loop.after(longest.toNanos(), begun::stop);
            begun.ended().whenComplete((nothing, failure) -> end.cancel());
        }
        requestIdr();
        return begun;
    }

    /** The recording that was begun last; null if there was none. */
    CastRecording recording() {
        return recording.last();
    }

    /** What a driver may negotiate, as of now. */
    SourceCapabilities capabilities() {
        HostSettings settings = around.settings().get();
        EncoderCapabilities encoder = EncoderChoice.first(around.media().encoders(), cast.wantedEncoder())
                .flatMap(offer -> EncoderChoice.capabilities(around.media().encoders(), offer))
                .orElseThrow(() -> new IllegalStateException("no encoder is there"));
        return SourceCapabilities.builder()
                .profiles(EncoderChoice.profiles(around.media().encoders(), encoder))
                .maxSize(encoder.maxWidth(), encoder.maxHeight())
                .slices(encoder.slices())
                .modes(cast.request().modes())
                .preferredMode(cast.request().mode().orElse(settings.mode()))
                .maxBitRate(bitRates().highest())
                .audioCodings(sound.codings())
                // A recording may begin at any time.
                .recording(true)
                .input(around.input().isWanted())
                .build();
    }

    /** Within which bit rates the cast is to stay, as of now. */
    private BitRateLimits bitRates() {
        long highest = cast.request().bitRate().orElse(around.settings().get().bitRate());
        return new BitRateLimits(
                Math.min(highest, cast.request().lowestBitRate().orElse(0)), highest);
    }

    // ---- control loop

    /** Why there can be no session now; empty if there can. */
    String whatIsMissing() {
        return around.media().encoders().ranked().isEmpty() ? "no encoder is there" : "";
    }

    /**
     * Begins with the cast: with the recording that it asked for, and as {@link #ready}.
     *
     * @throws MiracastException see {@link #ready}
     */
    void begin() throws MiracastException {
        cast.request().recording().ifPresent(recording::beginWhole);
        ready();
    }

    /**
     * Makes a display unless there is one; its source begins to open.
     *
     * @throws MiracastException if the system has no memory or no thread left for it, or too many were left behind: says which
     */
    void ready() throws MiracastException {
        if (display != null) {
            return;
        }
        if (leftBehind.size() >= MOST_LEFT_BEHIND) {
            throw new MiracastException(
                    NtStatus.STATUS_IO_TIMEOUT,
                    leftBehind.size()
                            + " displays of this cast were left behind, since what they called has not returned;"
                            + " there is no further one before one of them has ended");
        }
        HostSettings settings = around.settings().get();
        if (ring == null) {
            ring = Shortage.memory(settings.ringOctets());
        }
        ledger = new FrameLedger();
        CastRequest request = cast.request();
        String encoder = cast.wantedEncoder();
        SourceWish source = cast.wantedSource();
        FromDisplay listener = new FromDisplay();
        Stage stage = new Stage(cast.id(), ring, ledger, cast.meter(), System::nanoTime, loop, listener, conduct);
        Display next = new Display(
                stage,
                settings.display(),
                around.media(),
                encoder,
                source,
                FallbackPlan.of(request),
                request.mode().orElse(settings.mode()));
        listener.display = next;
        try {
            start(next);
        } catch (OutOfMemoryError e) {
            next.stop();
            throw Shortage.threads("a display", e);
        }
        display = next;
        // Who wished something since it was looked at found no display to tell.
        if (!Objects.equals(cast.wantedEncoder(), encoder)) {
            next.useEncoder(cast.wantedEncoder());
        }
        if (!cast.wantedSource().equals(source)) {
            next.useSource(cast.wantedSource(), cast.request().unattended());
        }
        if (cast.request() != request) {
            next.fallback(FallbackPlan.of(cast.request()));
        }
    }

    /** For tests, where threads do not run short. */
    void start(Display next) {
        next.start();
    }

    /**
     * What the session's callbacks work with.
     *
     * @throws MiracastException see {@link #ready}
     */
    SessionParts parts() throws MiracastException {
        ready();
        return new SessionParts(
                cast.id(),
                this::capabilities,
                this::bitRates,
                around.media().encoders(),
                display,
                sound.make(),
                ring,
                ledger,
                cast.meter(),
                recording,
                event -> around.input().input(cast.id(), event),
                System::nanoTime);
    }

    /** A second has passed. */
    void second() {
        sound.second();
        Display present = display;
        if (present != null) {
            present.stuckIn(STUCK_NS).ifPresent(guest -> stuck(present, guest));
        }
    }

    private void stuck(Display present, String guest) {
        String text = guest + " did not return for " + TimeUnit.NANOSECONDS.toSeconds(STUCK_NS) + " s";
        if (present != accused) {
            accused = present;
            present.leaveOut(guest)
                    .ifPresent(culprit -> cast.journal()
                            .part(
                                    culprit.kind(),
                                    culprit.part(),
                                    culprit.part() + " is left out: it did not return for "
                                            + TimeUnit.NANOSECONDS.toSeconds(STUCK_NS) + " s",
                                    culprit.failures(),
                                    culprit.pauseNs()));
        }
        displayOver.accept(failure(NtStatus.STATUS_IO_TIMEOUT, text));
    }

    /** Ends display and sound. Completes on whatever thread when it is free, or given up. */
    CompletableFuture<Void> clear() {
        Display last = display;
        grace.cancel();
        grace = ControlLoop.Timer.NONE;
        CompletableFuture<Void> silent = sound.clear();
        if (last == null) {
            return silent;
        }
        ChunkRing used = ring;
        display = null;
        accused = null;
        ring = null;
        ControlLoop.Timer late = loop.after(STUCK_NS, () -> {
            LOG.warn("cast {}: the display does not end; it is left behind, with its threads", cast.id());
            leftBehind.add(last);
            last.finished().thenRunAsync(() -> leftBehind.remove(last), loop);
            last.abandon();
        });
        return last.stop()
                .thenCombine(silent, (display, quiet) -> display)
                .thenRunAsync(
                        () -> {
                            late.cancel();
                            keep(used, last);
                        },
                        loop);
    }

    /** Ends all, the recording too. Completes on whatever thread when it is free, or given up. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(clear(), recording.close());
    }

    /** The next display may have the memory, unless somebody of this one may still write to it. */
    private void keep(ChunkRing used, Display last) {
        if (ring == null && !leftBehind.contains(last) && used.isIdle()) {
            ring = used;
        }
    }

    private static CastEnd failure(int ntStatus, String detail) {
        return new CastEnd(CastEnd.Cause.FAILED, ntStatus, detail);
    }

    private final class FromDisplay implements DisplayListener {
        private volatile Display display;

        /** What an old display still tells concerns nobody. */
        private void tell(Runnable task) {
            loop.execute(() -> {
                if (display == DisplayStand.this.display) {
                    task.run();
                }
            });
        }

        @Override
        public void sourceOpened(SourceWish wish) {
            tell(() -> sourceProven = true);
        }

        @Override
        public void sourceFailed(SourceWish wish, String reason) {
            tell(() -> {
                if (!sourceProven && cast.request().fallback() instanceof Fallback.Hold) {
                    sourceHopeless.accept(failure(NtStatus.STATUS_NOT_FOUND, reason));
                }
            });
        }

        @Override
        public void encoderReady(String name) {
            tell(() -> {
                grace.cancel();
                grace = ControlLoop.Timer.NONE;
            });
        }

        @Override
        public void encoderMissing(String reason) {
            tell(() -> {
                if (grace != ControlLoop.Timer.NONE) {
                    // The same outage: each look at what there is tells of it again.
                    return;
                }
                long graceNs = around.settings().get().encoderGraceNs();
                LOG.warn("cast {}: {}; the last picture stays", cast.id(), reason);
                cast.journal().part(CastLogEntry.Kind.ENCODER_MISSING, "", reason, 0, graceNs);
                grace = loop.after(graceNs, () -> displayOver.accept(failure(NtStatus.STATUS_NOT_FOUND, reason)));
            });
        }

        @Override
        public void part(CastLogEntry.Kind kind, String part, String detail, int attempt, long pauseNs) {
            tell(() -> cast.journal().part(kind, part, detail, attempt, pauseNs));
        }

        @Override
        public void displayFailed(String reason) {
            tell(() -> displayOver.accept(failure(NtStatus.STATUS_UNSUCCESSFUL, reason)));
        }
    }
}
