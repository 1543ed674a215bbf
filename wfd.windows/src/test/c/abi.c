// SPDX-License-Identifier: Apache-2.0
// Prints how a Windows compiler lays out what wfd.windows mirrors, one "structure size" or "structure.field offset" a line. From
// mingw's headers; where these lack something (devquery.h), from windows_part.h, which is compared with the headers otherwise.
#include <winsock2.h>
#include <ws2ipdef.h>
#include <windows.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <wlanapi.h>
#include <winsvc.h>
#include <devpropdef.h>
#include <stddef.h>
#include <stdio.h>
#include "windows_part.h"

typedef WLAN_ASSOCIATION_ATTRIBUTES ASSOCIATION;
typedef WLAN_CONNECTION_ATTRIBUTES CONNECTION;
typedef WLAN_SECURITY_ATTRIBUTES SECURITY;
typedef WLAN_MAC_FRAME_STATISTICS MAC;
typedef WLAN_PHY_FRAME_STATISTICS PHY;
#define SIZE(name, type) printf(#name " %u\n", (unsigned) sizeof(type))
#define AT(name, type, field, member) printf(#name "." #field " %u\n", (unsigned) offsetof(type, member))
#define SAME(part, type) _Static_assert(sizeof(part) == sizeof(type), #type)
#define SAME_AT(part, member, type, field) _Static_assert(offsetof(part, member) == offsetof(type, field), #type "." #field)

SAME(guid, GUID);
SAME(wlan_association_attributes, WLAN_ASSOCIATION_ATTRIBUTES);
SAME(wlan_connection_attributes, WLAN_CONNECTION_ATTRIBUTES);
SAME(wlan_statistics, WLAN_STATISTICS);
SAME(ipnet_row2, MIB_IPNET_ROW2);
SAME(if_row2, MIB_IF_ROW2);
SAME(service_status, SERVICE_STATUS);
SAME(devpropkey, DEVPROPKEY);
SAME_AT(wlan_association_attributes, tx_rate, WLAN_ASSOCIATION_ATTRIBUTES, ulTxRate);
SAME_AT(wlan_statistics, phy, WLAN_STATISTICS, PhyCounters);
SAME_AT(adapter_addresses, oper_status, IP_ADAPTER_ADDRESSES, OperStatus);
SAME_AT(adapter_addresses, dhcp4, IP_ADAPTER_ADDRESSES, Dhcpv4Server);
SAME_AT(unicast_address, address, IP_ADAPTER_UNICAST_ADDRESS, Address);
SAME_AT(ipnet_row2, physical, MIB_IPNET_ROW2, PhysicalAddress);
SAME_AT(ipnet_row2, state, MIB_IPNET_ROW2, State);
SAME_AT(ipnet_table2, rows, MIB_IPNET_TABLE2, Table);
SAME_AT(if_row2, transmit, MIB_IF_ROW2, TransmitLinkSpeed);
SAME_AT(if_row2, out_errors, MIB_IF_ROW2, OutErrors);

