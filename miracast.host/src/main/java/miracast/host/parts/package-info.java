// SPDX-License-Identifier: Apache-2.0
/** The services that casts choose from: which are there, in what order, and why one is not. */
package miracast.host.parts;
