// SPDX-License-Identifier: Apache-2.0
package benchmark;

import java.nio.ByteBuffer;
import miracast.api.encoder.ChunkSink;

/** Takes chunks of any size and forgets them; counts octets. As an encoder sees it, the host's ring with endless room. */
final class DiscardingSink implements ChunkSink {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(8 << 20);
    private long octets;

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public int claim(int length) {
        return length <= memory.capacity() ? 0 : NO_ROOM;
    }

    @Override
    public void commit(int length, long chunkId, boolean idr, boolean endOfAccessUnit) {
        octets += length;
    }

    long octets() {
        return octets;
    }
}
