// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.Clock;
import java.time.Duration;

/** The one thread of all declared casts, and the time of day that their schedules go by. Tasks never wait for the network. */
interface Agenda {

    /** Runs a task after those handed in before. Any thread; does nothing once the agenda is closed. */
    void execute(Runnable task);

    /**
     * Runs a task after a time. Any thread.
     *
     * @return revokes it; does nothing if it has begun
     */
    Runnable after(Duration delay, Runnable task);

    /** What time it is. */
    Clock clock();
}
