// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;

/** Takes the first picture of an encoder and looks at its NAL units (ITU-T H.264, 7.3.1, table 7-1). One thread. */
final class FirstPicture implements ChunkSink {
    private static final int OCTETS = 1 << 20;
    private static final int TYPE = 0x1F;
    private static final int IDR_SLICE = 5;
    private static final int SEQUENCE_PARAMETER_SET = 7;
    private static final int PICTURE_PARAMETER_SET = 8;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(OCTETS);
    private final Set<Integer> types = new TreeSet<>();
    private int octets;
    private boolean complete;

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public int claim(int length) {
        return length <= OCTETS ? 0 : NO_ROOM;
    }

    @Override
    public void commit(int length, long chunkId, boolean idr, boolean endOfAccessUnit) {
        if (complete || ChunkId.frame(chunkId) != 0) {
            return;
        }
        octets += length;
        for (int i = 0; i + 3 < length; i++) {
            if (memory.get(i) == 0 && memory.get(i + 1) == 0 && memory.get(i + 2) == 1) {
                types.add(memory.get(i + 3) & TYPE);
            }
        }
        complete = endOfAccessUnit;
    }

    boolean isComplete() {
        return complete;
    }

    int octets() {
        return octets;
    }

    /** What a decoder would miss; empty if nothing. */
    Optional<String> flaw() {
        if (!complete) {
            return Optional.of("it took frames, and gave no picture");
        }
        return types.containsAll(Set.of(IDR_SLICE, SEQUENCE_PARAMETER_SET, PICTURE_PARAMETER_SET))
                ? Optional.empty()
                : Optional.of("its first picture cannot be decoded: it has NAL units " + types + ", not 5, 7 and 8");
    }
}
