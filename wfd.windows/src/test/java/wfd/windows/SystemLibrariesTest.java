// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The libraries of the system itself, as far as a Windows without radio has them: IP Helper and FormatMessage. */
@Tag("wine")
class SystemLibrariesTest {
    private final IpHlpApi network = Native.load("iphlpapi", IpHlpApi.class);

    private IpHlpApi.IP_ADAPTER_ADDRESSES firstWithAddress(Memory memory) {
        IntByReference size = new IntByReference((int) memory.size());
        assertThat(network.GetAdaptersAddresses(IpHlpApi.AF_UNSPEC, 0, null, memory, size))
                .isZero();
        for (Pointer next = memory; next != null; ) {
            IpHlpApi.IP_ADAPTER_ADDRESSES row = new IpHlpApi.IP_ADAPTER_ADDRESSES(next);
            if (row.FirstUnicastAddress != null) return row;
            next = row.Next;
        }
        throw new AssertionError("no adapter has an address");
    }

    @Test
    void adaptersHaveGuidsAndAddresses() {
        Memory memory = new Memory(64 * 1024);

        IpHlpApi.IP_ADAPTER_ADDRESSES adapter = firstWithAddress(memory);

        String name = adapter.AdapterName.getString(0, "US-ASCII");
        assertThat(UUID.fromString(name.substring(1, 37))).isNotNull();
        assertThat(adapter.OperStatus).isEqualTo(IpHlpApi.IfOperStatusUp);
    }

    @Test
    void countersOfAnAdapterCanBeRead() {
        IpHlpApi.MIB_IF_ROW2 row = new IpHlpApi.MIB_IF_ROW2();
        row.InterfaceIndex = firstWithAddress(new Memory(64 * 1024)).IfIndex;

        assertThat(network.GetIfEntry2(row)).isZero();
        assertThat(row.Mtu).isPositive();
    }

    @Test
    void neighboursCanBeListed() {
        PointerByReference table = new PointerByReference();

        assertThat(network.GetIpNetTable2(IpHlpApi.AF_INET, table)).isZero();
        network.FreeMibTable(table.getValue());
    }

    @Test
    void errorsHaveAMessage() {
        WinBase base = Native.load("kernel32", WinBase.class);
        byte[] text = new byte[1024];

        int length = base.FormatMessageW(
                WinBase.FORMAT_MESSAGE_FROM_SYSTEM | WinBase.FORMAT_MESSAGE_IGNORE_INSERTS,
                null,
                87,
                0,
                text,
                512,
                null);

        assertThat(length).isPositive();
        assertThat(Utf16.terminated(text)).isNotBlank();
    }
}
