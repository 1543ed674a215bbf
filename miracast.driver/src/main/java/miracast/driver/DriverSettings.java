// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.util.concurrent.TimeUnit;
import miracast.driver.session.SessionSettings;
import miracast.driver.stream.StreamSettings;

/** A configuration that was checked. What the metatype says about limits only helps editors. */
final class DriverSettings {
    private static final int KIB = 1024;
    private static final int KBIT = 1000;
    /** Other sources wait for 1 to 2 s; the contract allows 2. */
    private static final int FAREWELL_MS = 1500;
    /** More than a frame interval at 30 Hz, and well under the 100 ms that a stop may take. */
    private static final int LAST_PICTURE_MS = 40;

    private DriverSettings() {}

    /** @throws IllegalArgumentException names field, value and limits */
    static SessionSettings of(DriverConfig config) {
        StreamSettings stream = new StreamSettings(
                ms("ptsLeadMs", config.ptsLeadMs(), 0, 2000),
                checked("burstPackets", config.burstPackets(), 1, 1000),
                checked("pacingPercent", config.pacingPercent(), 0, 90) / 100.0,
                checked("firstUdpPort", config.firstUdpPort(), 10_000, 65_534),
                checked("lastUdpPort", config.lastUdpPort(), config.firstUdpPort() + 1, 65_535),
                checked("dscp", config.dscp(), 0, 63),
                checked("sendBufferKiB", config.sendBufferKiB(), 16, 16_384) * KIB,
                ms("senderReportMs", config.senderReportMs(), 1000, 60_000));
        int timeoutSeconds = checked("sessionTimeoutSeconds", config.sessionTimeoutSeconds(), 10, 3600);
        int keepAliveSeconds = checked("keepAliveSeconds", config.keepAliveSeconds(), 1, timeoutSeconds - 5);
        return new SessionSettings(
                ms("replyTimeoutMs", config.replyTimeoutMs(), 100, 60_000),
                ms("optionsTimeoutMs", config.optionsTimeoutMs(), 0, 60_000),
                ms("requestTimeoutMs", config.requestTimeoutMs(), 100, 60_000),
                ms("gapMs", config.gapMs(), 0, 1000),
                TimeUnit.SECONDS.toNanos(keepAliveSeconds),
                ms("keepAliveReplyMs", config.keepAliveReplyMs(), 100, 60_000),
                TimeUnit.SECONDS.toNanos(timeoutSeconds),
                TimeUnit.MILLISECONDS.toNanos(FAREWELL_MS),
                TimeUnit.MILLISECONDS.toNanos(LAST_PICTURE_MS),
                ms("idrIntervalMs", config.idrIntervalMs(), 0, 5000),
                (long) checked("minBitRateKbit", config.minBitRateKbit(), 50, 100_000) * KBIT,
                stream);
    }

    private static long ms(String field, int value, int min, int max) {
        return TimeUnit.MILLISECONDS.toNanos(checked(field, value, min, max));
    }

    private static int checked(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " " + value + " is not in " + min + " to " + max);
        }
        return value;
    }
}
