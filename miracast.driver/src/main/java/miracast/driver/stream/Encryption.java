// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import miracast.api.driver.EncodeChunk;
import miracast.api.protection.ProtectedLink;

/**
 * Encrypts chunks into memory of its own, since the host's is not to be written. The sending thread's, but for {@link #close}, which
 * comes when that has ended or never began.
 */
public final class Encryption implements AutoCloseable {
    /** As much as a second of 8 Mbit/s: pictures are smaller as a rule, and so nothing is allocated while they are sent. */
    private static final int FIRST_CAPACITY = 1 << 20;

    private final ProtectedLink link;
    private final int version;
    private final ByteBuffer privateData = ByteBuffer.allocateDirect(ProtectedLink.PRIVATE_DATA);
    private ByteBuffer memory = ByteBuffer.allocateDirect(FIRST_CAPACITY);

    /** @param version two digits, 0x21 for HDCP 2.1 */
    public Encryption(ProtectedLink link, int version) {
        this.link = link;
        this.version = version;
    }

    /** Two digits. */
    int version() {
        return version;
    }

    /**
     * Encrypts a chunk.
     *
     * @param first whether it begins an access unit, and with it {@link #privateData()}
     * @return memory that has its octets from index 0, until the next call
     */
    ByteBuffer encrypt(EncodeChunk chunk, boolean first) {
        if (chunk.length() > memory.capacity()) {
            memory = ByteBuffer.allocateDirect(Integer.highestOneBit(chunk.length()) << 1);
        }
        if (first) {
            link.begin(privateData, 0);
        }
        link.encrypt(chunk.memory(), chunk.offset(), chunk.length(), memory, 0);
        return memory;
    }

    /** Private data of the access unit that began last, from index 0. */
    ByteBuffer privateData() {
        return privateData;
    }

    @Override
    public void close() {
        link.close();
    }
}
