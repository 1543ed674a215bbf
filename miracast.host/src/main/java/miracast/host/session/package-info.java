// SPDX-License-Identifier: Apache-2.0
/** The host's side of the driver contract: one session of one driver with one connected sink. */
package miracast.host.session;
