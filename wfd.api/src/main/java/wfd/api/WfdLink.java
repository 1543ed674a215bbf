// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Where an open session can be reached. Sockets that serve the session bind to {@code local} and talk to {@code peer} only.
 *
 * @param interfaceId the network interface of the session
 * @param local the source's address on it
 * @param peer the device's address on it
 */
public record WfdLink(InterfaceId interfaceId, InetAddress local, InetAddress peer) {
    /** Checks the values. */
    public WfdLink {
        Objects.requireNonNull(interfaceId, "interfaceId");
        requireOneHost("local", local);
        requireOneHost("peer", peer);
        if (local.equals(peer))
            throw new IllegalArgumentException("peer and local are the same address: " + local.getHostAddress());
    }

    private static void requireOneHost(String field, InetAddress address) {
        Objects.requireNonNull(address, field);
        if (address.isAnyLocalAddress() || address.isMulticastAddress())
            throw new IllegalArgumentException(field + " is not the address of one host: " + address.getHostAddress());
    }
}
