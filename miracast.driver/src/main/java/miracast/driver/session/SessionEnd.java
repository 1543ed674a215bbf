// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import miracast.api.driver.MiracastStatus;

/**
 * How a session ended.
 *
 * @param status what kind of end
 * @param ntStatus a value of {@link miracast.api.NtStatus}
 * @param detail what happened, with field and value
 */
record SessionEnd(MiracastStatus status, int ntStatus, String detail) {}
