// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * The Wi-Fi Direct session that a cast holds. Immutable.
 *
 * @param device address of the device at the other end, as {@code 02:11:22:33:44:55}
 * @param interfaceId which interface of this machine the link has, as its provider names it; empty while the session opens
 * @param local address of this machine on the link; empty while the session opens
 * @param peer address of the device on the link; empty while the session opens
 */
public record CastLink(
        String device, Optional<String> interfaceId, Optional<InetAddress> local, Optional<InetAddress> peer) {

    public CastLink {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(interfaceId, "interfaceId");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(peer, "peer");
    }
}
