// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ops4j.pax.exam.Option;
import org.slf4j.LoggerFactory;

/** What a logger and those below it write, with what the MDC had at that moment; on whatever thread. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** What a framework needs so that its tests can look at log lines. */
    static Option packages() {
        return systemPackages("ch.qos.logback.classic", "ch.qos.logback.classic.spi", "ch.qos.logback.core");
    }

    /** Begins to take them, from that level on. */
    static LogLines of(String name, Level level) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        LogLines lines = new LogLines(logger);
        lines.start();
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        all.add(event);
    }

    List<ILoggingEvent> all() {
        return all;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
