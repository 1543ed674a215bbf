// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How other threads have something done on the one thread that owns what it is done to: they leave a command, and the owner comes
 * to it between two rounds of its own work. So that thread needs no lock, and holds none while it calls guests. What finds no room
 * is taken back at once.
 */
public final class Mailbox {
    /** Far more than there are seats and services that come and go while a round lasts. */
    private static final int CAPACITY = 256;

    private final Runnable wake;
    private final Queue<Command<?>> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /** @param wake wakes the owner if it waits; called on any thread */
    public Mailbox(Runnable wake) {
        this.wake = wake;
    }

    /** As {@link #post(Command)}, with a command that waits for nothing. */
    public <T> Command<T> post(Supplier<T> task) {
        return post(new Command<>(task));
    }

    /** Leaves a command, and wakes the owner; taken back if there is no room, or no owner any more. Any thread. */
    public <T> Command<T> post(Command<T> command) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            command.takeBack();
            return command;
        }
        commands.add(command);
        if (closed) {
            command.takeBack();
        }
        wake.run();
        return command;
    }

    /** Does what was left, up to a command that is to come later. The owner's; returns whether there was anything to do now. */
    public boolean run() {
        boolean ran = false;
        for (Command<?> command = commands.peek();
                command != null && !command.isPostponed();
                command = commands.peek()) {
            commands.poll();
            waiting.decrementAndGet();
            command.run();
            ran = true;
        }
        return ran;
    }

    /** The owner is done with what it owned: commands are taken back from now on. The owner's, or nobody's if it never began. */
    public void close() {
        closed = true;
        for (Command<?> command = commands.poll(); command != null; command = commands.poll()) {
            command.takeBack();
        }
    }

    /** Whether the owner is done: then whatever it did before is seen by the caller. Any thread. */
    public boolean isClosed() {
        return closed;
    }
}
