// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;

/**
 * What handles and sessions of one provider share.
 *
 * @param wlanClient handle of the WLAN service for questions about interfaces; null if it gave none
 */
record NativeSite(
        WindowsSystem windows,
        WindowsThreads threads,
        OpenCompletions completions,
        NativeAddresses addresses,
        DeviceTable devices,
        Pointer wlanClient) {}
