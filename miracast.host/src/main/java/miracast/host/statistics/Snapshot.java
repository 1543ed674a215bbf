// SPDX-License-Identifier: Apache-2.0
package miracast.host.statistics;

import miracast.api.cast.CastStatistics;

/** The figures of a cast at one moment. */
record Snapshot(
        long sessions,
        long frames,
        long repeated,
        long framesSent,
        long ticksMissed,
        long framesDropped,
        long idrRequests,
        long encoderSwaps,
        long packets,
        long octets,
        long packetsRefused,
        long packetsLost,
        long linkRetries,
        long linkFailures,
        double framesPerSecond,
        long bitRate,
        double longestGapMs,
        double longestSwapGapMs,
        double firstPacketMedianMs,
        double firstPacket99Ms,
        double lastPacketMedianMs,
        double lastPacket99Ms,
        long audioUnits,
        long audioFilledMs,
        long audioSkips,
        double captureMedianMs,
        double capture99Ms,
        double conversionMedianMs,
        double conversion99Ms,
        double encodeMedianMs,
        double encode99Ms,
        double queueMedianMs,
        double queue99Ms,
        double sendMedianMs,
        double send99Ms)
        implements CastStatistics {}
