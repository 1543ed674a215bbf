// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The parts of {@code iphlpapi.h} and {@code netioapi.h} (with {@code iptypes.h}) that we need. Written from the published
 * documentation of the Windows 10 SDK. WCHAR arrays are {@code short}, since a Java {@code char} takes the size of wchar_t.
 * 64-bit systems only. Mirrors, never decides.
 */
interface IpHlpApi extends Library {
    int AF_UNSPEC = 0;
    int AF_INET = 2;
    int GAA_FLAG_SKIP_ANYCAST = 0x2;
    int GAA_FLAG_SKIP_MULTICAST = 0x4;
    int GAA_FLAG_SKIP_DNS_SERVER = 0x8;
    int GAA_FLAG_INCLUDE_GATEWAYS = 0x80;
    /** IF_OPER_STATUS. */
    int IfOperStatusUp = 1;

    int ERROR_BUFFER_OVERFLOW = 111;

    /** NL_NEIGHBOR_STATE. */
    int NlnsUnreachable = 0;

    int NlnsIncomplete = 1;

    @FieldOrder({"lpSockaddr", "iSockaddrLength"})
    class SOCKET_ADDRESS extends Structure {
        public Pointer lpSockaddr;
        public int iSockaddrLength;
    }

    /** IP_ADAPTER_UNICAST_ADDRESS, and the beginning of IP_ADAPTER_GATEWAY_ADDRESS, which has the same layout up to here. */
    @FieldOrder({"Length", "Flags", "Next", "Address"})
    class IP_ADAPTER_UNICAST_ADDRESS extends Structure {
        public int Length;
        public int Flags;
        public Pointer Next;
        public SOCKET_ADDRESS Address;

        public IP_ADAPTER_UNICAST_ADDRESS() {}

        public IP_ADAPTER_UNICAST_ADDRESS(Pointer memory) {
            super(memory);
            read();
        }
    }

    @FieldOrder({
        "Length",
        "IfIndex",
        "Next",
        "AdapterName",
        "FirstUnicastAddress",
        "FirstAnycastAddress",
        "FirstMulticastAddress",
        "FirstDnsServerAddress",
        "DnsSuffix",
        "Description",
        "FriendlyName",
        "PhysicalAddress",
        "PhysicalAddressLength",
        "Flags",
        "Mtu",
        "IfType",
        "OperStatus",
        "Ipv6IfIndex",
        "ZoneIndices",
        "FirstPrefix",
        "TransmitLinkSpeed",
        "ReceiveLinkSpeed",
        "FirstWinsServerAddress",
        "FirstGatewayAddress",
        "Ipv4Metric",
        "Ipv6Metric",
        "Luid",
        "Dhcpv4Server"
    })
    class IP_ADAPTER_ADDRESSES extends Structure {
        public int Length;
        public int IfIndex;
        public Pointer Next;
        public Pointer AdapterName;
        public Pointer FirstUnicastAddress;
        public Pointer FirstAnycastAddress;
        public Pointer FirstMulticastAddress;
        public Pointer FirstDnsServerAddress;
        public Pointer DnsSuffix;
        public Pointer Description;
        public Pointer FriendlyName;
        public byte[] PhysicalAddress = new byte[8];
        public int PhysicalAddressLength;
        public int Flags;
        public int Mtu;
        public int IfType;
        public int OperStatus;
        public int Ipv6IfIndex;
        public int[] ZoneIndices = new int[16];
        public Pointer FirstPrefix;
        public long TransmitLinkSpeed;
        public long ReceiveLinkSpeed;
        public Pointer FirstWinsServerAddress;
        public Pointer FirstGatewayAddress;
        public int Ipv4Metric;
        public int Ipv6Metric;
        public long Luid;
        public SOCKET_ADDRESS Dhcpv4Server;
        // CompartmentId and others follow.

        public IP_ADAPTER_ADDRESSES() {}

        public IP_ADAPTER_ADDRESSES(Pointer memory) {
            super(memory);
            read();
        }
    }

