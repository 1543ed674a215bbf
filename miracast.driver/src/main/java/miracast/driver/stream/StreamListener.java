// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

/** What a stream tells its session. */
public interface StreamListener {

    /** RTCP came from the sink: it lives. On the event loop. */
    void rtcpReceived();

    /**
     * The sink reports what it received. On the event loop.
     *
     * @param fractionLost share of the packets since its last report that were lost, 0 to 1
     * @param packetsLost packets lost since the stream began; less than 0 if duplicates came
     */
    void receiverReport(double fractionLost, int packetsLost);

    /** The sink wants an IDR picture (RTCP feedback). On the event loop. */
    void pictureLost();

    /**
     * A picture was left out, since it would have come too late: the network does not keep up. It takes an IDR picture to go on. On
     * the sending thread.
     *
     * @param bitRate bit/s of pictures that the network carries
     */
    void pictureTooLate(long bitRate);

    /** The stream cannot go on. On the sending thread. */
    void streamFailed(Throwable cause);
}
