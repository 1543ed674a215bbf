// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import wfd.api.FrameCounters;
import wfd.api.LinkRates;
import wfd.api.WfdStats;

/**
 * Rates and losses of one interface. Asks the WLAN service first, which knows retries and the rate of the moment, but not for every
 * virtual interface of Wi-Fi Direct; then the network stack, which counts packets instead of radio frames and knows no
 * retries. Each question is a call to the system. Thread-safe.
 */
final class LinkStatistics {
    private static final long KBIT = 1000;

    private final WindowsSystem windows;
    /** Of WlanOpenHandle; null if there is none. */
    private final Pointer client;

    private final UUID interfaceId;
    private final int interfaceIndex;
    private final long remoteMaximum;
    private final FrameCounters atOpening;

    /** @param remoteMaximum what the display announces, in bit/s; 0 for nothing */
    LinkStatistics(WindowsSystem windows, Pointer client, UUID interfaceId, int interfaceIndex, long remoteMaximum) {
        this.windows = windows;
        this.client = client;
        this.interfaceId = interfaceId;
        this.interfaceIndex = interfaceIndex;
        this.remoteMaximum = remoteMaximum;
        atOpening = frames(row()).orElse(new FrameCounters(0, 0, 0, 0));
    }

    /** What is known now. */
    WfdStats now() {
        Optional<IpHlpApi.MIB_IF_ROW2> row = row();
        Optional<LinkRates> rates = rates(row);
        Optional<FrameCounters> frames = frames(row).map(this::sinceOpening);
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
        long now = ask(WlanApi.wlan_intf_opcode_current_connection, data -> {
                    WlanApi.WLAN_CONNECTION_ATTRIBUTES attributes = new WlanApi.WLAN_CONNECTION_ATTRIBUTES(data);
                    return Integer.toUnsignedLong(attributes.wlanAssociationAttributes.ulTxRate) * KBIT;
                })
                .filter(rate -> rate > 0)
                .orElse(speed);
        // -1 is what the stack says of a link that is not up.
        if (now <= 0) return Optional.empty();
        long localMaximum = Math.max(now, speed);
        return Optional.of(new LinkRates(now, localMaximum, remoteMaximum > 0 ? remoteMaximum : localMaximum));
    }

    private Optional<FrameCounters> frames(Optional<IpHlpApi.MIB_IF_ROW2> row) {
        Optional<FrameCounters> radio = ask(WlanApi.wlan_intf_opcode_statistics, data -> {
            WlanApi.WLAN_STATISTICS statistics = new WlanApi.WLAN_STATISTICS(data);
            WlanApi.WLAN_PHY_FRAME_STATISTICS phy = statistics.PhyCounters;
            if (statistics.dwNumberOfPhys == 0) return new FrameCounters(0, 0, 0, 0);
            return new FrameCounters(
                    Math.max(0, phy.ullTransmittedFrameCount - phy.ullRetryCount),
                    Math.max(0, phy.ullRetryCount - phy.ullMultipleRetryCount),
                    Math.max(0, phy.ullMultipleRetryCount),
                    Math.max(0, phy.ullFailedCount));
        });
        return radio.or(() -> row.map(
                r -> new FrameCounters(Math.max(0, r.OutUcastPkts), 0, 0, Math.max(0, r.OutErrors + r.OutDiscards))));
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

    private <T> Optional<T> ask(int opcode, Function<Pointer, T> reader) {
        if (client == null) return Optional.empty();
        PointerByReference data = new PointerByReference();
        int error = windows.wlan()
                .WlanQueryInterface(client, GUID.of(interfaceId), opcode, null, new IntByReference(), data, null);
        if (error != 0 || data.getValue() == null) return Optional.empty();
        try {
            return Optional.of(reader.apply(data.getValue()));
        } finally {
            windows.wlan().WlanFreeMemory(data.getValue());
        }
    }
}
