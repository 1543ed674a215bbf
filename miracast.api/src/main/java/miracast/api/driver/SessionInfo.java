// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/**
 * What a started session found ({@code MIRACAST_SESSION_INFO}).
 *
 * @param monitorConnected whether a monitor is behind the sink
 * @param modesReduced whether modes were left out for want of bandwidth
 */
public record SessionInfo(boolean monitorConnected, boolean modesReduced) {}
