// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.host.display.ChunkRing;

/** What the system has none left of. Java says all of it with one error; nothing else of the JVM need be short. */
final class Shortage {
    private Shortage() {}

    /** @throws MiracastException if there is not that much direct memory */
    static ChunkRing memory(int octets) throws MiracastException {
        try {
            return new ChunkRing(octets);
        } catch (OutOfMemoryError e) {
            throw new MiracastException(
                    NtStatus.STATUS_UNSUCCESSFUL,
                    "no memory for a display: " + e.getMessage() + "; see -XX:MaxDirectMemorySize",
                    e);
        }
    }

    /** The start of a thread has failed. */
    static MiracastException threads(String whose, OutOfMemoryError e) {
        return new MiracastException(
                NtStatus.STATUS_UNSUCCESSFUL,
                "no thread for " + whose + ": " + e.getMessage()
                        + "; see the limits of threads and processes (ulimit -u)",
                e);
    }
}
