// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/** Told what came of a request that we sent: one of the two, once, unless the connection ends first. */
public interface ReplyListener {
    void replied(RtspReply reply);

    void timedOut();
}