int main(void) {
    SIZE(GUID, GUID);
    AT(GUID, GUID, Data1, Data1); AT(GUID, GUID, Data2, Data2); AT(GUID, GUID, Data3, Data3); AT(GUID, GUID, Data4, Data4);

    SIZE(WlanApi.DOT11_SSID, DOT11_SSID);
    AT(WlanApi.DOT11_SSID, DOT11_SSID, uSSIDLength, uSSIDLength); AT(WlanApi.DOT11_SSID, DOT11_SSID, ucSSID, ucSSID);
#define A(field) AT(WlanApi.WLAN_ASSOCIATION_ATTRIBUTES, ASSOCIATION, field, field)
    SIZE(WlanApi.WLAN_ASSOCIATION_ATTRIBUTES, ASSOCIATION);
    A(dot11Ssid); A(dot11BssType); A(dot11Bssid); A(dot11PhyType); A(uDot11PhyIndex); A(wlanSignalQuality); A(ulRxRate); A(ulTxRate);
#define C(field) AT(WlanApi.WLAN_CONNECTION_ATTRIBUTES, CONNECTION, field, field)
#define Y(field) AT(WlanApi.WLAN_SECURITY_ATTRIBUTES, SECURITY, field, field)
    SIZE(WlanApi.WLAN_SECURITY_ATTRIBUTES, SECURITY);
    Y(bSecurityEnabled); Y(bOneXEnabled); Y(dot11AuthAlgorithm); Y(dot11CipherAlgorithm);
    SIZE(WlanApi.WLAN_CONNECTION_ATTRIBUTES, CONNECTION);
    C(isState); C(wlanConnectionMode); C(strProfileName); C(wlanAssociationAttributes); C(wlanSecurityAttributes);
    SIZE(WlanApi.WLAN_MAC_FRAME_STATISTICS, MAC);
#define M(field) AT(WlanApi.WLAN_MAC_FRAME_STATISTICS, MAC, field, field)
    M(ullTransmittedFrameCount); M(ullReceivedFrameCount); M(ullWEPExcludedCount); M(ullTKIPLocalMICFailures); M(ullTKIPReplays);
    M(ullTKIPICVErrorCount); M(ullCCMPReplays); M(ullCCMPDecryptErrors); M(ullWEPUndecryptableCount); M(ullWEPICVErrorCount);
    M(ullDecryptSuccessCount); M(ullDecryptFailureCount);
    SIZE(WlanApi.WLAN_PHY_FRAME_STATISTICS, PHY);
#define P(field) AT(WlanApi.WLAN_PHY_FRAME_STATISTICS, PHY, field, field)
    P(ullTransmittedFrameCount); P(ullMulticastTransmittedFrameCount); P(ullFailedCount); P(ullRetryCount); P(ullMultipleRetryCount);
    // Without the array at its end.
    printf("WlanApi.WLAN_STATISTICS %u\n", (unsigned) offsetof(WLAN_STATISTICS, PhyCounters));
#define S(field) AT(WlanApi.WLAN_STATISTICS, WLAN_STATISTICS, field, field)
    S(ullFourWayHandshakeFailures); S(ullTKIPCounterMeasuresInvoked); S(ullReserved); S(MacUcastCounters); S(MacMcastCounters); S(dwNumberOfPhys);

    SIZE(DevQuery.DEVPROPKEY, DEVPROPKEY);
    AT(DevQuery.DEVPROPKEY, DEVPROPKEY, fmtid, fmtid); AT(DevQuery.DEVPROPKEY, DEVPROPKEY, pid, pid);
    SIZE(DevQuery.DEVPROPCOMPKEY, devpropcompkey);
    AT(DevQuery.DEVPROPCOMPKEY, devpropcompkey, Key, key); AT(DevQuery.DEVPROPCOMPKEY, devpropcompkey, Store, store);
    AT(DevQuery.DEVPROPCOMPKEY, devpropcompkey, LocaleName, locale);
    SIZE(DevQuery.DEVPROPERTY, devproperty);
    AT(DevQuery.DEVPROPERTY, devproperty, CompKey, comp); AT(DevQuery.DEVPROPERTY, devproperty, Type, type);
    AT(DevQuery.DEVPROPERTY, devproperty, BufferSize, size); AT(DevQuery.DEVPROPERTY, devproperty, Buffer, buffer);
    SIZE(DevQuery.DEVPROP_FILTER_EXPRESSION, devprop_filter_expression);
    AT(DevQuery.DEVPROP_FILTER_EXPRESSION, devprop_filter_expression, Operator, op);
    AT(DevQuery.DEVPROP_FILTER_EXPRESSION, devprop_filter_expression, Property, property);
    SIZE(DevQuery.DEV_OBJECT, dev_object);
    AT(DevQuery.DEV_OBJECT, dev_object, ObjectType, type); AT(DevQuery.DEV_OBJECT, dev_object, pszObjectId, id);
    AT(DevQuery.DEV_OBJECT, dev_object, cPropertyCount, count); AT(DevQuery.DEV_OBJECT, dev_object, pProperties, properties);
    SIZE(DevQuery.DEV_QUERY_RESULT_ACTION_DATA, dev_query_result_action_data);
    AT(DevQuery.DEV_QUERY_RESULT_ACTION_DATA, dev_query_result_action_data, Action, action);
    AT(DevQuery.DEV_QUERY_RESULT_ACTION_DATA, dev_query_result_action_data, DeviceObject, data);

    SIZE(IpHlpApi.SOCKET_ADDRESS, SOCKET_ADDRESS);
    AT(IpHlpApi.SOCKET_ADDRESS, SOCKET_ADDRESS, lpSockaddr, lpSockaddr);
    AT(IpHlpApi.SOCKET_ADDRESS, SOCKET_ADDRESS, iSockaddrLength, iSockaddrLength);
#define U(field) AT(IpHlpApi.IP_ADAPTER_UNICAST_ADDRESS, IP_ADAPTER_UNICAST_ADDRESS, field, field)
    U(Length); U(Flags); U(Next); U(Address);
#define I(field) AT(IpHlpApi.IP_ADAPTER_ADDRESSES, IP_ADAPTER_ADDRESSES, field, field)
    I(Length); I(IfIndex); I(Next); I(AdapterName); I(FirstUnicastAddress); I(FirstAnycastAddress); I(FirstMulticastAddress);
    I(FirstDnsServerAddress); I(DnsSuffix); I(Description); I(FriendlyName); I(PhysicalAddress); I(PhysicalAddressLength); I(Flags);
    I(Mtu); I(IfType); I(OperStatus); I(Ipv6IfIndex); I(ZoneIndices); I(FirstPrefix); I(TransmitLinkSpeed); I(ReceiveLinkSpeed);
    I(FirstWinsServerAddress); I(FirstGatewayAddress); I(Ipv4Metric); I(Ipv6Metric); I(Luid); I(Dhcpv4Server);
    SIZE(IpHlpApi.MIB_IPNET_ROW2, MIB_IPNET_ROW2);
#define N(field) AT(IpHlpApi.MIB_IPNET_ROW2, MIB_IPNET_ROW2, field, field)
    N(Address); N(InterfaceIndex); N(InterfaceLuid); N(PhysicalAddress); N(PhysicalAddressLength); N(State); N(Flags); N(ReachabilityTime);
    SIZE(IpHlpApi.MIB_IF_ROW2, MIB_IF_ROW2);
#define R(field) AT(IpHlpApi.MIB_IF_ROW2, MIB_IF_ROW2, field, field)
    R(InterfaceLuid); R(InterfaceIndex); R(InterfaceGuid); R(Alias); R(Description); R(PhysicalAddressLength); R(PhysicalAddress);
    R(PermanentPhysicalAddress); R(Mtu); R(Type); R(TunnelType); R(MediaType); R(PhysicalMediumType); R(AccessType); R(DirectionType);
    R(InterfaceAndOperStatusFlags); R(OperStatus); R(AdminStatus); R(MediaConnectState); R(NetworkGuid); R(ConnectionType);
    R(TransmitLinkSpeed); R(ReceiveLinkSpeed); R(InOctets); R(InUcastPkts); R(InNUcastPkts); R(InDiscards);
    R(InErrors); R(InUnknownProtos); R(InUcastOctets); R(InMulticastOctets); R(InBroadcastOctets); R(OutOctets); R(OutUcastPkts);
    R(OutNUcastPkts); R(OutDiscards); R(OutErrors); R(OutUcastOctets); R(OutMulticastOctets); R(OutBroadcastOctets); R(OutQLen);

    SIZE(SecHost.SERVICE_STATUS, SERVICE_STATUS);
#define V(field) AT(SecHost.SERVICE_STATUS, SERVICE_STATUS, field, field)
    V(dwServiceType); V(dwCurrentState); V(dwControlsAccepted); V(dwWin32ExitCode); V(dwServiceSpecificExitCode); V(dwCheckPoint); V(dwWaitHint);
    return 0;
}
