// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;

/**
 * How chunks lie in the memory of a {@link ChunkRing}: one after the other, aligned to 8 octets and never across the end.
 *
 * <pre>
 *  0  int   octets of the record: this header, payload, filling up to 8
 *  4  int   ordinal of the {@link ChunkType}, flags; or PADDING, with nothing behind it, up to the end of the buffer
 *  8  long  chunk id
 * 16  long  timestamp in ns
 * 24  int   octets of payload
 * 28  int   processing time in µs
 * 32  int   bit rate of the encoder in kbit/s
 * 36  int   of sound: 1 and the ordinal of its {@link AudioCoding}; 0 for video
 * 40        payload
 * </pre>
 *
 * <p>Whose a record is at a time, the ring knows.
 */
final class ChunkRecords {
    static final int HEADER = 40;
    /** Flags of a kind, beside the ordinal of its type. */
    static final int IDR = 0x100;

    static final int END = 0x200;

    private static final int PADDING = 0xFF;
    private static final int TYPE_MASK = 0xFF;
    private static final ChunkType[] TYPES = ChunkType.values();
    private static final AudioCoding[] CODINGS = AudioCoding.values();

    private final ByteBuffer memory;
    private final ByteBuffer records;
    private final ByteBuffer readOnly;

    ChunkRecords(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        records = memory.duplicate().order(ByteOrder.nativeOrder());
        readOnly = memory.asReadOnlyBuffer();
    }

    /** A view of the memory. */
    ByteBuffer memory() {
        return memory.duplicate();
    }

    /** Octets of a record with that many octets of payload. */
    static long length(long octets) {
        return HEADER + octets + 7 & ~7L;
    }

    /** Writes a header; audio is 0 for video. Returns the octets of the record. */
    int put(int index, int kind, long id, long timestampNs, int octets, int processingTimeUs, int rateKbit, int audio) {
        int length = (int) length(octets);
        records.putInt(index, length)
                .putInt(index + 4, kind)
                .putLong(index + 8, id)
                .putLong(index + 16, timestampNs)
                .putInt(index + 24, octets)
                .putInt(index + 28, processingTimeUs)
                .putInt(index + 32, rateKbit)
                .putInt(index + 36, audio);
        return length;
    }

    void putPadding(int index, int octets) {
        records.putInt(index, octets).putInt(index + 4, PADDING);
    }

    int octets(int index) {
        return records.getInt(index);
    }

    boolean isPadding(int index) {
        return records.getInt(index + 4) == PADDING;
    }

    long frame(int index) {
        return ChunkId.frame(records.getLong(index + 8));
    }

    boolean isAudio(int index) {
        return records.getInt(index + 36) != 0;
    }

    boolean hasPayload(int index) {
        return records.getInt(index + 24) > 0;
    }

    /** Whether it is the last chunk of its frame. */
    boolean isEnd(int index) {
        return (records.getInt(index + 4) & END) != 0;
    }

    /** Whether nothing more comes of its frame. */
    boolean endsFrame(int index) {
        return isEnd(index) || type(index) == ChunkType.FRAME_DROPPED;
    }

    private ChunkType type(int index) {
        return TYPES[records.getInt(index + 4) & TYPE_MASK];
    }

    /** Lets a chunk show the record. */
    void show(int index, EncodeChunk chunk) {
        int octets = records.getInt(index + 24);
        int audio = records.getInt(index + 36);
        if (audio != 0) {
            chunk.wrapAudio(
                    readOnly,
                    index + HEADER,
                    octets,
                    records.getLong(index + 8),
                    CODINGS[audio - 1],
                    records.getLong(index + 16),
                    records.getInt(index + 28));
            return;
        }
        chunk.wrap(
                octets == 0 ? null : readOnly,
                octets == 0 ? 0 : index + HEADER,
                octets,
                records.getLong(index + 8),
                type(index),
                records.getLong(index + 16),
                records.getInt(index + 28),
                records.getInt(index + 32),
                (records.getInt(index + 4) & IDR) != 0,
                isEnd(index));
    }
}