    @FieldOrder({
        "Address",
        "InterfaceIndex",
        "InterfaceLuid",
        "PhysicalAddress",
        "PhysicalAddressLength",
        "State",
        "Flags",
        "ReachabilityTime"
    })
    class MIB_IPNET_ROW2 extends Structure {
        /** SOCKADDR_INET, the union of SOCKADDR_IN and SOCKADDR_IN6, as that many {@code int}, which gives its alignment. */
        public int[] Address = new int[7];

        public int InterfaceIndex;
        public long InterfaceLuid;
        public byte[] PhysicalAddress = new byte[32];
        public int PhysicalAddressLength;
        public int State;
        public byte Flags;
        public int ReachabilityTime;

        public MIB_IPNET_ROW2() {}

        public MIB_IPNET_ROW2(Pointer memory) {
            super(memory);
            read();
        }
    }

    /** Where the rows of MIB_IPNET_TABLE2 begin, behind ULONG NumEntries. */
    int MIB_IPNET_TABLE2_Table = 8;

    @FieldOrder({
        "InterfaceLuid",
        "InterfaceIndex",
        "InterfaceGuid",
        "Alias",
        "Description",
        "PhysicalAddressLength",
        "PhysicalAddress",
        "PermanentPhysicalAddress",
        "Mtu",
        "Type",
        "TunnelType",
        "MediaType",
        "PhysicalMediumType",
        "AccessType",
        "DirectionType",
        "InterfaceAndOperStatusFlags",
        "OperStatus",
        "AdminStatus",
        "MediaConnectState",
        "NetworkGuid",
        "ConnectionType",
        "TransmitLinkSpeed",
        "ReceiveLinkSpeed",
        "InOctets",
        "InUcastPkts",
        "InNUcastPkts",
        "InDiscards",
        "InErrors",
        "InUnknownProtos",
        "InUcastOctets",
        "InMulticastOctets",
        "InBroadcastOctets",
        "OutOctets",
        "OutUcastPkts",
        "OutNUcastPkts",
        "OutDiscards",
        "OutErrors",
        "OutUcastOctets",
        "OutMulticastOctets",
        "OutBroadcastOctets",
        "OutQLen"
    })
    class MIB_IF_ROW2 extends Structure {
        public long InterfaceLuid;
        public int InterfaceIndex;
        public GUID InterfaceGuid;
        public short[] Alias = new short[257];
        public short[] Description = new short[257];
        public int PhysicalAddressLength;
        public byte[] PhysicalAddress = new byte[32];
        public byte[] PermanentPhysicalAddress = new byte[32];
        public int Mtu;
        public int Type;
        public int TunnelType;
        public int MediaType;
        public int PhysicalMediumType;
        public int AccessType;
        public int DirectionType;
        public byte InterfaceAndOperStatusFlags;
        public int OperStatus;
        public int AdminStatus;
        public int MediaConnectState;
        public GUID NetworkGuid;
        public int ConnectionType;
        public long TransmitLinkSpeed;
        public long ReceiveLinkSpeed;
        public long InOctets;
        public long InUcastPkts;
        public long InNUcastPkts;
        public long InDiscards;
        public long InErrors;
        public long InUnknownProtos;
        public long InUcastOctets;
        public long InMulticastOctets;
        public long InBroadcastOctets;
        public long OutOctets;
        public long OutUcastPkts;
        public long OutNUcastPkts;
        public long OutDiscards;
        public long OutErrors;
        public long OutUcastOctets;
        public long OutMulticastOctets;
        public long OutBroadcastOctets;
        public long OutQLen;
    }

    /** Comes on a thread of the system. */
    interface IPINTERFACE_CHANGE_CALLBACK extends Callback {
        void callback(Pointer CallerContext, Pointer Row, int NotificationType);
    }

    int GetAdaptersAddresses(
            int Family, int Flags, Pointer Reserved, Pointer AdapterAddresses, IntByReference SizePointer);

    int GetIfEntry2(MIB_IF_ROW2 Row);

    int GetIpNetTable2(int Family, PointerByReference Table);

    int NotifyIpInterfaceChange(
            int Family,
            IPINTERFACE_CHANGE_CALLBACK Callback,
            Pointer CallerContext,
            byte InitialNotification,
            PointerByReference NotificationHandle);

    /** Waits for the callback to return, so never from it. */
    int CancelMibChangeNotify2(Pointer NotificationHandle);

    void FreeMibTable(Pointer Memory);
}
