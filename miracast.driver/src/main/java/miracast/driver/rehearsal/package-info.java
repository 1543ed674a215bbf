// SPDX-License-Identifier: Apache-2.0
/**
 * A session with nobody, when the bundle starts: classes are loaded and code is compiled before the first display comes, which
 * else would wait for that, about a third of a second. {@link miracast.driver.rehearsal.Rehearsal} is all that others see.
 */
package miracast.driver.rehearsal;
