// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.UUID;

/** {@code GUID} of guiddef.h: three numbers in the machine's order, and eight octets. */
@FieldOrder({"Data1", "Data2", "Data3", "Data4"})
public class GUID extends Structure {
    /** Sixteen octets by value: in two registers or behind a hidden pointer, as the system's calling convention has it. */
    public static class ByValue extends GUID implements Structure.ByValue {
        /** For JNA. */
        public ByValue() {}

        /** For JNA. */
        public ByValue(Pointer memory) {
            super(memory);
        }
    }

    public int Data1;
    public short Data2;
    public short Data3;
    public byte[] Data4 = new byte[8];

    /** For JNA. */
    public GUID() {}

    /** For JNA. */
    public GUID(Pointer memory) {
        super(memory);
        read();
    }

    static GUID of(String text) {
        return of(UUID.fromString(text));
    }

    static GUID of(UUID id) {
        GUID guid = new GUID();
        guid.set(id);
        return guid;
    }

    final void set(UUID id) {
        long most = id.getMostSignificantBits();
        Data1 = (int) (most >>> 32);
        Data2 = (short) (most >>> 16);
        Data3 = (short) most;
        for (int i = 0; i < 8; i++) Data4[i] = (byte) (id.getLeastSignificantBits() >>> 8 * (7 - i));
    }

    final UUID toUuid() {
        long most = (long) Data1 << 32 | (Data2 & 0xFFFFL) << 16 | Data3 & 0xFFFFL;
        long least = 0;
        for (byte octet : Data4) least = least << 8 | octet & 0xFF;
        return new UUID(most, least);
    }
}
