// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.protection.ContentProtection;
import miracast.api.protection.ProtectedLink;
import miracast.driver.log.CastLog;
import miracast.driver.stream.Encryption;
import miracast.wire.rtsp.SinkCapabilities;

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

    /**
     * Authenticates a display, if it can be; on a thread of its own, so that a start can be given up that waits for it.
     *
     * @throws MiracastException if the display is not to have the content, or the session is not wanted any more
     */
    Optional<Encryption> authenticate(SinkCapabilities sink, InetAddress address, Patience patience)
            throws MiracastException {
        String version = sink.contentProtection().version();
        if (service == null || sink.contentProtection().isNone() || !service.speaks(version)) {
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
        FutureTask<ProtectedLink> opening = new FutureTask<>(() -> service.open(castId, version, display));
        Thread thread = new Thread(opening, "miracast-protect-" + castId);
        thread.setDaemon(true);
        thread.start();
        try {
            while (true) {
                patience.check();
                try {
                    return opening.get(POLL_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Is it still wanted?
                }
            }
        } catch (ExecutionException e) {
            throw refused(display, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MiracastException(
                    NtStatus.STATUS_CANCELLED, "authentication of " + display + " was interrupted", e);
        } finally {
            opening.cancel(true);
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
