// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a display shows its pictures on: itself, or what hangs on it where it is a box.
 *
 * @param name its name, or the display's
 * @param edid its EDID, whole blocks of 128 octets; empty if the display told none. Not to be changed
 */
public record Monitor(String name, byte[] edid) {
    public Monitor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(edid, "edid");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Monitor monitor && name.equals(monitor.name) && Arrays.equals(edid, monitor.edid);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(edid);
    }

    @Override
    public String toString() {
        return name + (edid.length == 0 ? " without EDID" : " with " + edid.length + " octets of EDID");
    }
}
