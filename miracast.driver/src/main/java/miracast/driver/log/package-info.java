// SPDX-License-Identifier: Apache-2.0
/** Log lines that name the cast and the peer they are about. */
package miracast.driver.log;
