// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;

/**
 * Copies NAL units from x264's memory into the sink and makes them what the format asks for: start codes of four octets in place of
 * x264's length prefixes, and the constraint flags of the profile. One thread at a time; allocates nothing.
 */
final class ChunkWriter {
    private static final int START_CODE = 0x00000001;
    /** constraint_set0_flag and what follows it, behind prefix, NAL unit header and profile_idc. */
    private static final int CONSTRAINT_FLAGS = 4 + 2;

    private static final int NAL_TYPE_MASK = 0x1F;
    private static final int NAL_SPS = 7;

    private final ChunkSink sink;
    private final byte constraintFlags;
    private final ByteBuffer memory;
    private final long address;
    private long frameNumber;
    private int part;

    ChunkWriter(ChunkSink sink, int constraintFlags) {
        this.sink = sink;
        this.constraintFlags = (byte) constraintFlags;
        ByteBuffer view = sink.memory().duplicate();
        view.clear();
        memory = view.order(ByteOrder.BIG_ENDIAN);
        address = Pointer.nativeValue(Native.getDirectBufferPointer(view));
    }

    /** What is written from now on belongs to this frame. */
    void begin(long newFrameNumber) {
        frameNumber = newFrameNumber;
        part = 0;
    }

    /** Writes one chunk from two pieces; if there is no room it is left out, and counts nevertheless. */
    void write(long first, int firstOctets, long second, int secondOctets, boolean endOfAccessUnit) {
        int octets = firstOctets + secondOctets;
        int at = sink.claim(octets);
        if (at != ChunkSink.NO_ROOM) {
            CLibrary.memcpy(address + at, first, firstOctets);
            CLibrary.memcpy(address + at + firstOctets, second, secondOctets);
            boolean idr = prefixesToStartCodes(at, octets);
            sink.commit(octets, ChunkId.of(frameNumber, part), idr, endOfAccessUnit);
        }
        part++;
    }

    /** Whether there is a slice of an IDR picture among the NAL units. */
    private boolean prefixesToStartCodes(int from, int octets) {
        boolean idr = false;
        int at = from;
        while (at < from + octets) {
            int length = memory.getInt(at);
            if (length <= 0 || length > from + octets - at - 4) {
                throw new IllegalStateException(
                        "NAL unit of " + length + " octets where " + (from + octets - at - 4) + " are left");
            }
            memory.putInt(at, START_CODE);
            int type = memory.get(at + 4) & NAL_TYPE_MASK;
            if (type == NAL_SPS) {
                memory.put(at + CONSTRAINT_FLAGS, constraintFlags);
            }
            idr |= type == X264.NAL_SLICE_IDR;
            at += 4 + length;
        }
        return idr;
    }
}
