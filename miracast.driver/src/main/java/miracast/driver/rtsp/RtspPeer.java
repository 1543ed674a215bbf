// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/** What a connection tells its owner, on the event loop. */
public interface RtspPeer {

    /** The sink asks. */
    RtspAnswer requested(RtspRequest request);

    /** A message came that could be read: the sink lives. Comes before what the message leads to. */
    void lived();

    /** The connection is over, other than by {@link RtspConnection#release}. Once, and nothing comes after it. */
    void ended(ConnectionEnd end);
}
