// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.Monitor;
import miracast.host.display.FallbackPlan;
import miracast.host.guest.Conduct;
import miracast.host.guest.Succession;
import miracast.host.link.Approach;
import miracast.host.link.DeviceApproach;
import miracast.host.link.LinkProvider;
import miracast.host.link.ListenApproach;
import miracast.host.parts.Offer;
import miracast.host.session.DriverSupply;
import miracast.host.thread.CastMark;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdStats;

/**
 * The life of one cast: seeks a sink, runs a session with it, closes that, and seeks again.
 *
 * <pre>
 *              connected              over, failed, stopped               free
 *   SEEKING ---------------> SESSION ----------------------> CLOSING -------------> SEEKING, at once or
 *      ^  \                                                     |                   after a pause in WAITING
 *      |   failed                                               | stopped, once, hopeless
 *      |    \                                                   v
 *      +---- WAITING ------------------- stopped -----------> ENDING ---> OVER
 * </pre>
 *
 * <p>Everything happens on the control loop but for the methods that say "any thread".
 */
final class CastRun implements Approach.Listener, Admission.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CastRun.class);

    private enum Phase {
        SEEKING,
        SESSION,
        CLOSING,
        WAITING,
        ENDING,
        OVER
    }

    private final HostCast cast;
    private final CastJournal journal;
    private final CastSurroundings around;
    private final ControlLoop loop;
    private final Approach approach;
    private final Admission admission;
    private final SoundStand sound;
    private final DisplayStand stand;
    private final Succession<DriverSupply> drivers;
    private final Tries tries;
    private final Unwinding unwinding;
    private final Consumer<CastEnd> gone;

    private volatile Phase phase = Phase.SEEKING;
    /** There from the connection of a sink until all of it is closed. */
    private volatile CastSession session;

    private final CastSession.Fate fate = new FateOfSession();

    private CastEnd finalEnd;
    private boolean atOnce;
    /** Whether the session was ended by a change that needs another one. */
    private boolean isChanged;

    /** @param gone told how it ended when the cast is over and nothing is left of it */
    CastRun(HostCast cast, CastSurroundings around, Consumer<CastEnd> gone) {
        this.cast = cast;
        journal = cast.journal();
        this.around = around;
        this.gone = gone;
        loop = around.loop();
        HostSettings settings = around.settings().get();
        unwinding = new Unwinding(cast.id(), loop, failure -> giveUp("it cannot go on: " + failure));
        approach = around.approach(cast, this);
        Conduct conduct = new Conduct();
        drivers = new Succession<>(cast.id(), "driver", around.drivers(), conduct, loop::nanoTime);
        sound = new SoundStand(cast, around, conduct, this::codingsChanged);
        stand = new DisplayStand(cast, around, conduct, sound, this::displayOver, this::sourceHopeless);
        admission = new Admission(cast.id(), loop, around.doorman(), () -> CastSession.missing(around, stand), this);
        tries = new Tries(loop, around.turnstile(), settings, CastMark.on(cast.id(), this::seekNow));
    }

    // ---- any thread

    /** Begins to seek. */
    void begin() {
        loop.execute(() -> {
            LOG.info(
                    "cast {}: {} to {}",
                    cast.id(),
                    cast.wantedSource(),
                    cast.request().target());
            journal.begins();
            try {
                stand.begin();
            } catch (MiracastException e) {
                hopeless(new CastEnd(CastEnd.Cause.FAILED, e.ntStatus(), e.getMessage()));
                return;
            }
            seek();
        });
    }

    /** Ends the cast. */
    void stop(String reason) {
        loop.execute(() -> finish(new CastEnd(CastEnd.Cause.STOPPED, NtStatus.STATUS_SUCCESS, reason)));
    }

    /** What the cast hangs in is left behind, and nobody waits for the rest of it: it is over. */
    void giveUp(String reason) {
        loop.execute(() -> {
            if (phase != Phase.OVER) {
                finalEnd = new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, reason);
                admission.cancel();
                unwinding.step("let go of its link", approach::close);
                unwinding.step("end its display", stand::close);
                over();
            }
        });
    }

    /** The sink is to go on, or to pause. */
    void power(boolean on) {
        inSession(present -> present.power(on));
    }

    /** The display is to go dark. */
    void standby() {
        inSession(CastSession::standby);
    }

    private void inSession(Consumer<CastSession> wish) {
        loop.execute(() -> {
            if (phase == Phase.SESSION) {
                wish.accept(session);
            }
        });
    }

    /** Its display, with encoder and source. */
    DisplayStand display() {
        return stand;
    }

    /** Its sound. */
    SoundStand sound() {
        return sound;
    }

    private void codingsChanged(List<AudioCoding> codings) {
        if (phase == Phase.SESSION) {
            session.codingsChanged(codings);
        }
    }

    /** Whether somebody wants the display's input may have changed. */
    void inputWanted(boolean wanted) {
        if (phase == Phase.SESSION) {
            session.inputWanted(wanted);
        }
    }

    /**
     * Tells what was changed; called before the change is made, so that what comes of it is told later.
     *
     * @param what a sentence; empty for nothing
     */
    void tellChange(String what) {
        if (!what.isEmpty()) {
            loop.execute(() -> {
                if (phase != Phase.OVER) {
                    LOG.info("cast {}: {}", cast.id(), what);
                    journal.part(CastLogEntry.Kind.CHANGED, "", what, 0, 0);
                }
            });
        }
    }

    /** The request was changed. */
    void changed(CastRequest before, CastRequest next) {
        stand.fallback(FallbackPlan.of(next));
        inSession(present -> present.changed(before, next));
    }

    Optional<InetSocketAddress> listening() {
        return approach.listening();
    }

    /** What a display that connects would have to wait for now; empty if nothing, or if that is not what the cast waits for. */
    String missing(CastState state) {
        return switch (state) {
            case SEARCHING, LINKING, AWAITING_SINK -> CastSession.missing(around, stand);
            default -> "";
        };
    }

    Optional<CastLink> link() {
        return approach.link();
    }

    Optional<Monitor> monitor() {
        CastSession present = session;
        return present == null ? Optional.empty() : Optional.ofNullable(present.monitor());
    }

    Optional<VideoFormat> format() {
        return phase == Phase.SESSION ? stand.format() : Optional.empty();
    }

    List<String> formatReasons() {
        CastSession present = session;
        return present != null && format().isPresent() ? present.formatReasons() : List.of();
    }

    // ---- changes around the cast

    /** A second has passed. */
    void second() {
        cast.meter().second(loop.nanoTime());
        if (phase == Phase.SESSION) {
            session.second();
        }
        stand.second();
    }

    /** A device has changed: who waits for it need not wait any longer if it is back. */
    void deviceChanged(Map<String, ?> device) {
        if (approach.isBack(device, phase == Phase.WAITING)) {
            seek();
        }
    }

    private void tryAtOnce() {
        if (phase == Phase.WAITING) {
            seek();
        } else if (phase == Phase.CLOSING) {
            atOnce = true;
        }
    }

    /**
     * Drivers or providers have come: who waits may succeed now, and who plays with a lesser driver changes over, unless the better
     * one has failed.
     */
    void partsCame() {
        tryAtOnce();
        if (phase == Phase.SESSION && !cast.request().once()) {
            drivers.better(session.driver()).ifPresent(better -> {
                atOnce = true;
                close(exchanged("driver " + better.name() + " takes over from "
                        + session.driver().name()));
            });
        }
    }

    /** A driver goes; completes when this cast does not use it any more. */
    CompletableFuture<Void> letDriverGo(Offer<DriverSupply> driver) {
        if (session == null || !session.driver().isSameAs(driver)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> free = session.stop();
        atOnce = true;
        close(exchanged("driver " + driver.name() + " was withdrawn"));
        return free;
    }

    /** A provider of Wi-Fi Direct goes; completes when this cast does not use it any more. */
    CompletableFuture<Void> letProviderGo(Offer<LinkProvider> provider) {
        if (!(approach instanceof DeviceApproach device)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> free = device.freeOf(provider);
        if (!device.uses(provider)) {
            return free;
        }
        CastEnd end = exchanged("Wi-Fi Direct provider " + provider.name() + " was withdrawn");
        failed(end);
        close(end);
        return free;
    }

    private static CastEnd exchanged(String detail) {
        return new CastEnd(CastEnd.Cause.EXCHANGED, NtStatus.STATUS_CONNECTION_ABORTED, detail);
    }

    // ---- the approach

    @Override
    public void progress(CastState state, String detail) {
        if (phase == Phase.SEEKING) {
            journal.progress(state, detail, "", tries.number());
        }
    }

    @Override
    public void connected(SocketChannel channel, String name, Supplier<WfdStats> link) {
        if (phase == Phase.SEEKING) {
            admission.ask(new CastSession.Sink(name, channel, link));
        } else {
            around.doorman().seeOff(channel);
        }
    }

    @Override
    public void keeps(String detail) {
        journal.progress(CastState.AWAITING_SINK, detail, "", tries.number());
    }

    @Override
    public void turnedAway(CastEnd end) {
        failed(end);
    }

    @Override
    public void admitted(CastSession.Sink sink) {
        try {
            session = CastSession.with(sink, cast, around, drivers, stand, tries.number(), fate);
        } catch (MiracastException e) {
            around.doorman().seeOff(sink.channel());
            failed(new CastEnd(CastEnd.Cause.FAILED, e.ntStatus(), e.getMessage()));
            return;
        }
        phase = Phase.SESSION;
        cast.meter().session();
        journal.progress(
                CastState.NEGOTIATING,
                "negotiating with " + sink.name() + session.instead(),
                sink.name(),
                tries.number());
        session.start(around.settings().get().startTimeoutNs());
    }

    @Override
    public void failed(CastEnd end) {
        if (phase == Phase.SEEKING) {
            phase = Phase.CLOSING;
            admission.cancel();
            unwinding.then(unwinding.step("let go of its link", approach::release), () -> afterClosing(end));
        }
    }

    @Override
    public void hopeless(CastEnd end) {
        if (cast.request().unattended()) {
            failed(end);
        } else {
            finish(end);
        }
    }

    @Override
    public void linkLost(CastEnd end) {
        if (phase == Phase.SEEKING) {
            // A display came over it, and is kept until there is an encoder.
            failed(end);
        } else {
            close(end);
        }
    }

    // ---- the end of a session

    /** Without a session there is nothing to end but the display; the next session gets another one. */
    private void displayOver(CastEnd end) {
        if (phase == Phase.SESSION) {
            close(end);
        } else if (phase == Phase.SEEKING || phase == Phase.WAITING) {
            LOG.warn("cast {}: {}", cast.id(), end);
            stand.clear();
        }
    }

    /**
     * The source never gave a stream in this cast's life: that is a mistake in the request, not something that passes. Where
     * nobody would start the cast again, the display goes on asking for it.
     */
    private void sourceHopeless(CastEnd end) {
        if (!cast.request().unattended()) {
            finish(end);
        }
    }

    private final class FateOfSession implements CastSession.Fate {
        @Override
        public void over(CastEnd end) {
            close(end);
        }

        @Override
        public void anotherDriver() {
            atOnce = phase == Phase.SESSION || phase == Phase.CLOSING;
        }

        @Override
        public void beginAnew(String with) {
            if (phase == Phase.SESSION) {
                isChanged = true;
                atOnce = true;
                close(new CastEnd(CastEnd.Cause.EXCHANGED, NtStatus.STATUS_SUCCESS, "begins anew with " + with));
            }
        }
    }

    /** Ends the session; what comes then is said by {@link #afterClosing}. */
    private void close(CastEnd end) {
        if (phase != Phase.SESSION) {
            return;
        }
        phase = Phase.CLOSING;
        journal.sessionOver(end, tries.number());
        if (session.hasSucceeded()) {
            tries.forgive();
        }
        unwinding.then(
                unwinding
                        .step("stop its session", session::stop)
                        .thenComposeAsync(nothing -> unwinding.step("end its display", stand::clear), loop)
                        .thenComposeAsync(nothing -> unwinding.step("let go of its link", approach::release), loop),
                () -> afterClosing(end));
    }

    private void afterClosing(CastEnd end) {
        session = null;
        if (phase == Phase.OVER) {
            return;
        }
        if (finalEnd != null) {
            free();
        } else if (cast.request().once() && !isChanged) {
            finalEnd = end;
            free();
        } else if (atOnce || end.cause() == CastEnd.Cause.SINK_LEFT && approach instanceof ListenApproach) {
            goOnAfter(end);
        } else {
            waitAfter(end);
        }
    }

    private void goOnAfter(CastEnd end) {
        LOG.info("cast {}: {}", cast.id(), end);
        CastState now = journal.where().state();
        if (now == CastState.LINKING || now == CastState.AWAITING_SINK) {
            // No session was there to tell that this try is over.
            journal.backsOff(end, end + "; next try at once", tries.number(), 0);
        }
        seek();
    }

    private void waitAfter(CastEnd end) {
        phase = Phase.WAITING;
        if (end.cause() == CastEnd.Cause.EXCHANGED) {
            // Nothing was wrong with the display.
            tries.forgive();
        }
        int failed = tries.number();
        long pauseNs = tries.pause(this::seek);
        String detail = end + String.format(Locale.ROOT, "; try %d in %.1f s", tries.number(), pauseNs / 1e9);
        LOG.info("cast {}: {}", cast.id(), detail);
        journal.backsOff(end, detail, failed, pauseNs);
    }

    /** Seeks when it is this cast's turn. */
    private void seek() {
        atOnce = false;
        isChanged = false;
        if (!tries.isInTurn()) {
            phase = Phase.WAITING;
            tries.begin();
        }
    }

    private void seekNow() {
        phase = Phase.SEEKING;
        try {
            approach.seek();
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: it cannot look for a sink", cast.id(), e);
            failed(new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_UNSUCCESSFUL, "no sink was looked for: " + e));
        }
    }

    // ---- the end

    private void finish(CastEnd end) {
        if (finalEnd != null) {
            return;
        }
        finalEnd = end;
        tries.cancel();
        if (phase == Phase.SESSION) {
            close(end);
        } else if (phase == Phase.SEEKING || phase == Phase.WAITING) {
            free();
        }
    }

    private void free() {
        phase = Phase.ENDING;
        admission.cancel();
        unwinding.then(
                CompletableFuture.allOf(
                        unwinding.step("let go of its link", approach::close),
                        unwinding.step("end its display", stand::close)),
                () -> {
                    if (phase == Phase.ENDING) {
                        over();
                    }
                });
    }

    private void over() {
        phase = Phase.OVER;
        LOG.info("cast {}: ended: {}", cast.id(), finalEnd);
        journal.ended(finalEnd, tries.number());
        gone.accept(finalEnd);
        around.guests().execute(() -> cast.end().complete(finalEnd));
    }
}
