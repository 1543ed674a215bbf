// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;

/** A stage that takes the payloads of RTP packets in order. Receive thread. */
interface TransportTarget {

    /**
     * Takes whole transport packets.
     *
     * @param buffer holds them; the caller's again after return
     * @param index of the first octet
     * @param length octets, a multiple of 188
     * @param arrivalNs when they came
     */
    void payload(ByteBuffer buffer, int index, int length, long arrivalNs);

    /** That many RTP packets are missing before the next payload. */
    void gap(int packets);
}
