// SPDX-License-Identifier: Apache-2.0
/** The checks of {@link miracast.shell.doctor} as Felix Health Checks. The package of these is imported optionally. */
package miracast.shell.health;
