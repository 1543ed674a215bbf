// SPDX-License-Identifier: Apache-2.0
/**
 * Calls of services that may fail or not return, and what a cast remembers of those that did. Nobody who uses these classes waits
 * for such a service.
 */
package miracast.host.guest;
