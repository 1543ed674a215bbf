// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastState;
import wfd.api.WfdStats;

/** How a cast comes to a connected sink. All methods are called on the control loop, and none waits. */
public interface Approach {

    /** What an approach tells its cast, on the control loop. */
    interface Listener {
        /** It gets on. */
        void progress(CastState state, String detail);

        /**
         * A sink has connected. No other one is let in before the next {@link Approach#seek}.
         *
         * @param channel belongs to the cast from now on
         * @param name who it is
         * @param link what is known of the link at any time
         */
        void connected(SocketChannel channel, String name, Supplier<WfdStats> link);

        /** There will be no sink by this try. */
        void failed(CastEnd end);

        /** There will never be one. */
        void hopeless(CastEnd end);

        /** The link of the connected sink is gone. */
        void linkLost(CastEnd end);
    }

    /** Looks for a sink; ends with a sink, or a failure. */
    void seek();

    /**
     * A device has changed, appeared or gone.
     *
     * @param seen the properties of {@link wfd.api.DeviceEvents}
     * @param waiting whether the cast waits for its next try
     * @return whether a new try is worth it at once
     */
    boolean isBack(Map<String, ?> seen, boolean waiting);

    /** Where it listens for its sink, also when that one has connected; empty while it does not. Any thread. */
    Optional<InetSocketAddress> listening();

    /** The Wi-Fi Direct session that the present try has, or begins to have; empty if it has none. Any thread. */
    Optional<CastLink> link();

    /** Gives up what the last try has got. Completes when it is free. */
    CompletableFuture<Void> release();

    /** Gives up everything. Completes when it is free. */
    CompletableFuture<Void> close();
}
