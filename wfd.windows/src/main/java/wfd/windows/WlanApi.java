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
 * The parts of {@code wlanapi.h} that we need, in its order: asking an interface, reason codes, Wi-Fi Direct. Written from the
 * published documentation of the Windows 10 SDK. DWORD is {@code int}, HANDLE {@link Pointer}. Mirrors, never decides.
 */
interface WlanApi extends Library {
    int WLAN_API_VERSION_2_0 = 0x00000002;

    /** WLAN_INTF_OPCODE. The data is {@link WLAN_CONNECTION_ATTRIBUTES}. */
    int wlan_intf_opcode_current_connection = 7;

    /** WLAN_INTF_OPCODE. The data is {@link WLAN_STATISTICS}. */
    int wlan_intf_opcode_statistics = 0x10000101;

    @FieldOrder({"uSSIDLength", "ucSSID"})
    class DOT11_SSID extends Structure {
        public int uSSIDLength;
        public byte[] ucSSID = new byte[32];
    }

    @FieldOrder({
        "dot11Ssid",
        "dot11BssType",
        "dot11Bssid",
        "dot11PhyType",
        "uDot11PhyIndex",
        "wlanSignalQuality",
        "ulRxRate",
        "ulTxRate"
    })
    class WLAN_ASSOCIATION_ATTRIBUTES extends Structure {
        public DOT11_SSID dot11Ssid;
        public int dot11BssType;
        public byte[] dot11Bssid = new byte[6];
        public int dot11PhyType;
        public int uDot11PhyIndex;
        public int wlanSignalQuality;
        /** kbit/s. */
        public int ulRxRate;
        /** kbit/s. */
        public int ulTxRate;
    }

    @FieldOrder({"bSecurityEnabled", "bOneXEnabled", "dot11AuthAlgorithm", "dot11CipherAlgorithm"})
    class WLAN_SECURITY_ATTRIBUTES extends Structure {
        public int bSecurityEnabled;
        public int bOneXEnabled;
        public int dot11AuthAlgorithm;
        public int dot11CipherAlgorithm;
    }

    @FieldOrder({
        "isState",
        "wlanConnectionMode",
        "strProfileName",
        "wlanAssociationAttributes",
        "wlanSecurityAttributes"
    })
    class WLAN_CONNECTION_ATTRIBUTES extends Structure {
        public int isState;
        public int wlanConnectionMode;
        /** WCHAR, as {@code short}: a Java {@code char} would take the size of wchar_t. */
        public short[] strProfileName = new short[256];

        public WLAN_ASSOCIATION_ATTRIBUTES wlanAssociationAttributes;
        public WLAN_SECURITY_ATTRIBUTES wlanSecurityAttributes;

        public WLAN_CONNECTION_ATTRIBUTES() {}

        public WLAN_CONNECTION_ATTRIBUTES(Pointer memory) {
            super(memory);
            read();
        }
    }

    @FieldOrder({
        "ullTransmittedFrameCount",
        "ullReceivedFrameCount",
        "ullWEPExcludedCount",
        "ullTKIPLocalMICFailures",
        "ullTKIPReplays",
        "ullTKIPICVErrorCount",
        "ullCCMPReplays",
        "ullCCMPDecryptErrors",
        "ullWEPUndecryptableCount",
        "ullWEPICVErrorCount",
        "ullDecryptSuccessCount",
        "ullDecryptFailureCount"
    })
    class WLAN_MAC_FRAME_STATISTICS extends Structure {
        public long ullTransmittedFrameCount;
        public long ullReceivedFrameCount;
        public long ullWEPExcludedCount;
        public long ullTKIPLocalMICFailures;
        public long ullTKIPReplays;
        public long ullTKIPICVErrorCount;
        public long ullCCMPReplays;
        public long ullCCMPDecryptErrors;
        public long ullWEPUndecryptableCount;
        public long ullWEPICVErrorCount;
        public long ullDecryptSuccessCount;
        public long ullDecryptFailureCount;
    }

