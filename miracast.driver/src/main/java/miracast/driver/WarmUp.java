// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import miracast.api.MiracastException;
import miracast.driver.rehearsal.Rehearsal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a {@link Rehearsal} played when the bundle starts, on a thread of its own that nobody waits for: a display that comes later
 * finds everything loaded, one that comes meanwhile finds it half loaded. Fails silently, since nothing depends on it.
 */
@Component(service = {})
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(2);

    private final Rehearsal rehearsal;
    private final Thread thread = new Thread(this::run, "miracast-rehearsal");

    @Activate
    public WarmUp(@Reference RtspLoop loop) {
        rehearsal = new Rehearsal(loop.loop());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long beginNs = System.nanoTime();
        try {
            boolean whole = rehearsal.play();
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
            LOG.debug("rehearsed {} session in {} ms", whole ? "a whole" : "only a part of a", tookMs);
        } catch (IOException | MiracastException | RuntimeException e) {
            LOG.debug("the first session will be slow to start, since its rehearsal failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a rehearsal that is still on, so that none of its threads outlives the bundle. */
    @Deactivate
    void close() throws InterruptedException {
        thread.interrupt();
        TimeUnit.NANOSECONDS.timedJoin(thread, STOP_NS);
    }
}
