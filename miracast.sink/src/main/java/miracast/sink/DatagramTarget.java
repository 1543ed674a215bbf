// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;

/** A stage that takes datagrams as they come from the air. Receive thread. */
interface DatagramTarget {
    /** The longest datagram that is taken: more than any network of a display carries in one packet. */
    int MAX_LENGTH = 2047;

    /**
     * Takes one datagram.
     *
     * @param buffer holds it from index 0; the caller's again after return
     * @param length its octets
     * @param arrivalNs when it came, of {@link System#nanoTime()}
     */
    void datagram(ByteBuffer buffer, int length, long arrivalNs);
}
