// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/** Told what came of a request that we sent: one of the two, once, unless the connection ends first. */
public interface ReplyListener {
    void replied(RtspReply reply);

    /** No reply came in time; or too many requests wait for theirs, so that this one was not even sent. */
    void timedOut();
}
