// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

/**
 * Between which bit rates a cast is to stay.
 *
 * @param lowest bit/s that a bad link does not lower; 0 for none
 * @param highest bit/s that a good link does not exceed
 */
public record BitRateLimits(long lowest, long highest) {}
