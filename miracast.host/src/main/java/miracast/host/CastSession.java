// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.Monitor;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.SourceCapabilities;
import miracast.host.guest.Succession;
import miracast.host.parts.Offer;
import miracast.host.session.DriverSession;
import miracast.host.session.DriverSupply;
import miracast.host.session.SessionListener;
import miracast.host.session.SessionParts;
import miracast.host.thread.ControlLoop;
import wfd.api.WfdStats;

/**
 * One session of a cast, from the connection of a sink until all of it is closed: brings the cast's wishes to the driver, and what
 * the driver tells to the cast's journal. What comes after its end is nobody's business. On the control loop.
 */
final class CastSession implements SessionListener {
    /** A session that played for so long was a success: the next failure begins with the shortest pause. */
    private static final long SUCCESS_NS = TimeUnit.SECONDS.toNanos(10);

    private static final String NO_DRIVER = "no driver is there";

    private final HostCast cast;
    private final CastJournal journal;
    private final ControlLoop loop;
    private final int attempt;
    private final Fate fate;
    private final SessionParts parts;
    private final long formatTimeoutNs;
    private final DriverSession session;
    private final Succession<DriverSupply> drivers;
    private final PowerWish power = new PowerWish();

    private volatile List<String> formatReasons = List.of();
    /** Null while there is none. */
    private volatile Monitor monitor;

    /** What comes next, behind the reason why it is over. */
    private String then = "";

    private boolean begun;
    private boolean ending;
    /** Whether the driver was told of other modes. */
    private boolean modesChanged;

    private ControlLoop.Timer modeTimer = ControlLoop.Timer.NONE;
    private long playingSinceNs;

    private CastSession(
            HostCast cast,
            CastSurroundings around,
            Succession<DriverSupply> drivers,
            Offer<DriverSupply> driver,
            Sink sink,
            SessionParts parts,
            int attempt,
            Fate fate) {
        this.cast = cast;
        this.drivers = drivers;
        this.attempt = attempt;
        this.fate = fate;
        this.parts = parts;
        formatTimeoutNs = around.settings().get().startTimeoutNs();
        journal = cast.journal();
        loop = around.loop();
        session = new DriverSession(
                driver, sink.channel(), sink.link(), parts, loop, around.doorman(), around.guests(), this);
    }

    /**
     * A sink that has connected.
     *
     * @param name what to call it
     * @param channel connected to it
     * @param link what is known of the link at any time
     */
    record Sink(String name, SocketChannel channel, Supplier<WfdStats> link) {}

    /** Told what becomes of a session; perhaps more than once. */
    interface Fate {
        /** It is over, and to be stopped. */
        void over(CastEnd end);

        /** The next one is to be tried without a pause: its driver is another one. */
        void anotherDriver();

        /** The cast wants what only another session can have, and that at once. */
        void beginAnew(String with);
    }

    /**
     * A session with the best driver that is there and has not failed lately.
     *
     * @param sink its channel belongs to the session from now on
     * @param drivers which of them are taken
     * @param attempt which try of the cast this is
     * @param fate told what becomes of it
     * @throws MiracastException if there can be none now, and the sink is to be seen off: says what is missing
     */
    static CastSession with(
            Sink sink,
            HostCast cast,
            CastSurroundings around,
            Succession<DriverSupply> drivers,
            DisplayStand stand,
            int attempt,
            Fate fate)
            throws MiracastException {
        // It may have gone in this very moment.
        Offer<DriverSupply> driver =
                drivers.take().orElseThrow(() -> new MiracastException(NtStatus.STATUS_NOT_FOUND, NO_DRIVER));
        return new CastSession(cast, around, drivers, driver, sink, stand.parts(), attempt, fate);
    }

    /** What a session would lack now; empty if nothing. */
    static String missing(CastSurroundings around, DisplayStand stand) {
        return around.drivers().ranked().isEmpty() ? NO_DRIVER : stand.whatIsMissing();
    }

    /**
     * Begins to negotiate.
     *
     * @param timeoutNs how long the driver may take
     */
    void start(long timeoutNs) {
        session.start(timeoutNs);
    }

    /** Whose driver it is. */
    Offer<DriverSupply> driver() {
        return session.driver();
    }

    /** In whose place its driver was taken, for a sentence; empty if it is the best one. */
    String instead() {
        return drivers.instead(session.driver());
    }

    /** Why the format is as it is. Any thread. */
    List<String> formatReasons() {
        return formatReasons;
    }

    /** Whether it has played for so long that nothing can be wrong with the way to the sink. */
    boolean hasSucceeded() {
        return playingSinceNs != 0 && loop.nanoTime() - playingSinceNs >= SUCCESS_NS;
    }

    /** Asks the sink to go on, or to pause. Of several wishes during a change the last one is met when that is over. */
    void power(boolean on) {
        if (cast.state() == CastState.PAUSED || cast.state() == CastState.PLAYING) {
            power.wish(on, cast.state() == CastState.PLAYING).ifPresent(this::ask);
        }
    }

    /** The display is to go dark. */
    void standby() {
        if (cast.state() == CastState.PLAYING) {
            power.wish(false, true).ifPresent(off -> session.message(new DisplayMessage.Standby()));
        }
    }

