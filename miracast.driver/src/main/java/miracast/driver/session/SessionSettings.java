// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import miracast.driver.stream.StreamSettings;

/**
 * How sessions are led. All times in ns.
 *
 * @param replyNs how long the sink may take to answer M1, M3, M4 and triggers
 * @param optionsNs how long to wait for M2 before going on without it
 * @param requestNs how long to wait for SETUP, PLAY or PAUSE after it was asked for
 * @param gapNs between the reply to M2 and M3: sinks exist that take only one message from a segment
 * @param keepAliveNs between two keep-alive requests
 * @param keepAliveReplyNs after which an unanswered keep-alive request is repeated
 * @param timeoutNs after which a sink without a sign of life is gone; the sink is told in whole seconds
 * @param farewellNs how long a sink that is told to tear down is waited for
 * @param lastPictureNs how long a stop waits at most for the picture that is being sent
 * @param idrNs least time between two IDR pictures that the sink asked for
 * @param minBitRate bit/s below which the encoder is never set
 * @param stream how the stream is sent
 */
public record SessionSettings(
        long replyNs,
        long optionsNs,
        long requestNs,
        long gapNs,
        long keepAliveNs,
        long keepAliveReplyNs,
        long timeoutNs,
        long farewellNs,
        long lastPictureNs,
        long idrNs,
        long minBitRate,
        StreamSettings stream) {}
