// SPDX-License-Identifier: Apache-2.0
/** How much of a sink is listened to. */
package miracast.driver.rate;
