// SPDX-License-Identifier: Apache-2.0
/** Casts that are declared by configurations {@code miracast.cast}: one for each, kept as long as the configuration is there. */
package miracast.declared;
