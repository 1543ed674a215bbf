// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;

/**
 * The part of {@code winsvc.h} that follows one service; {@code sechost.dll} has all of it since Windows 8. Written from the
 * published documentation of the Windows 10 SDK. Mirrors, never decides.
 */
interface SecHost extends Library {
    int SC_MANAGER_CONNECT = 0x0001;
    int SERVICE_QUERY_STATUS = 0x0004;
    int SERVICE_RUNNING = 0x00000004;

    /** SC_EVENT_TYPE. */
    int SC_EVENT_STATUS_CHANGE = 2;

    int ERROR_SERVICE_DOES_NOT_EXIST = 1060;

    @FieldOrder({
        "dwServiceType",
        "dwCurrentState",
        "dwControlsAccepted",
        "dwWin32ExitCode",
        "dwServiceSpecificExitCode",
        "dwCheckPoint",
        "dwWaitHint"
    })
    class SERVICE_STATUS extends Structure {
        public int dwServiceType;
        public int dwCurrentState;
        public int dwControlsAccepted;
        public int dwWin32ExitCode;
        public int dwServiceSpecificExitCode;
        public int dwCheckPoint;
        public int dwWaitHint;
    }

    /** Comes on a thread of the system. dwNotify: what has happened, as a bit mask. */
    interface SC_NOTIFICATION_CALLBACK extends Callback {
        void callback(int dwNotify, Pointer pCallbackContext);
    }

    /** Null on failure, see GetLastError. */
    Pointer OpenSCManagerW(Pointer lpMachineName, Pointer lpDatabaseName, int dwDesiredAccess);

    /** Null on failure, see GetLastError. lpServiceName: UTF-16 with a terminating null. */
    Pointer OpenServiceW(Pointer hSCManager, byte[] lpServiceName, int dwDesiredAccess);

    /** Zero on failure, see GetLastError. */
    int QueryServiceStatus(Pointer hService, SERVICE_STATUS lpServiceStatus);

    int CloseServiceHandle(Pointer hSCObject);

    int SubscribeServiceChangeNotifications(
            Pointer hService,
            int eEventType,
            SC_NOTIFICATION_CALLBACK pCallback,
            Pointer pCallbackContext,
            PointerByReference pSubscription);

    /** Waits for the callback to return, so never from it. */
    void UnsubscribeServiceChangeNotifications(Pointer pSubscription);
}
