// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import miracast.api.frames.FrameSourceException;
import miracast.api.frames.PixelFormat;

/**
 * Pictures on their way from the thread that makes them to the caller who shows them, and back: a fixed number of them, made with
 * the queue. One thread makes, one shows; the monitor is held for moments only. Pictures are freed by whichever of the two sides
 * leaves last.
 */
final class PictureQueue {
    /** {@link #headNs}: nothing is ready. */
    static final long EMPTY = Long.MAX_VALUE;

    private final boolean newestOnly;
    private final Picture[] spare;
    private int spares;
    private final Picture[] ready;
    private int head;
    private int count;
    private Picture shown;
    private boolean showing = true;
    private boolean making = true;
    private boolean wanted = true;
    private String failure;
    private long seenNs;
    private boolean tookBack;

    /**
     * Makes the pictures.
     *
     * @param pictures how many; one is shown, one is being made, the others wait
     * @param newestOnly whether the maker takes back the oldest picture instead of waiting for room
     */
    PictureQueue(int pictures, int width, int height, boolean newestOnly) {
        this.newestOnly = newestOnly;
        spare = new Picture[pictures];
        ready = new Picture[pictures];
        try {
            while (spares < pictures) {
                spare[spares] = new Picture(PixelFormat.I420, width, height);
                spares++;
            }
        } catch (RuntimeException | Error e) {
            free();
            throw e;
        }
    }

    /** Gives the maker a picture to fill, when there is one; null once no more are wanted. */
    synchronized Picture claim() throws InterruptedException {
        while (wanted && spares == 0) {
            if (newestOnly && count > 0) {
                spare[spares++] = removeHead();
                tookBack = true;
            } else {
                wait();
            }
        }
        return wanted ? spare[--spares] : null;
    }

    /** Takes a filled picture from the maker. */
    synchronized void publish(Picture picture) {
        ready[(head + count) % ready.length] = picture;
        count++;
        notifyAll();
    }

    /** Takes a picture back that was claimed and not filled. */
    synchronized void giveBack(Picture picture) {
        spare[spares++] = picture;
    }

    /** Lets the maker wait; false once no more pictures are wanted. */
    synchronized boolean pause(long ms) throws InterruptedException {
        long end = System.nanoTime() + ms * 1_000_000;
        long leftMs = ms;
        while (wanted && leftMs > 0) {
            wait(leftMs);
            leftMs = (end - System.nanoTime() + 999_999) / 1_000_000;
        }
        return wanted;
    }

    /** The maker makes no more, and why: null if that is no failure. */
    synchronized void end(String reason) {
        making = false;
        failure = reason;
        if (!showing) {
            free();
        }
        notifyAll();
    }

    /** How far the caller is, in ns of the pictures' clock, for a maker who is late. */
    synchronized long seenNs() {
        return seenNs;
    }

    /** When the oldest picture that waits is to be shown, or {@link #EMPTY}. */
    synchronized long headNs() {
        return count == 0 ? EMPTY : ready[head].timeNs();
    }

    /** Whether the maker took pictures back since the last call: the caller is too slow. */
    synchronized boolean tookBack() {
        boolean did = tookBack;
        tookBack = false;
        return did;
    }

    synchronized int size() {
        return count;
    }

    synchronized boolean ended() {
        return !making;
    }

    /** Why no more pictures come; null if they do, or if they ended as they should. */
    synchronized String failure() {
        return failure;
    }

    /**
     * Takes the newest picture that is due, which replaces the one that was taken before, and leaves out those before it.
     *
     * @param nowNs how far the caller is
     * @param dueNs up to when the first of them is due
     * @param furtherNs up to when those after it are due
     * @return null if none is due
     */
    synchronized Picture take(long nowNs, long dueNs, long furtherNs) {
        seenNs = nowNs;
        Picture taken = null;
        while (count > 0 && ready[head].timeNs() <= (taken == null ? dueNs : furtherNs)) {
            if (taken != null) {
                spare[spares++] = taken;
            }
            taken = removeHead();
        }
        if (taken != null) {
            if (shown != null) {
                spare[spares++] = shown;
            }
            shown = taken;
            notifyAll();
        }
        return taken;
    }

    /**
     * Waits until a picture is ready.
     *
     * @param what source and location, for the message
     * @throws FrameSourceException if none will come, or has not come in time
     */
    synchronized void awaitFirst(String what, long timeoutNs) throws FrameSourceException {
        long end = System.nanoTime() + timeoutNs;
        long leftMs = timeoutNs / 1_000_000 + 1;
        try {
            while (count == 0 && making && leftMs > 0) {
                wait(leftMs);
                leftMs = (end - System.nanoTime() + 999_999) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FrameSourceException(what + ": interrupted while it was opened", e);
        }
        if (count == 0) {
            throw new FrameSourceException(
                    failure != null ? failure : what + ": no picture came within " + timeoutNs / 1e9 + " s");
        }
    }

    /** Tells the maker to make no more. What is ready can still be shown. */
    synchronized void halt() {
        wanted = false;
        notifyAll();
    }

    /** Nobody shows pictures any more. Twice does nothing. */
    synchronized void close() {
        if (showing) {
            showing = false;
            wanted = false;
            if (!making) {
                free();
            }
            notifyAll();
        }
    }

    private Picture removeHead() {
        Picture removed = ready[head];
        ready[head] = null;
        head = (head + 1) % ready.length;
        count--;
        return removed;
    }

    private void free() {
        while (count > 0) {
            spare[spares++] = removeHead();
        }
        if (shown != null) {
            spare[spares++] = shown;
            shown = null;
        }
        while (spares > 0) {
            spare[--spares].close();
        }
    }
}
