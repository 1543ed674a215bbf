// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

/** The control loop as one cast sees it: what it hands in is marked as its own. Any thread. */
public final class CastLoop implements ControlLoop {
    private final String castId;
    private final ControlLoop loop;

    /** @param loop of all casts */
    public CastLoop(String castId, ControlLoop loop) {
        this.castId = castId;
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(CastMark.on(castId, task));
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        return loop.after(delayNs, CastMark.on(castId, task));
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }
}
