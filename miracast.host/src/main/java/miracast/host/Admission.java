// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.host.link.Doorman;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a sink that has connected in to its session as soon as all that this needs is there. It is kept for that as long as sinks
 * bear it, since a sink that is turned away may need somebody to start it again. On the control loop.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    /** Sinks wait 5 s for the first request. */
    private static final long KEPT_NS = TimeUnit.SECONDS.toNanos(4);

    private static final long BETWEEN_LOOKS_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Who waits for a sink. */
    interface Listener {
        /** Its session can begin. */
        void admitted(CastSession.Sink sink);

        /** It is there, and waits. */
        void keeps(String detail);

        /** It was seen off. */
        void turnedAway(CastEnd end);
    }

    private final String castId;
    private final ControlLoop loop;
    private final Doorman doorman;
    private final Supplier<String> missing;
    private final Listener listener;
    private CastSession.Sink kept;
    private long sinceNs;
    private ControlLoop.Timer next = ControlLoop.Timer.NONE;

    /** @param missing what a session would lack now; empty if nothing */
    Admission(String castId, ControlLoop loop, Doorman doorman, Supplier<String> missing, Listener listener) {
        this.castId = castId;
        this.loop = loop;
        this.doorman = doorman;
        this.missing = missing;
        this.listener = listener;
    }

    /** A sink has connected. */
    void ask(CastSession.Sink sink) {
        cancel();
        kept = sink;
        sinceNs = loop.nanoTime();
        String lacking = missing.get();
        if (!lacking.isEmpty()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(KEPT_NS);
            LOG.info("cast {}: sink {} is kept for up to {} s: {}", castId, sink.name(), seconds, lacking);
            listener.keeps(
                    "sink " + sink.name() + " has connected and is kept for up to " + seconds + " s: " + lacking);
        }
        look();
    }

    private void look() {
        CastSession.Sink sink = kept;
        String lacking = missing.get();
        if (lacking.isEmpty()) {
            kept = null;
            listener.admitted(sink);
        } else if (loop.nanoTime() - sinceNs < KEPT_NS) {
            next = loop.after(BETWEEN_LOOKS_NS, this::look);
        } else {
            cancel();
            listener.turnedAway(new CastEnd(
                    CastEnd.Cause.FAILED,
                    NtStatus.STATUS_NOT_FOUND,
                    "sink " + sink.name() + " was turned away: " + lacking));
        }
    }

    /** Whoever is kept is seen off. */
    void cancel() {
        next.cancel();
        if (kept != null) {
            doorman.seeOff(kept.channel());
            kept = null;
        }
    }
}
