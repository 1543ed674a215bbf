// SPDX-License-Identifier: Apache-2.0
/** Scaling and colour conversion in plain Java, so that a cast needs no native library for it. */
package miracast.host.convert;
