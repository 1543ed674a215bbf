// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.Optional;
import miracast.api.MiracastException;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.ProtocolEvent;
import miracast.api.input.InputEvent;
import miracast.driver.log.CastLog;
import miracast.wire.edid.Edid;
import miracast.wire.edid.MalformedEdidException;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * The host's display, as far as a session asks and tells it things. Falls silent when the session stops: what comes late then is
 * nobody's business, but what a person holds down is still let go. Any thread.
 */
final class Display {
    private final MiracastCallbacks callbacks;
    private final String address;
    private final CastLog log;
    private volatile boolean silent;
    private volatile boolean left;

    /** @param address of the sink, which names a monitor without a name */
    Display(MiracastCallbacks callbacks, String address, CastLog log) {
        this.callbacks = callbacks;
        this.address = address;
        this.log = log;
    }

    /** Nothing more is asked or told, but what persons do. */
    void silence() {
        silent = true;
    }

    /** The session has stopped: nothing more is told at all. */
    void leave() {
        left = true;
    }

    /** Asks while a session starts, when a refusal is the end of it. */
    void require(DisplayRequest request) throws MiracastException {
        callbacks.ioControl(request);
    }

    /** Asks a running session's display; what it can't do, it can't do. */
    void ask(DisplayRequest request) {
        if (silent) {
            return;
        }
        try {
            callbacks.ioControl(request);
        } catch (MiracastException e) {
            log.debug("host does not take {}: {}", request, e.getMessage());
        }
    }

    /** A person did something at the sink. */
    void input(InputEvent event) {
        if (!left) {
            callbacks.input(event);
        }
    }

    void sinkReported(long packetsLost) {
        if (!silent) {
            callbacks.sinkReported(packetsLost);
        }
    }

    void tell(ProtocolEvent event) {
        if (!silent) {
            callbacks.protocolEvent(event);
        }
    }

    /** What to tell of a monitor that is there. */
    DisplayRequest.MonitorArrived arrival(SinkCapabilities sink) {
        byte[] edid = sink.displayEdid().octets();
        String name = name(edid).or(sink::name).orElse("display at " + address);
        return new DisplayRequest.MonitorArrived(name, edid);
    }

    private static Optional<String> name(byte[] edid) {
        try {
            return edid.length == 0 ? Optional.empty() : Edid.parse(edid).name();
        } catch (MalformedEdidException e) {
            // The host gets the octets all the same; they have no name in them.
            return Optional.empty();
        }
    }
}
