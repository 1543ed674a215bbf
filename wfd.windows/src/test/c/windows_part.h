// SPDX-License-Identifier: Apache-2.0
// The parts of the Windows SDK's headers that the stand-in speaks, from the published documentation. Own names, so that the same
// source builds on Linux, and so that abi.c can compare them with mingw's headers where mingw has them.
#ifndef WINDOWS_PART_H
#define WINDOWS_PART_H

#include <stdint.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#if defined(_WIN32) && !defined(_WIN64)
#define STDCALL __stdcall
#else
#define STDCALL
#endif

typedef uint32_t dword;
typedef uint16_t wchar16;
typedef void *handle;

typedef struct { uint32_t data1; uint16_t data2, data3; uint8_t data4[8]; } guid;

// wlanapi.h
typedef void(STDCALL *open_session_complete)(handle session, void *context, guid interface_, dword error, dword reason);
typedef struct { uint32_t length; uint8_t ssid[32]; } dot11_ssid;
typedef struct {
    dot11_ssid ssid; int bss_type; uint8_t bssid[6]; int phy_type; uint32_t phy_index, quality, rx_rate, tx_rate;
} wlan_association_attributes;
typedef struct {
    int state, mode; wchar16 profile[256]; wlan_association_attributes association; int security[4];
} wlan_connection_attributes;
typedef struct { uint64_t counters[12]; } wlan_mac_frame_statistics;
typedef struct { uint64_t transmitted, multicast, failed, retry, multiple_retry, rest[13]; } wlan_phy_frame_statistics;
typedef struct {
    uint64_t handshake, tkip, reserved; wlan_mac_frame_statistics ucast, mcast; dword phys; wlan_phy_frame_statistics phy[1];
} wlan_statistics;

// devpropdef.h, devfiltertypes.h, devquery.h
typedef struct { guid fmtid; uint32_t pid; } devpropkey;
typedef struct { devpropkey key; int store; const wchar16 *locale; } devpropcompkey;
typedef struct { devpropcompkey comp; uint32_t type, size; void *buffer; } devproperty;
typedef struct { uint32_t op; devproperty property; } devprop_filter_expression;
typedef struct { int type; const wchar16 *id; uint32_t count; const devproperty *properties; } dev_object;
typedef struct { int action; union { int state; dev_object object; } data; } dev_query_result_action_data;
typedef void(STDCALL *dev_query_result)(handle query, void *context, const dev_query_result_action_data *data);

// iptypes.h, netioapi.h
typedef struct { void *address; int length; } socket_address;
typedef struct unicast { uint32_t length, flags; struct unicast *next; socket_address address; uint64_t rest[4]; } unicast_address;
typedef struct adapter {
    uint32_t length, index; struct adapter *next; char *name; unicast_address *unicast; void *anycast, *multicast, *dns;
    wchar16 *suffix, *description, *friendly; uint8_t physical[8]; uint32_t physical_length, flags, mtu, type; int oper_status;
    uint32_t index6, zones[16]; void *prefix; uint64_t transmit, receive; void *wins, *gateway; uint32_t metric4, metric6;
    uint64_t luid; socket_address dhcp4; uint8_t rest[200];
} adapter_addresses;
typedef struct { uint16_t family, port; uint8_t address[4]; uint8_t zero[8]; } sockaddr_in4;
typedef struct {
    union { sockaddr_in4 v4; uint32_t all[7]; } address; uint32_t index; uint64_t luid; uint8_t physical[32];
    uint32_t physical_length; int state; uint8_t flags; uint32_t reachability;
} ipnet_row2;
typedef struct { uint32_t count; ipnet_row2 rows[1]; } ipnet_table2;
typedef struct {
    uint64_t luid; uint32_t index; guid id; wchar16 alias[257], description[257]; uint32_t physical_length;
    uint8_t physical[32], permanent[32]; uint32_t mtu, type; int tunnel, media, physical_medium, access, direction;
    uint8_t oper_flags; int oper_status, admin_status, media_state; guid network; int connection;
    uint64_t transmit, receive, in[9], out_octets, out_ucast, out_nucast, out_discards, out_errors, out_rest[4];
} if_row2;
typedef void(STDCALL *interface_change)(void *context, void *row, int type);

// winsvc.h
typedef struct { dword type, state, accepted, exit, specific, checkpoint, hint; } service_status;
typedef void(STDCALL *service_change)(dword notify, void *context);

#endif
