// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

/**
 * How patient a cast is with a device.
 *
 * @param rtspPort port on the link's local address where the device connects
 * @param linkTimeoutNs how long a link may take to open
 * @param sinkTimeoutNs how long the device may take to connect over it
 * @param reverseNs after which the device is connected to instead, if it has not connected; 0 for never
 */
public record LinkSettings(int rtspPort, long linkTimeoutNs, long sinkTimeoutNs, long reverseNs) {
    /** Only waits. */
    public LinkSettings(int rtspPort, long linkTimeoutNs, long sinkTimeoutNs) {
        this(rtspPort, linkTimeoutNs, sinkTimeoutNs, 0);
    }
}
