// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

/** A chunk's id in one long: 40 bits of frame number on top, 24 bits of part (slice) number below. */
public final class ChunkId {
    private static final int PART_BITS = 24;
    private static final long PART_MASK = (1L << PART_BITS) - 1;
    private static final long FRAME_MASK = (1L << 40) - 1;

    private ChunkId() {}

    /** Joins the two; a frame number beyond 40 bits wraps. */
    public static long of(long frame, int part) {
        return (frame & FRAME_MASK) << PART_BITS | part & PART_MASK;
    }

    /** Number of the frame, 0 for the first of a session. */
    public static long frame(long id) {
        return id >>> PART_BITS;
    }

    /** Number of the part in its frame, 0 for the first. */
    public static int part(long id) {
        return (int) (id & PART_MASK);
    }
}
