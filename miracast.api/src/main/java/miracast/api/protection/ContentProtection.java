// SPDX-License-Identifier: Apache-2.0
package miracast.api.protection;

import java.net.InetSocketAddress;
import miracast.api.MiracastException;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that a licensee registers. Any thread. */
@ConsumerType
public interface ContentProtection {

    /** @param version as a display names it in {@code wfd_content_protection}, for example {@code HDCP2.1} */
    boolean speaks(String version);

    /**
     * Authenticates a display, checks that it is near, and agrees on a key with it. Waits for the network, on the thread that starts
     * the session; ends with an exception soon after that thread was interrupted.
     *
     * @param castId for log lines and messages
     * @param version one that {@link #speaks} is true for
     * @param display where the display listens for the exchange
     * @return the key, so to speak
     * @throws MiracastException if the display is not to have the content: it is not authentic, too far, or revoked. The session then
     *     fails with this message
     */
    ProtectedLink open(String castId, String version, InetSocketAddress display) throws MiracastException;
}
