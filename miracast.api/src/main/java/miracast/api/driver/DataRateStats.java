// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/**
 * How the link fared in the last second ({@code DISPLAYDATARATE} of the data-rate notifications).
 *
 * @param recommendedBitRate bit/s that the encoder should keep to
 * @param maxTransmitRate bit/s that the link could carry at most
 * @param sentWithoutRetry 802.11 frames that went through at once
 * @param failed 802.11 frames that were given up
 * @param retriedOnce 802.11 frames that needed a second try
 * @param retriedMore 802.11 frames that needed more
 */
public record DataRateStats(
        long recommendedBitRate,
        long maxTransmitRate,
        long sentWithoutRetry,
        long failed,
        long retriedOnce,
        long retriedMore) {}
