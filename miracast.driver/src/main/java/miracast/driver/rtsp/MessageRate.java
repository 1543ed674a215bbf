// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import java.util.concurrent.TimeUnit;

/**
 * Holds the messages of a sink to 20 a second, averaged over 10 s: as many as that may come in one go (a real sink sends seven
 * IDR requests within 100 ms), and then only as fast as they fade.
 */
final class MessageRate {
    static final int PER_SECOND = 20;
    static final int BURST = PER_SECOND * 10;

    private double allowed = BURST;
    private long lastNs;

    MessageRate(long nowNs) {
        lastNs = nowNs;
    }

    /** Counts a message; false if it is one too many. */
    boolean allows(long nowNs) {
        double seconds = (double) (nowNs - lastNs) / TimeUnit.SECONDS.toNanos(1);
        lastNs = nowNs;
        allowed = Math.min(BURST, allowed + seconds * PER_SECOND);
        if (allowed < 1) {
            return false;
        }
        allowed--;
        return true;
    }
}
