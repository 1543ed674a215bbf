// SPDX-License-Identifier: Apache-2.0
/** How a cast comes to a connected sink: links over Wi-Fi Direct, and the doors at which sinks knock. */
package miracast.host.link;
