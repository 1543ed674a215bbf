// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SessionInfo;
import miracast.wire.rtsp.ConnectorType;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * What M3 and M4 came to.
 *
 * @param sink what the sink can do
 * @param proposal what it agreed to
 * @param rtpPort where the sink receives unless SETUP says otherwise
 */
record Agreement(SinkCapabilities sink, Proposal proposal, int rtpPort) {

    /** What the host is told of the picture. */
    DisplayRequest.SetFormat request() {
        return new DisplayRequest.SetFormat(proposal.format(), proposal.choice().explanation(), sink.maxBitRate());
    }

    SessionInfo info() {
        return new SessionInfo(monitorConnected(sink), proposal.choice().modesReduced());
    }

    /**
     * Whether a monitor is behind the sink: so it is unless the sink says that nothing is connected and has no description
     * either. Most sinks are the monitor and say nothing.
     */
    static boolean monitorConnected(SinkCapabilities sink) {
        return sink.connectorType().filter(type -> type == ConnectorType.NONE).isEmpty()
                || !sink.displayEdid().isNone();
    }
}
