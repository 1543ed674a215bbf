// SPDX-License-Identifier: Apache-2.0
package miracast.api.input;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that takes the input of displays, of all casts. That it is there is what invites them to send any, and displays that
 * play are told when the last one goes.
 */
@ConsumerType
@FunctionalInterface
public interface InputConsumer {

    /**
     * A person did something at a display. On one thread of the host for all casts, one event at a time, in their order. A consumer
     * that is slow misses events: beyond {@value #WAITING} that wait, a move replaces the one before it, and others are dropped, which
     * the log tells; what lets go of a key or a finger is not among those. What a display held down when it stopped to send input
     * is let go by an event as well. After the service was unregistered there is no call any more; that waits up to 8 s for one
     * that is under way.
     *
     * @param castId id of the cast whose display it was
     * @param event what was done
     */
    void input(String castId, InputEvent event);

    /** The most events that wait for consumers. */
    int WAITING = 1024;
}
