// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;

/** Lets datagrams go as soon as the system has room for them, and keeps account of it. The sending thread's. */
final class Departures {
    /** How often a system that has no room is asked again. */
    private static final long ROOM_NS = 500_000;

    private final RtpOutput output;
    private final Pacer pacer;
    private final Outlet outlet;
    private final MediaClock clock;
    private final BooleanSupplier goesOn;

    /** @param goesOn whether what waits for room is still to be sent */
    Departures(RtpOutput output, Pacer pacer, Outlet outlet, MediaClock clock, BooleanSupplier goesOn) {
        this.output = output;
        this.pacer = pacer;
        this.outlet = outlet;
        this.clock = clock;
        this.goesOn = goesOn;
    }

    /**
     * Sends a datagram and clears it.
     *
     * @param marker whether a video frame ends here and the sink wants to know
     * @param picture whether it is part of a picture
     * @throws ClosedChannelException if the session is being stopped
     */
    void leave(Datagram datagram, long timestamp90k, boolean marker, boolean picture) throws ClosedChannelException {
        int octets = picture ? datagram.payloadLength() : 0;
        boolean sent = output.send(datagram, timestamp90k, marker);
        long nowNs = clock.nowNs();
        while (!sent && goesOn.getAsBoolean()) {
            long sinceNs = nowNs;
            clock.park(ROOM_NS);
            nowNs = clock.nowNs();
            outlet.waited(sinceNs, nowNs);
            sent = output.send(datagram, timestamp90k, marker);
        }
        if (!sent) {
            datagram.clear();
        }
        outlet.sent(octets);
        // Not before it has left: else the next burst could be too early.
        pacer.left(clock.nowNs());
    }
}
