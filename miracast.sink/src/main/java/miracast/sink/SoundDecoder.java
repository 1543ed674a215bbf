// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;

/** Decodes AAC. One thread, the receive thread. */
interface SoundDecoder extends AutoCloseable {
    /** {@link #decode}: the decoder refused the frame. */
    int REFUSED = -1;

    /** Decodes nothing, and finds nothing wrong. */
    SoundDecoder NONE = new SoundDecoder() {
        @Override
        public int decode(ByteBuffer buffer, int index, int length) {
            return 0;
        }

        @Override
        public float left(int sample) {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to free.
        }
    };

    /**
     * Decodes an ADTS frame.
     *
     * @return how many samples came out, or {@link #REFUSED}
     */
    int decode(ByteBuffer buffer, int index, int length);

    /** A sample of the left channel of what came out last, full scale is 1. */
    float left(int sample);

    /** Frees what is native. */
    @Override
    void close();
}
