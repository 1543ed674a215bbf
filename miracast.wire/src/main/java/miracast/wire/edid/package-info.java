// SPDX-License-Identifier: Apache-2.0
/** The description of a monitor, as a sink hands it on (VESA E-EDID, release A; CEA-861): what names it, and its modes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.edid;
