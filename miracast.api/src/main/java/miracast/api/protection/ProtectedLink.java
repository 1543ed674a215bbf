// SPDX-License-Identifier: Apache-2.0
package miracast.api.protection;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An authenticated display and the key of its stream. {@link #begin} and {@link #encrypt} are called on one thread, for every access
 * unit, and must neither block nor allocate.
 */
@ConsumerType
public interface ProtectedLink extends AutoCloseable {
    /** Octets of {@code PES_private_data} (ISO/IEC 13818-1, 2.4.3.7), which hold the counters of the cipher. */
    int PRIVATE_DATA = 16;

    /**
     * An access unit of video begins: writes the private data of its PES packet.
     *
     * @param privateData direct, big-endian
     * @param at where its {@link #PRIVATE_DATA} octets begin
     */
    void begin(ByteBuffer privateData, int at);

    /**
     * Encrypts further octets of the access unit, as many as there were before. An access unit comes in one part or more.
     *
     * @param from read only, from {@code fromAt}
     * @param to direct, with room for as many octets from {@code toAt}
     */
    void encrypt(ByteBuffer from, int fromAt, int octets, ByteBuffer to, int toAt);

    /** The session is over: forgets the key. On whatever thread, never during another method. Closing twice does nothing. */
    @Override
    void close();
}
