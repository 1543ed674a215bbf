// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * How a display paces itself.
 *
 * @param framesWaiting the most frames that may wait in the ring before whole ones are dropped
 * @param stallNs how long a source may have nothing new before its last picture is only repeated slowly
 * @param slowIntervalNs time between repeated pictures then
 * @param firstPictureNs how long to wait for a source's first picture before black is shown
 * @param muteNs how long an encoder may give nothing before it counts as failed
 * @param takeOverNs how long the encode thread may take to get to a frame boundary, where it takes another encoder or source
 * @param encoderOpenNs how long an encoder may take to open a session, or to close one, before it is left behind
 * @param sourceOpenNs how long a source may take to open a stream, or to close one, before it is left behind
 */
public record DisplaySettings(
        int framesWaiting,
        long stallNs,
        long slowIntervalNs,
        long firstPictureNs,
        long muteNs,
        long takeOverNs,
        long encoderOpenNs,
        long sourceOpenNs) {}