    /** One radio's counters; the size of the whole is that of all eighteen. */
    @FieldOrder({
        "ullTransmittedFrameCount",
        "ullMulticastTransmittedFrameCount",
        "ullFailedCount",
        "ullRetryCount",
        "ullMultipleRetryCount",
        "rest"
    })
    class WLAN_PHY_FRAME_STATISTICS extends Structure {
        public long ullTransmittedFrameCount;
        public long ullMulticastTransmittedFrameCount;
        public long ullFailedCount;
        public long ullRetryCount;
        public long ullMultipleRetryCount;
        public long[] rest = new long[13];

        public WLAN_PHY_FRAME_STATISTICS() {}

        public WLAN_PHY_FRAME_STATISTICS(Pointer memory) {
            super(memory);
            read();
        }
    }

    @FieldOrder({
        "ullFourWayHandshakeFailures",
        "ullTKIPCounterMeasuresInvoked",
        "ullReserved",
        "MacUcastCounters",
        "MacMcastCounters",
        "dwNumberOfPhys"
    })
    class WLAN_STATISTICS extends Structure {
        public long ullFourWayHandshakeFailures;
        public long ullTKIPCounterMeasuresInvoked;
        public long ullReserved;
        public WLAN_MAC_FRAME_STATISTICS MacUcastCounters;
        public WLAN_MAC_FRAME_STATISTICS MacMcastCounters;
        public int dwNumberOfPhys;
        // PhyCounters follow, so many of them: WLAN_PHY_FRAME_STATISTICS.

        public WLAN_STATISTICS() {}

        public WLAN_STATISTICS(Pointer memory) {
            super(memory);
            read();
        }
    }

    /** Comes on a thread of the system. The GUID is given by value, and means something only if dwError is ERROR_SUCCESS. */
    interface WFD_OPEN_SESSION_COMPLETE_CALLBACK extends Callback {
        void callback(
                Pointer hSessionHandle,
                Pointer pvContext,
                GUID.ByValue guidSessionInterface,
                int dwError,
                int dwReasonCode);
    }

    int WlanOpenHandle(
            int dwClientVersion,
            Pointer pReserved,
            IntByReference pdwNegotiatedVersion,
            PointerByReference phClientHandle);

    int WlanCloseHandle(Pointer hClientHandle, Pointer pReserved);

    int WlanQueryInterface(
            Pointer hClientHandle,
            GUID pInterfaceGuid,
            int OpCode,
            Pointer pReserved,
            IntByReference pdwDataSize,
            PointerByReference ppData,
            IntByReference pWlanOpcodeValueType);

    void WlanFreeMemory(Pointer pMemory);

    /** dwBufferSize: in WCHAR, with the terminating null. */
    int WlanReasonCodeToString(int dwReasonCode, int dwBufferSize, byte[] pStringBuffer, Pointer pReserved);

    int WFDOpenHandle(int dwClientVersion, IntByReference pdwNegotiatedVersion, PointerByReference phClientHandle);

    int WFDCloseHandle(Pointer hClientHandle);

    /** pDeviceAddress: DOT11_MAC_ADDRESS, 6 octets, read before the call returns. */
    int WFDStartOpenSession(
            Pointer hClientHandle,
            byte[] pDeviceAddress,
            Pointer pvContext,
            WFD_OPEN_SESSION_COMPLETE_CALLBACK pfnCallback,
            PointerByReference phSessionHandle);

    int WFDCancelOpenSession(Pointer hSessionHandle);

    int WFDOpenLegacySession(
            Pointer hClientHandle,
            byte[] pLegacyMacAddress,
            PointerByReference phSessionHandle,
            GUID pGuidSessionInterface);

    int WFDCloseSession(Pointer hSessionHandle);

    int WFDUpdateDeviceVisibility(byte[] pDeviceAddress);
}
