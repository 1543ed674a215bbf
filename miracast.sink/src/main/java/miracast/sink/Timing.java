// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/**
 * How patient a sink is. All in ns.
 *
 * @param replyNs for a reply to M2, M6, M7, M9, M13
 * @param requestNs for the source's next request while the session is set up
 * @param silenceNs beyond the session's time-out for the source's next request while it runs
 * @param teardownNs for the reply to M8
 * @param retryNs between two tries to connect
 */
record Timing(long replyNs, long requestNs, long silenceNs, long teardownNs, long retryNs) {
    private static final long SECOND = 1_000_000_000L;

    /** Values of other sinks: 6 s and 20 s as RDK's, 1.5 s as a source waits for M8. */
    static final Timing TELEVISION = new Timing(6 * SECOND, 10 * SECOND, 20 * SECOND, 3 * SECOND / 2, SECOND / 10);
}
