// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/**
 * What has become of the radio frames that were sent over a link since it is open. No frame is counted twice. A
 * data-rate notification of the driver tells the differences of two snapshots.
 *
 * @param sentWithoutRetry delivered at the first try
 * @param retriedOnce delivered at the second try
 * @param retriedMore delivered after more tries than two
 * @param failed never acknowledged, and given up
 */
public record FrameCounters(long sentWithoutRetry, long retriedOnce, long retriedMore, long failed) {
    /** Checks the values. */
    public FrameCounters {
        requireCount("sentWithoutRetry", sentWithoutRetry);
        requireCount("retriedOnce", retriedOnce);
        requireCount("retriedMore", retriedMore);
        requireCount("failed", failed);
    }

    private static void requireCount(String field, long count) {
        if (count < 0) throw new IllegalArgumentException(field + " is " + count + ", must not be negative");
    }
}
