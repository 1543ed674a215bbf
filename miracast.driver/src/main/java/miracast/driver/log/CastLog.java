// SPDX-License-Identifier: Apache-2.0
package miracast.driver.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one cast: every line begins with the cast's id and its peer. Any thread. */
public final class CastLog {
    private final Logger logger;
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
            logger.debug("{}: " + format, withOwner(arguments));
        }
    }

    /** Beginning and end of things. */
    public void info(String format, Object... arguments) {
        if (faint) {
            debug(format, arguments);
        } else if (logger.isInfoEnabled()) {
            logger.info("{}: " + format, withOwner(arguments));
        }
    }

    /** Somebody must act. */
    public void warn(String format, Object... arguments) {
        if (faint) {
            debug(format, arguments);
        } else if (logger.isWarnEnabled()) {
            logger.warn("{}: " + format, withOwner(arguments));
        }
    }

    private Object[] withOwner(Object[] arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = owner;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
