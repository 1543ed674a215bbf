// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.audio.AudioBlock;

/**
 * Samples on their way from the thread that reads them to the caller who hears them: a fixed number of blocks, made with the queue.
 * One thread reads, one hears; the monitor is held for moments only.
 */
final class SampleQueue {
    /** Samples that a block has room for: some 85 ms. */
    static final int BLOCK_SAMPLES = 4096;

    /** Samples that follow each other. */
    static final class Block {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(BLOCK_SAMPLES * AudioBlock.SAMPLE_OCTETS)
                .order(ByteOrder.nativeOrder());
        private int offset;
        private int samples;
        private long lineNs;
        private int beginning;

        ByteBuffer memory() {
            return memory;
        }

        /**
         * Describes what was written.
         *
         * @param from index of the first sample that counts
         * @param count how many do
         * @param newLineNs when the first of them is heard, on the line of time
         * @param newBeginning see {@link Playback.Round#beginning()}
         */
        void describe(int from, int count, long newLineNs, int newBeginning) {
            offset = from * AudioBlock.SAMPLE_OCTETS;
            samples = count;
            lineNs = newLineNs;
            beginning = newBeginning;
        }

        long lineNs() {
            return lineNs;
        }

        void show(AudioBlock block, long timeNs) {
            block.wrap(memory, offset, samples, timeNs);
        }
    }

    private final boolean newestOnly;
    private final Block[] spare;
    private int spares;
    private final Block[] ready;
    private int head;
    private int count;
    private Block shown;
    private boolean wanted = true;
    private String failure;

    /**
     * @param blocks how many
     * @param newestOnly whether the reader takes back the oldest block instead of waiting for room
     */
    SampleQueue(int blocks, boolean newestOnly) {
        this.newestOnly = newestOnly;
        spare = new Block[blocks];
        ready = new Block[blocks];
        while (spares < blocks) {
            spare[spares++] = new Block();
        }
    }

    /** Gives the reader a block to fill, when there is one; null once no more are wanted. */
    synchronized Block claim() throws InterruptedException {
        while (wanted && spares == 0) {
            if (newestOnly && count > 0) {
                spare[spares++] = removeHead();
            } else {
                wait();
            }
        }
        return wanted ? spare[--spares] : null;
    }

    /** Takes a filled block from the reader. */
    synchronized void publish(Block block) {
        ready[(head + count) % ready.length] = block;
        count++;
    }

    /** Takes a block back that was claimed and not filled. */
    synchronized void giveBack(Block block) {
        spare[spares++] = block;
    }

    /**
     * Takes the oldest block if it begins before a place on the line of time; blocks of other beginnings are left out. The block
     * that was taken before is free again then.
     *
     * @return null if there is none
     */
    synchronized Block take(int beginning, long untilNs) {
        while (count > 0 && ready[head].beginning != beginning) {
            spare[spares++] = removeHead();
            notifyAll();
        }
        if (count == 0 || ready[head].lineNs >= untilNs) {
            return null;
        }
        if (shown != null) {
            spare[spares++] = shown;
        }
        shown = removeHead();
        notifyAll();
        return shown;
    }

    private Block removeHead() {
        Block block = ready[head];
        head = (head + 1) % ready.length;
        count--;
        return block;
    }

    /** Lets the reader wait; false once no more samples are wanted. */
    synchronized boolean pause(long ms) throws InterruptedException {
        if (wanted) {
            wait(ms);
        }
        return wanted;
    }

    /** The reader reads no more, and why: null if that is no failure. */
    synchronized void end(String reason) {
        failure = reason;
    }

    /** Why no more will come; null if more may, or wait. */
    synchronized String failure() {
        return count == 0 ? failure : null;
    }

    /** How many blocks wait. */
    synchronized int size() {
        return count;
    }

    /** No more are wanted. */
    synchronized void close() {
        wanted = false;
        notifyAll();
    }
}
