// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdLink;

/**
 * Which of the addresses on a session's interface are the link's. The interface of a Wi-Fi Direct session has two stations as a
 * rule: if the display is group owner, it gives us our address and is gateway or DHCP server; if we are, it is
 * the neighbour that asked us for one. A neighbour whose radio's address is known as the display's goes before all that.
 */
final class PeerChoice {
    /** IEEE 802: locally administered. Interface addresses of P2P differ from the device address by it, often. */
    private static final long LOCALLY_ADMINISTERED = 0x02_00_00_00_00_00L;

    private final List<MacAddress> radios;

    /** @param radios addresses by which the display may be known */
    PeerChoice(MacAddress... radios) {
        this.radios = List.of(radios);
    }

    /** The link, if it can be told already. */
    Optional<WfdLink> link(
            InterfaceId id, NativeAddresses.Adapter adapter, List<NativeAddresses.Neighbour> neighbours) {
        List<InetAddress> own = adapter.addresses().stream()
                .filter(address -> !address.isAnyLocalAddress())
                .toList();
        if (!adapter.up() || own.isEmpty()) return Optional.empty();
        List<NativeAddresses.Neighbour> others = neighbours.stream()
                .filter(other -> isStation(other.address()) && !own.contains(other.address()))
                .filter(other -> other.physical() == null || !other.physical().isGroup())
                .toList();
        Stream<InetAddress> known =
                others.stream().filter(other -> isDisplay(other.physical())).map(NativeAddresses.Neighbour::address);
        Stream<InetAddress> owner = Stream.concat(
                        Stream.of(adapter).map(NativeAddresses.Adapter::dhcpServer), adapter.gateways().stream())
                .filter(Objects::nonNull)
                .filter(address -> isStation(address) && !own.contains(address));
        Stream<InetAddress> only = others.size() == 1 ? Stream.of(others.get(0).address()) : Stream.empty();
        return Stream.concat(known, Stream.concat(owner, only))
                .findFirst()
                .map(peer -> new WfdLink(id, nearest(own, peer), peer));
    }

    private boolean isDisplay(MacAddress physical) {
        return physical != null
                && radios.stream().anyMatch(radio -> ((radio.bits() ^ physical.bits()) & ~LOCALLY_ADMINISTERED) == 0);
    }

    private static boolean isStation(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean broadcast = octets[3] == -1;
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !broadcast;
    }

    private static InetAddress nearest(List<InetAddress> own, InetAddress peer) {
        return own.stream()
                .max(Comparator.comparingInt(address -> commonBits(address, peer)))
                .orElseThrow();
    }

    private static int commonBits(InetAddress one, InetAddress other) {
        byte[] a = one.getAddress();
        byte[] b = other.getAddress();
        for (int i = 0; i < a.length; i++) {
            int difference = (a[i] ^ b[i]) & 0xFF;
            if (difference != 0) return 8 * i + Integer.numberOfLeadingZeros(difference) - 24;
        }
        return 8 * a.length;
    }
}
