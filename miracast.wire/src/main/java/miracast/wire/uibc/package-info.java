// SPDX-License-Identifier: Apache-2.0
/** What a display sends on the input back channel (UIBC): packets, and the inputs in them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.uibc;
