// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Takes slices from x264's threads as each is ready, and writes them in the order of the picture: the next one at once, one that is
 * ahead as soon as those before it are out. What x264 makes before the slices (delimiter, parameter sets) goes with the first slice.
 */
final class SliceCollector implements AutoCloseable {
    /** x264_nal_encode needs half as much again for emulation prevention, and slack. */
    private static final int SLACK = 4 + 1 + 64;

    private final ChunkWriter writer;
    private final int macroblocks;
    /** A field, since JNA refers to callbacks weakly. */
    private final CLibrary.NaluProcess callback = this::ready;

    private final long function;
    private final Slot head = new Slot();
    private final Slot[] slots;
    private int nextMacroblock;
    private Throwable failure;

    /** A coded slice that waits for its turn. */
    private static final class Slot {
        private Memory memory = new Memory(64 * 1024);
        private boolean taken;
        private boolean coded;
        private int firstMacroblock;
        private int lastMacroblock;
        private int octets;

        /** Makes room; the first octets stay. */
        void reserve(long size, int kept) {
            if (memory.size() < size) {
                Memory larger = new Memory(size * 2);
                CLibrary.memcpy(Pointer.nativeValue(larger), address(), kept);
                memory.close();
                memory = larger;
            }
        }

        long address() {
            return Pointer.nativeValue(memory);
        }
    }

    /** x264's threads live as long as its encoder; attached to the JVM once each, not for every slice. */
    private static final class PoolThreads extends CallbackThreadInitializer {
        PoolThreads() {
            super(true, false, "x264");
        }
    }

    SliceCollector(ChunkWriter writer, int macroblocks, SlicePlan plan) {
        this.writer = writer;
        this.macroblocks = macroblocks;
        slots = new Slot[plan.slices() + plan.threads()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
        Native.setCallbackThreadInitializer(callback, new PoolThreads());
        function = CLibrary.memcpy(callback, 0, 0);
    }

    /** Address of the function for x264_param_t.nalu_process. */
    long function() {
        return function;
    }

    /** Before a picture is encoded. */
    synchronized void begin() {
        nextMacroblock = 0;
        head.octets = 0;
        failure = null;
    }

    /**
     * After a picture was encoded.
     *
     * @throws IllegalStateException if not all of it came
     */
    synchronized void end() {
        if (failure != null) {
            throw new IllegalStateException("a slice was lost: " + failure, failure);
        }
        if (nextMacroblock != macroblocks) {
            throw new IllegalStateException(
                    "slices came for " + nextMacroblock + " of " + macroblocks + " macroblocks");
        }
    }

    /** On a thread of x264, several at once. Nothing may be thrown out of here. */
    private void ready(long handle, long nal, long opaque) {
        try {
            Slot slot = take();
            CLibrary.memcpy(slot.address(), nal, X264.NAL_SIZE);
            int type = slot.memory.getInt(X264.NAL_I_TYPE);
            slot.firstMacroblock = slot.memory.getInt(X264.NAL_I_FIRST_MB);
            slot.lastMacroblock = slot.memory.getInt(X264.NAL_I_LAST_MB);
            long bound = slot.memory.getInt(X264.NAL_I_PAYLOAD) * 3L / 2 + SLACK;
            boolean slice = type == X264.NAL_SLICE || type == X264.NAL_SLICE_IDR;
            slot.reserve(X264.NAL_SIZE + bound, 0);
            X264.x264_nal_encode(handle, slot.address() + X264.NAL_SIZE, nal);
            CLibrary.memcpy(slot.address(), nal, X264.NAL_SIZE);
            slot.octets = slot.memory.getInt(X264.NAL_I_PAYLOAD);
            if (slice) {
                sliceReady(slot);
            } else {
                headReady(slot);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized Slot take() {
        for (Slot slot : slots) {
            if (!slot.taken) {
                slot.taken = true;
                slot.coded = false;
                return slot;
            }
        }
        throw new IllegalStateException("more than " + slots.length + " slices at once");
    }

    private synchronized void headReady(Slot slot) {
        head.reserve((long) head.octets + slot.octets, head.octets);
        CLibrary.memcpy(head.address() + head.octets, slot.address() + X264.NAL_SIZE, slot.octets);
        head.octets += slot.octets;
        slot.taken = false;
    }

    private synchronized void sliceReady(Slot slot) {
        slot.coded = true;
        Slot next = slot;
        while (next != null) {
            next = next.firstMacroblock == nextMacroblock ? write(next) : null;
        }
    }

    /** Writes the slice whose turn it is; returns the one that follows it, if that is ready. */
    private Slot write(Slot slot) {
        nextMacroblock = slot.lastMacroblock + 1;
        writer.write(
                head.address(),
                head.octets,
                slot.address() + X264.NAL_SIZE,
                slot.octets,
                nextMacroblock == macroblocks);
        head.octets = 0;
        slot.taken = false;
        for (Slot other : slots) {
            if (other.taken && other.coded && other.firstMacroblock == nextMacroblock) {
                return other;
            }
        }
        return null;
    }

    private synchronized void fail(Throwable e) {
        failure = failure == null ? e : failure;
    }

    /** x264 has ended its threads before. */
    @Override
    public void close() {
        head.memory.close();
        for (Slot slot : slots) {
            slot.memory.close();
        }
    }
}
