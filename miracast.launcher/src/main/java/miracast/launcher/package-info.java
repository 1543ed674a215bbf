// SPDX-License-Identifier: Apache-2.0
/** Starts Felix with this project's bundles for the script {@code ./miracast}. No bundle, and not part of any. */
package miracast.launcher;
