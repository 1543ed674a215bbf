// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import wfd.api.MacAddress;
import wfd.api.WfdException;

/**
 * Adapters and neighbours as IP Helper knows them; IPv4 only, as Wi-Fi Display is. Not {@link java.net.NetworkInterface},
 * which doesn't tell the GUID. Thread-safe.
 */
final class NativeAddresses {
    private static final int FLAGS = IpHlpApi.GAA_FLAG_SKIP_ANYCAST
            | IpHlpApi.GAA_FLAG_SKIP_MULTICAST
            | IpHlpApi.GAA_FLAG_SKIP_DNS_SERVER
            | IpHlpApi.GAA_FLAG_INCLUDE_GATEWAYS;
    private static final int FIRST_SIZE = 16 * 1024;
    private static final int TRIES = 5;

    /** An adapter; the DHCP server is null if there is none. */
    record Adapter(
            int index, boolean up, List<InetAddress> addresses, List<InetAddress> gateways, InetAddress dhcpServer) {}

    /** A neighbour; its address is null if it is not known. */
    record Neighbour(InetAddress address, MacAddress physical) {}

    private final WindowsSystem windows;

    NativeAddresses(WindowsSystem windows) {
        this.windows = windows;
    }

    /** The adapter with this GUID, if there is one. */
    Optional<Adapter> adapter(UUID id) throws WfdException {
        String name = "{" + id + "}";
        try (Memory adapters = adapters()) {
            for (Pointer next = adapters; next != null; ) {
                IpHlpApi.IP_ADAPTER_ADDRESSES row = new IpHlpApi.IP_ADAPTER_ADDRESSES(next);
                if (row.AdapterName != null && name.equalsIgnoreCase(row.AdapterName.getString(0, "US-ASCII")))
                    return Optional.of(new Adapter(
                            row.IfIndex,
                            row.OperStatus == IpHlpApi.IfOperStatusUp,
                            addresses(row.FirstUnicastAddress),
                            addresses(row.FirstGatewayAddress),
                            ipv4(row.Dhcpv4Server.lpSockaddr)));
                next = row.Next;
            }
            return Optional.empty();
        }
    }

    private Memory adapters() throws WfdException {
        IntByReference size = new IntByReference(FIRST_SIZE);
        int error = IpHlpApi.ERROR_BUFFER_OVERFLOW;
        for (int i = 0; i < TRIES && error == IpHlpApi.ERROR_BUFFER_OVERFLOW; i++) {
            Memory memory = new Memory(size.getValue());
            error = windows.network().GetAdaptersAddresses(IpHlpApi.AF_UNSPEC, FLAGS, null, memory, size);
            if (error == 0) return memory;
            memory.close();
        }
        throw windows.failure("GetAdaptersAddresses", error, 0);
    }

    private static List<InetAddress> addresses(Pointer first) {
        List<InetAddress> addresses = new ArrayList<>();
        for (Pointer next = first; next != null; ) {
            IpHlpApi.IP_ADAPTER_UNICAST_ADDRESS row = new IpHlpApi.IP_ADAPTER_UNICAST_ADDRESS(next);
            InetAddress address = ipv4(row.Address.lpSockaddr);
            if (address != null) addresses.add(address);
            next = row.Next;
        }
        return addresses;
    }

    /** Neighbours on an adapter that might answer. */
    List<Neighbour> neighbours(int interfaceIndex) throws WfdException {
        PointerByReference table = new PointerByReference();
        int error = windows.network().GetIpNetTable2(IpHlpApi.AF_INET, table);
        if (error != 0) throw windows.failure("GetIpNetTable2", error, 0);
        Pointer rows = table.getValue();
        try {
            List<Neighbour> neighbours = new ArrayList<>();
            int count = rows.getInt(0);
            int size = new IpHlpApi.MIB_IPNET_ROW2().size();
            for (int i = 0; i < count; i++) {
                IpHlpApi.MIB_IPNET_ROW2 row =
                        new IpHlpApi.MIB_IPNET_ROW2(rows.share(IpHlpApi.MIB_IPNET_TABLE2_Table + (long) i * size));
                boolean mayAnswer = row.State != IpHlpApi.NlnsUnreachable && row.State != IpHlpApi.NlnsIncomplete;
                InetAddress address = ipv4(row.getPointer());
                if (row.InterfaceIndex == interfaceIndex && mayAnswer && address != null)
                    neighbours.add(new Neighbour(address, physical(row)));
            }
            return neighbours;
        } finally {
            windows.network().FreeMibTable(rows);
        }
    }

    private static MacAddress physical(IpHlpApi.MIB_IPNET_ROW2 row) {
        if (row.PhysicalAddressLength != MacAddress.LENGTH) return null;
        byte[] octets = new byte[MacAddress.LENGTH];
        System.arraycopy(row.PhysicalAddress, 0, octets, 0, octets.length);
        return MacAddress.of(octets);
    }

    /** SOCKADDR_IN: family in the machine's order, port, four octets; null for another family or none. */
    private static InetAddress ipv4(Pointer address) {
        if (address == null || address.getShort(0) != IpHlpApi.AF_INET) return null;
        try {
            return Inet4Address.getByAddress(address.getByteArray(4, 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an IPv4 address", e);
        }
    }
}
