// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.protection.ContentProtection;
import miracast.api.protection.ProtectedLink;
import miracast.driver.log.CastLog;
import miracast.driver.stream.Encryption;
import miracast.wire.rtsp.SinkCapabilities;
import org.slf4j.MDC;

/**
 * The licensee's service, if one is there, for a session that starts: a display that names a version that it speaks is authenticated,
 * and its video encrypted. Belongs to the thread that starts and stops.
 */
final class Protection {
    private static final int VERSION_DIGITS = 4;
    private static final long POLL_MS = 20;

    private final ContentProtection service;
    private final String castId;
    private final CastLog log;
    private volatile Encryption encryption;

    /** @param service null if there is none */
    Protection(ContentProtection service, String castId, CastLog log) {
        this.service = service;
        this.castId = castId;
        this.log = log;
    }

    /** Asked now and then while a display is authenticated. */
    interface Patience {
        /** @throws MiracastException if the session is not wanted any more */
        void check() throws MiracastException;
    }

    /** Whether {@link #authenticate} has anything to decide about a display. Any thread. */
    boolean concerns(SinkCapabilities sink) {
        return service != null && !sink.contentProtection().isNone();
    }

    /**
     * Authenticates a display, if it can be; on a thread of its own, so that a start can be given up that waits for it.
     *
     * @throws MiracastException if the display is not to have the content, or the session is not wanted any more
     */
    Optional<Encryption> authenticate(SinkCapabilities sink, InetAddress address, Patience patience)
            throws MiracastException {
        String version = sink.contentProtection().version();
        if (!concerns(sink) || !service.speaks(version)) {
            return Optional.empty();
        }
        InetSocketAddress display =
                new InetSocketAddress(address, sink.contentProtection().port());
        ProtectedLink link = open(version, display, patience);
        log.info("display is authenticated: {}", version);
        // HDCP2.1 is 0x21.
        String digits = version.substring(VERSION_DIGITS).replace(".", "");
        encryption = new Encryption(link, Integer.parseInt(digits, 16));
        return Optional.of(encryption);
    }

    private ProtectedLink open(String version, InetSocketAddress display, Patience patience) throws MiracastException {
        CompletableFuture<ProtectedLink> opening = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(version, display, opening), "miracast-protect-" + castId);
        thread.setDaemon(true);
        thread.start();
        ProtectedLink link = null;
        try {
            while (link == null) {
                patience.check();
                link = await(opening);
            }
            return link;
        } catch (ExecutionException e) {
            throw refused(display, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MiracastException(
                    NtStatus.STATUS_CANCELLED, "authentication of " + display + " was interrupted", e);
        } finally {
            if (link == null) {
                giveUp(opening, thread);
            }
        }
    }

    /** The link, or null if there is none yet. */
    private static ProtectedLink await(CompletableFuture<ProtectedLink> opening)
            throws InterruptedException, ExecutionException {
        try {
            return opening.get(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    /** Nobody waits any more: a link that there is after all is closed, be it here or where it was made. */
    private static void giveUp(CompletableFuture<ProtectedLink> opening, Thread thread) {
        if (opening.cancel(false)) {
            thread.interrupt();
        } else {
            opening.thenAccept(ProtectedLink::close);
        }
    }

    private void open(String version, InetSocketAddress display, CompletableFuture<ProtectedLink> opening) {
        MDC.put(Cast.LOG_KEY, castId);
        try {
            ProtectedLink link =
                    Objects.requireNonNull(service.open(castId, version, display), "ContentProtection gave no link");
            if (!opening.complete(link)) {
                link.close();
            }
        } catch (MiracastException | RuntimeException | LinkageError e) {
            opening.completeExceptionally(e);
        }
    }

    private static MiracastException refused(InetSocketAddress display, Throwable cause) {
        return cause instanceof MiracastException refusal
                ? refusal
                : new MiracastException(
                        NtStatus.STATUS_UNSUCCESSFUL,
                        "display at " + display + " could not be authenticated: " + cause,
                        cause);
    }

    /** Whether the session's video is encrypted by that service. Any thread. */
    boolean uses(ContentProtection other) {
        return service == other && encryption != null;
    }

    /** The session is over, and its sending thread too. */
    void close() {
        if (encryption != null) {
            encryption.close();
        }
    }
}
