// SPDX-License-Identifier: Apache-2.0
/** Writes the transport stream of a cast to a file, as it was sent. */
package miracast.host.record;
