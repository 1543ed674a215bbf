// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rehearsal;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DataRateListener;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SourceCapabilities;
import miracast.api.input.InputEvent;

/** The host of a rehearsal: has some pictures of nothing, in two slices each, and hears nothing. Any thread. */
final class RehearsalHost implements MiracastCallbacks {
    private static final int PICTURES = 60;
    private static final int SLICES = 2;
    private static final int SLICE_OCTETS = 8 * 1024;
    /** Annex B start code and the head of a slice of an IDR picture (ITU-T H.264, 7.3.1); nobody looks at the rest. */
    private static final long SLICE_HEAD = 0x00_00_00_01_65L;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(SLICE_OCTETS).putLong(0, SLICE_HEAD << 24);
    private final CountDownLatch active = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean allTaken;

    /** The sending thread's. */
    private int chunks;

    /** Waits until all pictures were sent, or the session has ended; whether they were, within the time. */
    boolean awaitPictures(long timeoutNs) throws InterruptedException {
        return over.await(timeoutNs, TimeUnit.NANOSECONDS) && allTaken;
    }

    @Override
    public String castId() {
        return "rehearsal";
    }

    @Override
    public SourceCapabilities capabilities() {
        return SourceCapabilities.builder().slices(true).build();
    }

    @Override
    public int nextChunk(EncodeChunk chunk, long timeoutNs) {
        try {
            boolean flows = active.await(timeoutNs, TimeUnit.NANOSECONDS);
            if (flows && chunks == PICTURES * SLICES) {
                allTaken = true;
                over.countDown();
                // Whoever asks again will be told to stop.
                TimeUnit.NANOSECONDS.sleep(timeoutNs);
            }
            if (!flows || chunks == PICTURES * SLICES) {
                return NO_CHUNK;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_CHUNK;
        }
        int slice = chunks % SLICES;
        chunk.wrap(
                memory,
                0,
                SLICE_OCTETS,
                ChunkId.of(chunks / SLICES, slice),
                ChunkType.ENCODE_COMPLETE,
                System.nanoTime(),
                0,
                0,
                true,
                slice == SLICES - 1);
        chunks++;
        return 0;
    }

    @Override
    public int nextAudio(EncodeChunk chunk) {
        return NO_CHUNK;
    }

    @Override
    public void ioControl(DisplayRequest request) {
        if (request instanceof DisplayRequest.SetActive) {
            active.countDown();
        }
    }

    @Override
    public void reportSessionStatus(MiracastStatus status, int ntStatus, String detail) {
        over.countDown();
    }

    @Override
    public void chunkProcessed(long chunkId, ChunkType type, int processingTimeUs, int encodeRateKbit) {}

    @Override
    public void chunkSent(long chunkId) {}

    @Override
    public void protocolEvent(ProtocolEvent event) {}

    @Override
    public void packetsSent(int packets, int octets, int refused) {}

    @Override
    public void sinkReported(long packetsLost) {}

    @Override
    public void registerForDataRate(DataRateListener listener) {}

    @Override
    public void input(InputEvent event) {}

    @Override
    public void transportStream(ByteBuffer packets, int offset, int octets) {}
}
