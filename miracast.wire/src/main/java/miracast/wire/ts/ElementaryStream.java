// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.util.List;

/**
 * A stream of the program map.
 *
 * @param type a {@link StreamType}
 * @param pid its packets
 * @param descriptors what is said about it
 */
public record ElementaryStream(int type, int pid, List<Descriptor> descriptors) {
    /** @throws IllegalArgumentException if type or PID is out of range */
    public ElementaryStream {
        if (type < 0 || type > 0xFF) {
            throw new IllegalArgumentException("stream type " + type + " is not in 0 to 255");
        }
        if (pid < 0 || pid > Pid.NULL) {
            throw new IllegalArgumentException("pid " + pid + " is not in 0 to 8191");
        }
        descriptors = List.copyOf(descriptors);
    }

    /** A stream about which nothing is said. */
    public ElementaryStream(int type, int pid) {
        this(type, pid, List.of());
    }
}
