// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** The one on this side of a {@link RtspConnection}. All calls come on the connection's event loop. */
interface RtspPeer {

    /** The connection is there. */
    void connected();

    /** The other side asks; the reply is sent before {@link #answered}. */
    RtspReply asked(RtspRequest request);

    /** The reply to a request was sent: the moment to do what the request leads to. */
    void answered(RtspRequest request);

    /**
     * The connection is of no more use and is closed.
     *
     * @param reason a sentence
     * @param failure whether it is a fault of the other side or of the network, and not simply an end
     */
    void disconnected(String reason, boolean failure);
}
