// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/**
 * What is known of the link when a session starts ({@code MIRACAST_WFD_CONNECTION_STATS}).
 *
 * @param currentBitRate recommended bit rate in bit/s; 0 if unknown
 * @param localMaxBitRate highest rate of the local adapter in bit/s; 0 if unknown
 * @param remoteMaxBitRate highest rate of the sink's adapter in bit/s; 0 if unknown
 */
public record WfdConnectionStats(long currentBitRate, long localMaxBitRate, long remoteMaxBitRate) {
    /** Nothing is known, as on a plain network. */
    public static final WfdConnectionStats UNKNOWN = new WfdConnectionStats(0, 0, 0);

    public WfdConnectionStats {
        if (currentBitRate < 0 || localMaxBitRate < 0 || remoteMaxBitRate < 0) {
            throw new IllegalArgumentException(
                    "bit rates are negative: " + currentBitRate + ", " + localMaxBitRate + ", " + remoteMaxBitRate);
        }
    }
}
