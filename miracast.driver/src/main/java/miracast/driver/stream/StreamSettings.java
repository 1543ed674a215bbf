// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

/**
 * How streams are sent.
 *
 * @param ptsLeadNs presentation time ahead of the clock, in ns: how long the sink may buffer
 * @param burstPackets the most packets that leave at once
 * @param pacingShare share of the frame interval over which the packets beyond a burst are spread, 0 to 0.9
 * @param firstPort lowest UDP port to send from
 * @param lastPort highest UDP port to send from
 * @param dscp differentiated services code point of RTP and RTCP, 0 to 63
 * @param sendBuffer octets of the system's send buffer
 * @param senderReportNs time between RTCP sender reports, in ns
 */
public record StreamSettings(
        long ptsLeadNs,
        int burstPackets,
        double pacingShare,
        int firstPort,
        int lastPort,
        int dscp,
        int sendBuffer,
        long senderReportNs) {}