    private void ask(boolean on) {
        session.message(new DisplayMessage.Power(on));
    }

    /** What sound can be made has changed. */
    void codingsChanged(List<AudioCoding> codings) {
        session.message(new DisplayMessage.AudioCodings(codings));
    }

    /** Whether somebody wants the display's input may have changed. */
    void inputWanted(boolean wanted) {
        session.message(new DisplayMessage.Input(wanted));
    }

    /** The cast's request has changed: does what can be done while the display plays. */
    void changed(CastRequest before, CastRequest next) {
        session.bitRatesChanged();
        if (next.audio() != before.audio()) {
            fate.beginAnew(next.audio() ? "sound" : "no sound");
        } else if (!next.modes().equals(before.modes())) {
            changeModes();
        }
    }

    private void changeModes() {
        SourceCapabilities now;
        try {
            now = parts.capabilities().get();
        } catch (IllegalStateException e) {
            // While the last encoder is away nobody can say what the display could be shown.
            fate.beginAnew("other modes");
            return;
        }
        modesChanged = true;
        session.message(new DisplayMessage.Capabilities(now));
        requireAllowedModeLater();
    }

    private void requireAllowedModeLater() {
        modeTimer.cancel();
        modeTimer = loop.after(formatTimeoutNs, this::requireAllowedMode);
    }

    /** A driver that does nothing about other modes is not to keep the cast in one that nobody wants. */
    private void requireAllowedMode() {
        List<VideoMode> allowed = cast.request().modes();
        VideoFormat format = parts.display().format();
        if (ending || format == null || allowed.isEmpty() || allowed.contains(format.mode())) {
            return;
        }
        if (cast.state() == CastState.PLAYING) {
            fate.beginAnew("other modes: the driver did not change to them in this one");
        } else {
            // It waits for the sink.
            requireAllowedModeLater();
        }
    }

    /** A second has passed. */
    void second() {
        session.second();
    }

    /** Stops it. Completes on the loop when socket and driver are free. */
    CompletableFuture<Void> stop() {
        ending = true;
        modeTimer.cancel();
        return session.stop();
    }

    // ---- what the driver tells

    @Override
    public void started(String detail) {
        begun = true;
        if (!ending) {
            String peer = journal.where().peer();
            journal.progress(cast.state(), detail.isEmpty() ? "agreed with " + peer : detail, peer, attempt);
        }
    }

    @Override
    public void active(boolean active) {
        if (ending) {
            return;
        }
        playingSinceNs = active ? loop.nanoTime() : playingSinceNs;
        String peer = journal.where().peer();
        if (active || cast.state() == CastState.PLAYING) {
            journal.progress(
                    active ? CastState.PLAYING : CastState.PAUSED,
                    active ? "playing on " + peer : peer + " pauses",
                    peer,
                    attempt);
            power.changed(active).ifPresent(this::ask);
        }
    }

    @Override
    public void format(VideoFormat format, List<String> reasons) {
        formatReasons = reasons;
        if (begun) {
            formatEvent(reasons.isEmpty() ? "the driver has changed to " + format.mode() : reasons.get(0));
        }
    }

    @Override
    public void formatExplained(List<String> reasons) {
        formatReasons = reasons;
    }

    @Override
    public void frameShare(int oneOf, String reason) {
        formatEvent((oneOf == 1 ? "every frame is made again" : "one of " + oneOf + " frames is made")
                + (reason.isEmpty() ? "" : ": " + reason));
    }

    private void formatEvent(String detail) {
        if (!ending) {
            journal.part(CastLogEntry.Kind.FORMAT, "", detail, 0, 0);
        }
    }

    /** A device keeps the name by which it was asked for. */
    @Override
    public void monitor(Monitor present) {
        if (ending) {
            return;
        }
        if (!present.name().isBlank() && cast.request().target() instanceof CastTarget.Listen) {
            journal.peer(present.name());
        }
        if (begun && !present.equals(monitor)) {
            monitorEvent(present.name(), "is what the display shows its pictures on now");
        }
        monitor = present;
    }

    @Override
    public void monitorGone() {
        Monitor before = monitor;
        if (!ending && before != null) {
            monitor = null;
            monitorEvent(before.name(), "is gone: the display has nothing to show the picture on");
        }
    }

    private void monitorEvent(String name, String detail) {
        // Logs and events show the sentence alone.
        String subject = name.isBlank() ? "a monitor without a name" : name;
        journal.part(CastLogEntry.Kind.MONITOR, name, subject + " " + detail, 0, 0);
    }

    /** What the display shows its pictures on; null if it has nothing. Any thread. */
    Monitor monitor() {
        return monitor;
    }

    @Override
    public void formatRefused(CastEnd end) {
        if (modesChanged) {
            fate.beginAnew("other modes: " + end.detail());
        } else {
            fate.over(end);
        }
    }

    @Override
    public void driverFailed(String reason, Throwable cause) {
        drivers.fails(session.driver(), reason, cause).ifPresent(next -> {
            then = "; driver " + next.name() + " is tried instead of "
                    + session.driver().name();
            fate.anotherDriver();
        });
    }

    @Override
    public void over(CastEnd end) {
        fate.over(new CastEnd(end.cause(), end.ntStatus(), end.wfdError(), end.wfdReason(), end.detail() + then));
    }
}
