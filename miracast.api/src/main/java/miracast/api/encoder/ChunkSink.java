// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where an encoder puts its chunks: memory of the host, claimed piece by piece, so that octets are written once, right where the
 * driver reads them. Provided by the host; one thread at a time, each use happening before the next. Allocates nothing.
 *
 * <pre>{@code
 * int at = sink.claim(length);
 * if (at == ChunkSink.NO_ROOM) {
 *     return;                                    // this chunk is lost; the host knows and asks for an IDR picture
 * }
 * copy(payload, sink.memory(), at, length);
 * sink.commit(length, ChunkId.of(frame, part), idr, last);
 * }</pre>
 */
@ProviderType
public interface ChunkSink {
    /** {@link #claim} found no room. */
    int NO_ROOM = -1;

    /** The memory: one direct buffer, the same object for the life of the sink; position and limit mean nothing. */
    ByteBuffer memory();

    /**
     * Claims room for one chunk; a claim that was neither committed nor given back is given back first.
     *
     * @param octets how much, 1 or more
     * @return where in {@link #memory()} to write, aligned to 8 octets, or {@link #NO_ROOM}: the chunk is then to be left out
     */
    int claim(int octets);

    /**
     * Hands over what was written.
     *
     * @param octets how much of the claim is used; 0 gives it back
     * @param chunkId a {@link miracast.api.driver.ChunkId}: number of the frame, and of the part in it, counted from 0
     * @param idr whether it belongs to an IDR picture
     * @param endOfAccessUnit whether it is the frame's last chunk
     */
    void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit);
}
