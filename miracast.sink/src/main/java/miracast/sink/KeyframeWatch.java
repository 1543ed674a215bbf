// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/**
 * Asks the source for an IDR picture when the last one is of no more use, again until it comes, but not more often than a source
 * can answer. Receive thread.
 */
final class KeyframeWatch {
    /** Sources merge requests within 250 to 500 ms. */
    static final long INTERVAL_NS = 500_000_000;

    private final Runnable request;
    private boolean needed;
    private boolean asked;
    private long askedNs;

    /** @param request asks; called on the receive thread, must return at once */
    KeyframeWatch(Runnable request) {
        this.request = request;
    }

    /** Pictures are missing or damaged. */
    void need() {
        needed = true;
    }

    /** An IDR picture came whole. */
    void arrived() {
        needed = false;
    }

    /** Asks if it is time. */
    void poll(long nowNs) {
        if (needed && (!asked || nowNs - askedNs >= INTERVAL_NS)) {
            asked = true;
            askedNs = nowNs;
            request.run();
        }
    }
}
