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
 * The part of {@code devquery.h}, with its {@code devpropdef.h} and {@code devfiltertypes.h}, that follows device nodes and
 * their properties. Written from the published documentation of the Windows 10 SDK; HRESULT and ULONG are {@code int}.
 * Mirrors, never decides.
 */
interface DevQuery extends Library {
    /** DEV_OBJECT_TYPE. */
    int DevObjectTypeDevice = 3;

    /** DEV_QUERY_FLAGS: go on telling after the first results. */
    int DevQueryFlagUpdateResults = 0x1;

    /** DEV_QUERY_RESULT_ACTION. */
    int DevQueryResultStateChange = 0;

    int DevQueryResultAdd = 1;
    int DevQueryResultUpdate = 2;
    int DevQueryResultRemove = 3;

    /** DEV_QUERY_STATE: all that was there at the beginning has been told. */
    int DevQueryStateEnumCompleted = 1;

    int DevQueryStateAborted = 2;

    int DEVPROP_OPERATOR_EXISTS = 0x00000001;
    int DEVPROP_STORE_SYSTEM = 0;

    int DEVPROP_TYPE_EMPTY = 0x00000000;

    @FieldOrder({"fmtid", "pid"})
    class DEVPROPKEY extends Structure {
        public GUID fmtid;
        public int pid;
    }

    @FieldOrder({"Key", "Store", "LocaleName"})
    class DEVPROPCOMPKEY extends Structure {
        public DEVPROPKEY Key;
        public int Store;
        public Pointer LocaleName;
    }

    @FieldOrder({"CompKey", "Type", "BufferSize", "Buffer"})
    class DEVPROPERTY extends Structure {
        public DEVPROPCOMPKEY CompKey;
        public int Type;
        public int BufferSize;
        public Pointer Buffer;

        public DEVPROPERTY() {}

        public DEVPROPERTY(Pointer memory) {
            super(memory);
        }
    }

    @FieldOrder({"Operator", "Property"})
    class DEVPROP_FILTER_EXPRESSION extends Structure {
        public int Operator;
        public DEVPROPERTY Property;
    }

    @FieldOrder({"ObjectType", "pszObjectId", "cPropertyCount", "pProperties"})
    class DEV_OBJECT extends Structure {
        public int ObjectType;
        public Pointer pszObjectId;
        public int cPropertyCount;
        public Pointer pProperties;
    }

    /** The union Data: a DEV_QUERY_STATE at the place of ObjectType if Action is DevQueryResultStateChange, else a DEV_OBJECT. */
    @FieldOrder({"Action", "DeviceObject"})
    class DEV_QUERY_RESULT_ACTION_DATA extends Structure {
        public int Action;
        public DEV_OBJECT DeviceObject;

        public DEV_QUERY_RESULT_ACTION_DATA() {}

        public DEV_QUERY_RESULT_ACTION_DATA(Pointer memory) {
            super(memory);
            read();
        }
    }

    /** Comes on threads of the system, one at a time for one query. pActionData is the system's again when it returns. */
    interface DEV_QUERY_RESULT_CALLBACK extends Callback {
        void callback(Pointer hDevQuery, Pointer pContext, Pointer pActionData);
    }

    int DevCreateObjectQuery(
            int ObjectType,
            int QueryFlags,
            int cRequestedProperties,
            Pointer pRequestedProperties,
            int cFilterExpressionCount,
            Pointer pFilter,
            DEV_QUERY_RESULT_CALLBACK pCallback,
            Pointer pContext,
            PointerByReference phDevQuery);

    /** Waits for the callback to return, so never from it. */
    void DevCloseObjectQuery(Pointer hDevQuery);

    int DevGetObjectProperties(
            int ObjectType,
            byte[] pszObjectId,
            int QueryFlags,
            int cRequestedProperties,
            Pointer pRequestedProperties,
            IntByReference pcPropertyCount,
            PointerByReference ppProperties);

    void DevFreeObjectProperties(int cPropertyCount, Pointer pProperties);
}
