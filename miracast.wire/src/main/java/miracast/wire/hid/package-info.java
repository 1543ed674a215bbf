// SPDX-License-Identifier: Apache-2.0
/**
 * What devices at a display report (USB Device Class Definition for Human Interface Devices 1.11, USB HID Usage Tables 1.12): their
 * report descriptors, and their input reports as the events that people cause.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package miracast.wire.hid;
