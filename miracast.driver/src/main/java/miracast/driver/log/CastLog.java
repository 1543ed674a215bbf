// SPDX-License-Identifier: Apache-2.0
package miracast.driver.log;

import java.util.function.BiConsumer;
import miracast.api.cast.Cast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The log of one cast: every line begins with the cast's id and its peer, and has them in the MDC, since most are written on threads
 * that serve all casts. Any thread.
 */
public final class CastLog {
    /** Key in the MDC, beside {@link Cast#LOG_KEY}. */
    private static final String PEER_KEY = "peer";

    private final Logger logger;
    private final String castId;
    private final String peer;
    private final String owner;
    private final boolean faint;

    /**
     * @param castId id of the cast
     * @param peer address of the sink
     */
    public CastLog(String castId, String peer) {
        this(castId, peer, false);
    }

    private CastLog(String castId, String peer, boolean faint) {
        this.logger = LoggerFactory.getLogger("miracast.driver");
        this.castId = castId;
        this.peer = peer;
        this.owner = castId + " " + peer;
        this.faint = faint;
    }

    /** A log of something that concerns developers only: all of it is written as {@link #debug}. */
    public static CastLog faint(String castId, String peer) {
        return new CastLog(castId, peer, true);
    }

    /** Whether {@link #debug} writes anything: to ask before making long texts. */
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    /** For developers. */
    public void debug(String format, Object... arguments) {
        if (logger.isDebugEnabled()) {
            write(logger::debug, format, arguments);
        }
    }

    /** Beginning and end of things. */
    public void info(String format, Object... arguments) {
        if (faint) {
            debug(format, arguments);
        } else if (logger.isInfoEnabled()) {
            write(logger::info, format, arguments);
        }
    }

    /** Somebody must act. */
    public void warn(String format, Object... arguments) {
        if (faint) {
            debug(format, arguments);
        } else if (logger.isWarnEnabled()) {
            write(logger::warn, format, arguments);
        }
    }

    private void write(BiConsumer<String, Object[]> level, String format, Object[] arguments) {
        String castBefore = MDC.get(Cast.LOG_KEY);
        String peerBefore = MDC.get(PEER_KEY);
        MDC.put(Cast.LOG_KEY, castId);
        MDC.put(PEER_KEY, peer);
        try {
            level.accept("{}: " + format, withOwner(arguments));
        } finally {
            restore(Cast.LOG_KEY, castBefore);
            restore(PEER_KEY, peerBefore);
        }
    }

    private static void restore(String key, String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }

    private Object[] withOwner(Object[] arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = owner;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
