// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import wfd.api.FrameCounters;
import wfd.api.LinkRates;
import wfd.api.WfdStats;

/**
 * Rates and losses of one interface. The rate of the moment is the WLAN service's, and where it does not know the virtual interface,
 * the network stack's link speed. Losses likewise; the stack counts packets instead of radio frames and knows no retries, so who
 * counts is decided once, at the beginning, since the two cannot be compared. Each question is a call to the system.
 * Thread-safe.
 */
final class LinkStatistics {
    private static final long BITS_PER_KBIT = 1000;
    private static final FrameCounters NONE = new FrameCounters(0, 0, 0, 0);

    private final WindowsSystem windows;
    /** Of WlanOpenHandle; null if there is none. */
    private final Pointer client;

    private final UUID interfaceId;
    private final int interfaceIndex;
    private final long remoteMaximum;
    private final boolean radioCounts;
    private final FrameCounters atOpening;

    /** @param remoteMaximum what the display announces, in bit/s; 0 for nothing */
    LinkStatistics(WindowsSystem windows, Pointer client, UUID interfaceId, int interfaceIndex, long remoteMaximum) {
        this.windows = windows;
        this.client = client;
        this.interfaceId = interfaceId;
        this.interfaceIndex = interfaceIndex;
        this.remoteMaximum = remoteMaximum;
        Optional<FrameCounters> radio = radioFrames();
        radioCounts = radio.isPresent();
        atOpening = radio.or(() -> row().map(LinkStatistics::packets)).orElse(NONE);
    }

    /** What is known now. */
    WfdStats now() {
        Optional<IpHlpApi.MIB_IF_ROW2> row = row();
        Optional<LinkRates> rates = rates(row);
        Optional<FrameCounters> frames =
                (radioCounts ? radioFrames() : row.map(LinkStatistics::packets)).map(this::sinceOpening);
        return new WfdStats() {
            @Override
            public Optional<LinkRates> rates() {
                return rates;
            }

            @Override
            public Optional<FrameCounters> frames() {
                return frames;
            }
        };
    }

    private Optional<LinkRates> rates(Optional<IpHlpApi.MIB_IF_ROW2> row) {
        long speed = row.map(r -> r.TransmitLinkSpeed).orElse(0L);
        long now = ask(WlanApi.wlan_intf_opcode_current_connection, LinkStatistics::transmitRate)
                .filter(rate -> rate > 0)
                .orElse(speed);
        // -1 is what the stack says of a link that is not up.
        if (now <= 0) return Optional.empty();
        long localMaximum = Math.max(now, speed);
        return Optional.of(new LinkRates(now, localMaximum, remoteMaximum > 0 ? remoteMaximum : localMaximum));
    }

    private static long transmitRate(Pointer data, int size) {
        if (size < new WlanApi.WLAN_CONNECTION_ATTRIBUTES().size()) return 0;
        int rate = new WlanApi.WLAN_CONNECTION_ATTRIBUTES(data).wlanAssociationAttributes.ulTxRate;
        return Integer.toUnsignedLong(rate) * BITS_PER_KBIT;
    }

    private Optional<FrameCounters> radioFrames() {
        return ask(WlanApi.wlan_intf_opcode_statistics, LinkStatistics::sumOfPhys);
    }

    /** An adapter counts apart for each kind of modulation that it can do, and changes between them. */
    private static FrameCounters sumOfPhys(Pointer data, int size) {
        WlanApi.WLAN_STATISTICS statistics = new WlanApi.WLAN_STATISTICS();
        int first = statistics.size();
        if (size < first) return null;
        statistics = new WlanApi.WLAN_STATISTICS(data);
        int each = new WlanApi.WLAN_PHY_FRAME_STATISTICS().size();
        int count = (int) Math.min(Integer.toUnsignedLong(statistics.dwNumberOfPhys), (size - first) / each);
        FrameCounters sum = NONE;
        for (int i = 0; i < count; i++) {
            WlanApi.WLAN_PHY_FRAME_STATISTICS phy =
                    new WlanApi.WLAN_PHY_FRAME_STATISTICS(data.share(first + (long) i * each));
            sum = new FrameCounters(
                    sum.sentWithoutRetry() + Math.max(0, phy.ullTransmittedFrameCount - phy.ullRetryCount),
                    sum.retriedOnce() + Math.max(0, phy.ullRetryCount - phy.ullMultipleRetryCount),
                    sum.retriedMore() + Math.max(0, phy.ullMultipleRetryCount),
                    sum.failed() + Math.max(0, phy.ullFailedCount));
        }
        return sum;
    }

    private static FrameCounters packets(IpHlpApi.MIB_IF_ROW2 row) {
        return new FrameCounters(Math.max(0, row.OutUcastPkts), 0, 0, Math.max(0, row.OutErrors + row.OutDiscards));
    }

    private FrameCounters sinceOpening(FrameCounters now) {
        return new FrameCounters(
                Math.max(0, now.sentWithoutRetry() - atOpening.sentWithoutRetry()),
                Math.max(0, now.retriedOnce() - atOpening.retriedOnce()),
                Math.max(0, now.retriedMore() - atOpening.retriedMore()),
                Math.max(0, now.failed() - atOpening.failed()));
    }

    private Optional<IpHlpApi.MIB_IF_ROW2> row() {
        IpHlpApi.MIB_IF_ROW2 row = new IpHlpApi.MIB_IF_ROW2();
        row.InterfaceIndex = interfaceIndex;
        return windows.network().GetIfEntry2(row) == 0 ? Optional.of(row) : Optional.empty();
    }

    /** Reads what the service gives, which is so many octets long; null means nothing. */
    private <T> Optional<T> ask(int opcode, BiFunction<Pointer, Integer, T> reader) {
        if (client == null) return Optional.empty();
        IntByReference size = new IntByReference();
        PointerByReference data = new PointerByReference();
        int error = windows.wlan().WlanQueryInterface(client, GUID.of(interfaceId), opcode, null, size, data, null);
        if (error != 0 || data.getValue() == null) return Optional.empty();
        try {
            return Optional.ofNullable(reader.apply(data.getValue(), size.getValue()));
        } finally {
            windows.wlan().WlanFreeMemory(data.getValue());
        }
    }
}
