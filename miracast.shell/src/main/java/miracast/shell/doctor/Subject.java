// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.Locale;

/** What is looked at, in the order in which it is told. */
public enum Subject {
    /** The host, which makes casts. */
    HOST,
    /** Casts that configurations declare. */
    DECLARED,
    /** Drivers, encoders, sources and their libraries. */
    PARTS,
    /** Wi-Fi Direct providers. */
    PROVIDERS,
    /** Network interfaces. */
    INTERFACES,
    /** The port that displays connect to, and what keeps them from it. */
    PORT,
    /** Files and devices that native libraries need. */
    PERMISSIONS,
    /** A real frame through each encoder. */
    ENCODERS,
    /** A real frame of each source that has one to give. */
    SOURCES,
    /** How exactly a thread is woken, and the time of day. */
    CLOCK,
    /** Heap and direct memory. */
    MEMORY;

    /** Its name for people and as a tag. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
