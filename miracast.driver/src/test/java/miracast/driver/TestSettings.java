// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.util.concurrent.TimeUnit;
import miracast.driver.session.SessionSettings;
import miracast.driver.stream.StreamSettings;

/** Settings for tests: those of a driver without configuration, with shorter times where a test asks for them. */
public final class TestSettings {
    private long replyMs = 6000;
    private long optionsMs = 3000;
    private long requestMs = 10_000;
    private long keepAliveMs = 20_000;
    private long keepAliveReplyMs = 5000;
    private long timeoutMs = 60_000;
    private long gapMs = 15;
    private long idrMs = 250;
    private long farewellMs = 1500;
    private long lastPictureMs = 40;
    private int burstPackets = 32;
    private long senderReportMs = 7000;

    private TestSettings() {}

    public static TestSettings defaults() {
        return new TestSettings();
    }

    /** How long a reply to M1, M3, M4 or a trigger may take. */
    public TestSettings replyMs(long value) {
        replyMs = value;
        return this;
    }

    /** How long to wait for M2. */
    public TestSettings optionsMs(long value) {
        optionsMs = value;
        return this;
    }

    /** How long to wait for SETUP and PLAY. */
    public TestSettings requestMs(long value) {
        requestMs = value;
        return this;
    }

    /** Period, reply and time-out of the keep-alive. */
    public TestSettings keepAliveMs(long period, long reply, long timeout) {
        keepAliveMs = period;
        keepAliveReplyMs = reply;
        timeoutMs = timeout;
        return this;
    }

    /** Between the reply to M2 and M3. */
    public TestSettings gapMs(long value) {
        gapMs = value;
        return this;
    }

    /** Least time between two IDR pictures that the sink asks for. */
    public TestSettings idrMs(long value) {
        idrMs = value;
        return this;
    }

    /** How long a sink that is told to tear down is waited for. */
    public TestSettings farewellMs(long value) {
        farewellMs = value;
        return this;
    }

    /** How long a stop waits for the picture that is being sent. */
    public TestSettings lastPictureMs(long value) {
        lastPictureMs = value;
        return this;
    }

    public TestSettings burstPackets(int value) {
        burstPackets = value;
        return this;
    }

    /** Time between two RTCP sender reports. */
    public TestSettings senderReportMs(long value) {
        senderReportMs = value;
        return this;
    }

    public SessionSettings build() {
        return new SessionSettings(
                ns(replyMs),
                ns(optionsMs),
                ns(requestMs),
                ns(gapMs),
                ns(keepAliveMs),
                ns(keepAliveReplyMs),
                ns(timeoutMs),
                ns(farewellMs),
                ns(lastPictureMs),
                ns(idrMs),
                500_000,
                new StreamSettings(ns(80), burstPackets, 0.4, 50_000, 59_999, 40, 16 * 1024, ns(senderReportMs)));
    }

    private static long ns(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
