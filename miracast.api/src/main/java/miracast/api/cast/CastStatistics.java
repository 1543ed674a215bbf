// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a cast did since it began, and in the last second. A snapshot: it does not change. Latencies are counted from the moment
 * at which a frame is handed in; quantiles are over the session, NaN if there was none.
 */
@ProviderType
public interface CastStatistics {

    /** Sessions with a sink, the present one included. */
    long sessions();

    /** Frames handed to an encoder. */
    long frames();

    /** Of those, frames that showed an old picture again, because the source had no new one. */
    long repeated();

    /** Frames whose last packet left. */
    long framesSent();

    /** Ticks of the mode at which no frame could be made in time. */
    long ticksMissed();

    /** Frames that were dropped because the network or the driver was too slow. */
    long framesDropped();

    /** Pictures that the sink asked for by IDR request. */
    long idrRequests();

    /** Times that the encoder was exchanged under the running stream. */
    long encoderSwaps();

    /** RTP packets sent. */
    long packets();

    /** UDP payload octets sent. */
    long octets();

    /** RTP packets that the system refused to send. */
    long packetsRefused();

    /** RTP packets that sinks reported as missing; 0 also where a sink does not report. */
    long packetsLost();

    /** Radio frames of the link that needed another try; 0 also where the link does not tell. */
    long linkRetries();

    /** Radio frames of the link that were given up; 0 also where the link does not tell. */
    long linkFailures();

    /** Frames sent in the last second, or in the part of it that the session has run; NaN if too little of it has. */
    double framesPerSecond();

    /** bit/s of UDP payload sent in that time; 0 if too little of it has passed. */
    long bitRate();

    /** Longest time between the last packets of two frames while playing, in ms. */
    double longestGapMs();

    /**
     * The longest of these that ended while an encoder was opened to take over from another, or within half a second of its taking
     * over, in ms.
     */
    double longestSwapGapMs();

    /** Median time from a frame to its first packet, in ms. */
    double firstPacketMedianMs();

    /** 99th percentile of the time from a frame to its first packet, in ms. */
    double firstPacket99Ms();

    /** Median time from a frame to its last packet, in ms. */
    double lastPacketMedianMs();

    /** 99th percentile of the time from a frame to its last packet, in ms. */
    double lastPacket99Ms();

    /** Units of sound handed to the driver. */
    long audioUnits();

    /** How long silence stood in, because the source of sound had nothing, in ms. */
    long audioFilledMs();

    /** Times that sound was left out or held back to get back in step with the clock: single samples are not counted. */
    long audioSkips();

    /** Median of how old a new picture was when a frame was made of it, in ms. The steps that follow begin there. */
    double captureMedianMs();

    /** 99th percentile of how old a new picture was when a frame was made of it, in ms. */
    double capture99Ms();

    /** Median time for scaling and colour conversion, in ms; 0 where none was needed. */
    double conversionMedianMs();

    /** 99th percentile of the time for scaling and colour conversion, in ms; 0 where none was needed. */
    double conversion99Ms();

    /** Median time in the encoder, in ms. */
    double encodeMedianMs();

    /** 99th percentile of the time in the encoder, in ms. */
    double encode99Ms();

    /** Median time that a whole frame waited for the driver, in ms. */
    double queueMedianMs();

    /** 99th percentile of the time that a whole frame waited for the driver, in ms. */
    double queue99Ms();

    /** Median time from the driver's taking a frame's last part to that part's last packet, in ms: pacing. */
    double sendMedianMs();

    /** 99th percentile of the time from the driver's taking a frame's last part to that part's last packet, in ms. */
    double send99Ms();
}
