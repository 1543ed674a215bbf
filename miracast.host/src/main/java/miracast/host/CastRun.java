// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.driver.DisplayMessage;
import miracast.host.display.FallbackPlan;
import miracast.host.display.SourceWish;
import miracast.host.link.Approach;
import miracast.host.link.BackOff;
import miracast.host.link.DeviceApproach;
import miracast.host.link.DeviceWish;
import miracast.host.link.LinkProvider;
import miracast.host.link.ListenApproach;
import miracast.host.parts.Offer;
import miracast.host.session.DriverSession;
import miracast.host.session.DriverSupply;
import miracast.host.session.Recording;
import miracast.host.session.SessionListener;
import miracast.host.session.SessionParts;
import miracast.host.sound.AudioWish;
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
final class CastRun implements Approach.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CastRun.class);
    /** A session that played for so long was a success: the next failure begins with the shortest pause. */
    private static final long SUCCESS_NS = TimeUnit.SECONDS.toNanos(10);

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
    private final Recording recording;
    private final SoundStand sound;
    private final DisplayStand stand;
    private final BackOff backOff;
    private final Runnable gone;

    private volatile Phase phase = Phase.SEEKING;
    private volatile List<String> formatReasons = List.of();
    /** There from the connection of a sink until all of it is closed. */
    private DriverSession session;

    private CastEnd finalEnd;
    private long playingSinceNs;
    private boolean atOnce;
    /** Whether the session was ended by a change that needs another one. */
    private boolean isChanged;

    private PowerWish power = new PowerWish();
    /** Whether the next try waits for those of other casts only. */
    private boolean inTurn;

    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

    /** @param gone run when the cast is over and nothing is left of it */
    CastRun(HostCast cast, CastSurroundings around, Runnable gone) {
        this.cast = cast;
        journal = cast.journal();
        this.around = around;
        this.gone = gone;
        loop = around.loop();
        HostSettings settings = around.settings().get();
        approach = approach(cast.request(), settings);
        recording = new Recording(cast.id());
        sound = new SoundStand(cast, around, this::codingsChanged);
        stand = new DisplayStand(cast, around, recording, sound, this::displayOver, this::sourceHopeless);
        backOff = new BackOff(settings.retryFirstNs(), settings.retryLongestNs(), ThreadLocalRandom.current());
    }

    private Approach approach(CastRequest request, HostSettings settings) {
        if (request.target() instanceof CastTarget.Listen listen) {
            return new ListenApproach(cast.id(), listen.address(), around.doorman(), loop, this);
        }
        DeviceWish device = request.target() instanceof CastTarget.Matching matching
                ? DeviceWish.of(matching)
                : DeviceWish.of((CastTarget.Device) request.target());
        return new DeviceApproach(cast.id(), device, around.providers(), around.doorman(), loop, settings.link(), this);
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
            cast.request().recording().ifPresent(recording::beginWhole);
            try {
                stand.ready();
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
                approach.close();
                stand.clear();
                recording.close();
                over();
            }
        });
    }

    /** Asks the sink to go on, or to pause. Of several wishes during a change the last one is met when that is over. */
    void power(boolean on) {
        loop.execute(() -> {
            if (phase == Phase.SESSION && (cast.state() == CastState.PAUSED || cast.state() == CastState.PLAYING)) {
                power.wish(on, cast.state() == CastState.PLAYING).ifPresent(this::askForPower);
            }
        });
    }

    private void askForPower(boolean on) {
        session.message(new DisplayMessage.Power(on));
    }

    /** The display is to go dark. Any thread. */
    void standby() {
        loop.execute(() -> {
            if (phase == Phase.SESSION && cast.state() == CastState.PLAYING) {
                power.wish(false, true).ifPresent(off -> session.message(new DisplayMessage.Standby()));
            }
        });
    }

    void useEncoder(String name) {
        stand.useEncoder(name);
    }

    void renewEncoder(String name) {
        stand.renewEncoder(name);
    }

    void useSource(SourceWish wish) {
        stand.useSource(wish);
    }

    void useAudio(AudioWish wish) {
        sound.use(wish);
    }

    Optional<AudioWish> heard() {
        return sound.heard();
    }

    Optional<AudioCoding> audioCoding() {
        return sound.coding();
    }

    private void codingsChanged(List<AudioCoding> codings) {
        if (phase == Phase.SESSION) {
            session.message(new DisplayMessage.AudioCodings(codings));
        }
    }

    /** See {@link miracast.api.cast.Cast#record}. */
    CastRecording record(Path file, Duration longest) throws IOException {
        CastRecording begun = recording.begin(file);
        if (longest != null) {
            ControlLoop.Timer end = loop.after(longest.toNanos(), begun::stop);
            begun.ended().whenComplete((nothing, failure) -> end.cancel());
        }
        stand.requestIdr();
        return begun;
    }

    CastRecording recording() {
        return recording.last();
    }

    /** The request was changed. */
    void changed(CastRequest before, CastRequest next) {
        stand.fallback(FallbackPlan.of(next));
        loop.execute(() -> {
            if (phase == Phase.SESSION) {
                session.bitRatesChanged();
                whatNeedsANewSession(before, next).ifPresent(reason -> {
                    isChanged = true;
                    atOnce = true;
                    close(new CastEnd(CastEnd.Cause.EXCHANGED, NtStatus.STATUS_SUCCESS, "begins anew with " + reason));
                });
            }
        });
    }

    private Optional<String> whatNeedsANewSession(CastRequest before, CastRequest next) {
        if (!next.modes().equals(before.modes())
                && !(next.mode().isPresent()
                        && next.mode().equals(stand.format().map(VideoFormat::mode)))) {
            return Optional.of("other modes");
        }
        return next.audio() == before.audio() ? Optional.empty() : Optional.of(next.audio() ? "sound" : "no sound");
    }

    Optional<InetSocketAddress> listening() {
        return approach instanceof ListenApproach listen ? listen.listening() : Optional.empty();
    }

    Optional<VideoFormat> format() {
        return phase == Phase.SESSION ? stand.format() : Optional.empty();
    }

    List<String> formatReasons() {
        return format().isPresent() ? formatReasons : List.of();
    }

    String encoder() {
        return stand.encoder();
    }

    Optional<SourceWish> source() {
        return stand.source();
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

    /** Drivers or providers have come: who waits may succeed now, and who plays with a lesser driver changes over. */
    void partsCame() {
        tryAtOnce();
        if (phase == Phase.SESSION && !cast.request().once()) {
            List<Offer<DriverSupply>> ranked = around.drivers().ranked();
            if (!ranked.isEmpty() && !ranked.get(0).isSameAs(session.driver())) {
                atOnce = true;
                close(new CastEnd(
                        CastEnd.Cause.EXCHANGED,
                        NtStatus.STATUS_CONNECTION_ABORTED,
                        "driver " + ranked.get(0).name() + " takes over from "
                                + session.driver().name()));
            }
        }
    }

    /** A driver goes; completes when this cast does not use it any more. */
    CompletableFuture<Void> letDriverGo(Offer<DriverSupply> driver) {
        if (session == null || !session.driver().isSameAs(driver)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> free = session.stop();
        atOnce = true;
        close(new CastEnd(
                CastEnd.Cause.EXCHANGED,
                NtStatus.STATUS_CONNECTION_ABORTED,
                "driver " + driver.name() + " was withdrawn"));
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
        CastEnd end = new CastEnd(
                CastEnd.Cause.EXCHANGED,
                NtStatus.STATUS_CONNECTION_ABORTED,
                "Wi-Fi Direct provider " + provider.name() + " was withdrawn");
        failed(end);
        close(end);
        return free;
    }

    // ---- the approach

    @Override
    public void progress(CastState state, String detail) {
        if (phase == Phase.SEEKING) {
            journal.progress(state, detail, "", attempt());
        }
    }

    @Override
    public void connected(SocketChannel channel, String name, Supplier<WfdStats> link) {
        if (phase != Phase.SEEKING) {
            around.doorman().seeOff(channel);
            return;
        }
        List<Offer<DriverSupply>> drivers = around.drivers().ranked();
        String missing = drivers.isEmpty() ? "no driver is there" : stand.whatIsMissing();
        if (!missing.isEmpty()) {
            around.doorman().seeOff(channel);
            failed(new CastEnd(
                    CastEnd.Cause.FAILED, NtStatus.STATUS_NOT_FOUND, "sink " + name + " was turned away: " + missing));
            return;
        }
        SessionParts parts;
        try {
            parts = stand.parts();
        } catch (MiracastException e) {
            around.doorman().seeOff(channel);
            failed(new CastEnd(CastEnd.Cause.FAILED, e.ntStatus(), e.getMessage()));
            return;
        }
        phase = Phase.SESSION;
        playingSinceNs = 0;
        power = new PowerWish();
        cast.meter().session();
        journal.progress(CastState.NEGOTIATING, "negotiating with " + name, name, attempt());
        session = new DriverSession(
                drivers.get(0), channel, link, parts, loop, around.doorman(), around.guests(), new FromSession());
        session.start(around.settings().get().startTimeoutNs());
    }

    @Override
    public void failed(CastEnd end) {
        if (phase == Phase.SEEKING) {
            phase = Phase.CLOSING;
            approach.release().thenRunAsync(() -> afterClosing(end), loop);
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
        close(end);
    }

    // ---- the session

    private final class FromSession implements SessionListener {
        @Override
        public void started(String detail) {
            if (phase == Phase.SESSION) {
                String peer = journal.where().peer();
                journal.progress(cast.state(), detail.isEmpty() ? "agreed with " + peer : detail, peer, attempt());
            }
        }

        @Override
        public void active(boolean active) {
            if (phase == Phase.SESSION) {
                playingSinceNs = active ? loop.nanoTime() : playingSinceNs;
                String peer = journal.where().peer();
                if (active || cast.state() == CastState.PLAYING) {
                    journal.progress(
                            active ? CastState.PLAYING : CastState.PAUSED,
                            active ? "playing on " + peer : peer + " pauses",
                            peer,
                            attempt());
                    power.changed(active).ifPresent(CastRun.this::askForPower);
                }
            }
        }

        @Override
        public void format(List<String> reasons) {
            formatReasons = reasons;
        }

        /** A device keeps the name by which it was asked for. */
        @Override
        public void monitor(String name) {
            if (phase == Phase.SESSION && !name.isBlank() && cast.request().target() instanceof CastTarget.Listen) {
                journal.peer(name);
            }
        }

        @Override
        public void over(CastEnd end) {
            close(end);
        }
    }

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

    /** Ends the session; what comes then is said by {@link #afterClosing}. */
    private void close(CastEnd end) {
        if (phase != Phase.SESSION) {
            return;
        }
        phase = Phase.CLOSING;
        journal.sessionOver(end, attempt());
        if (playingSinceNs != 0 && loop.nanoTime() - playingSinceNs >= SUCCESS_NS) {
            backOff.reset();
        }
        session.stop()
                .thenComposeAsync(nothing -> stand.clear(), loop)
                .thenComposeAsync(nothing -> approach.release(), loop)
                .thenRunAsync(() -> afterClosing(end), loop);
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
            LOG.info("cast {}: {}", cast.id(), end);
            seek();
        } else {
            waitAfter(end);
        }
    }

    private void waitAfter(CastEnd end) {
        phase = Phase.WAITING;
        if (end.cause() == CastEnd.Cause.EXCHANGED) {
            // Nothing was wrong with the display.
            backOff.reset();
        }
        long pauseNs = backOff.next();
        String detail = end + String.format(Locale.ROOT, "; try %d in %.1f s", backOff.attempts() + 1, pauseNs / 1e9);
        LOG.info("cast {}: {}", cast.id(), detail);
        journal.backsOff(end, detail, backOff.attempts(), pauseNs);
        retry = loop.after(pauseNs, this::seek);
    }

    /** Which try this is since the cast last played for a while. */
    private int attempt() {
        return backOff.attempts() + 1;
    }

    /** Seeks when it is this cast's turn. */
    private void seek() {
        atOnce = false;
        isChanged = false;
        if (!inTurn) {
            retry.cancel();
            phase = Phase.WAITING;
            inTurn = true;
            ControlLoop.Timer turn = around.turnstile().pass(CastMark.on(cast.id(), this::seekNow));
            // Its turn may have come, and gone, by now.
            retry = inTurn ? turn : retry;
        }
    }

    private void seekNow() {
        inTurn = false;
        phase = Phase.SEEKING;
        approach.seek();
    }

    // ---- the end

    private void finish(CastEnd end) {
        if (finalEnd != null) {
            return;
        }
        finalEnd = end;
        retry.cancel();
        if (phase == Phase.SESSION) {
            close(end);
        } else if (phase == Phase.SEEKING || phase == Phase.WAITING) {
            free();
        }
    }

    private void free() {
        phase = Phase.ENDING;
        CompletableFuture.allOf(approach.close(), stand.clear(), recording.close())
                .thenRunAsync(
                        () -> {
                            if (phase == Phase.ENDING) {
                                over();
                            }
                        },
                        loop);
    }

    private void over() {
        phase = Phase.OVER;
        LOG.info("cast {}: ended: {}", cast.id(), finalEnd);
        journal.ended(finalEnd, attempt());
        gone.run();
        around.guests().execute(() -> cast.end().complete(finalEnd));
    }
}
