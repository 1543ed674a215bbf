// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.encoder.ChunkSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChunkRingTest {
    private static final int CAPACITY = 1 << 16;
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);

    /** By which chunks are held. */
    private long nowNs = 1000;

    private final ChunkRing ring = new ChunkRing(CAPACITY, () -> nowNs);
    private final Object producer = new Object();
    private final Object reader = new Object();
    private final EncodeChunk chunk = new EncodeChunk();
    private final ByteBuffer memory = ring.memory();

    @BeforeEach
    void takeTheReaderIn() {
        ring.attach(reader);
    }

    @Test
    void givesWhatWasCommitted() {
        commit(ChunkId.of(7, 2), 1000, true, true);

        assertThat(ring.next(reader, chunk, 0)).isZero();
        assertThat(chunk.id()).isEqualTo(ChunkId.of(7, 2));
        assertThat(chunk.type()).isEqualTo(ChunkType.ENCODE_COMPLETE);
        assertThat(chunk.length()).isEqualTo(1000);
        assertThat(chunk.offset() % 8).isZero();
        assertThat(chunk.memory().get(chunk.offset() + 999)).isEqualTo((byte) (ChunkId.of(7, 2) + 999));
        assertThat(chunk.timestampNs()).isEqualTo(11);
        assertThat(chunk.processingTimeUs()).isEqualTo(12);
        assertThat(chunk.encodeRateKbit()).isEqualTo(13);
        assertThat(chunk.idr()).isTrue();
        assertThat(chunk.endOfAccessUnit()).isTrue();
    }

    @Test
    void aStepHasNoMemory() {
        ring.step(ChunkId.of(1, 0), ChunkType.FRAME_START, 5, 6);

        ring.next(reader, chunk, 0);

        assertThat(chunk.memory()).isNull();
        assertThat(chunk.type()).isEqualTo(ChunkType.FRAME_START);
        assertThat(chunk.processingTimeUs()).isEqualTo(6);
    }

    @Test
    void tellsHowManyFurtherChunksWait() {
        commit(1, 10, false, false);
        commit(2, 10, false, false);
        commit(3, 10, false, true);

        assertThat(ring.next(reader, chunk, 0)).isEqualTo(2);
    }

    @Test
    void nothingWaitingIsNoChunk() {
        assertThat(ring.next(reader, chunk, 0)).isEqualTo(MiracastCallbacks.NO_CHUNK);
        assertThat(ring.next(reader, chunk, 1_000_000)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void aClaimThatIsGivenBackLeavesNoTrace() {
        ring.claim(producer, 500);
        ring.giveBack();

        assertThat(ring.next(reader, chunk, 0)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void aFullRingHasNoRoom() {
        while (commit(1, 5000, false, false)) {
            // up to the last one
        }

        assertThat(ring.claim(producer, 5000)).isEqualTo(ChunkSink.NO_ROOM);
    }

    @Test
    void aFullRingStillTakesSteps() {
        while (commit(1, 5000, false, false)) {
            // up to the last one
        }

        assertThat(ring.step(2, ChunkType.FRAME_DROPPED, 0, 0)).isTrue();
    }

    @Test
    void memoryComesBackWithTheNextPull() {
        while (commit(1, 20_000, false, false)) {
            // up to the last one
        }
        ring.next(reader, chunk, 0);
        ring.next(reader, chunk, 0);
        assertThat(ring.claim(producer, 20_000)).isEqualTo(ChunkSink.NO_ROOM);

        ring.next(reader, chunk, 0);

        assertThat(ring.claim(producer, 20_000)).isNotEqualTo(ChunkSink.NO_ROOM);
    }

    @Test
    void aChunkOfHalfTheRingIsRefusedWhereverItWouldLie() {
        assertThat(ring.claim(producer, CAPACITY / 2)).isEqualTo(ChunkSink.NO_ROOM);
    }

    @Test
    void noChunkLiesAcrossTheEnd() {
        for (int i = 0; i < 1000; i++) {
            assertThat(commit(i, 9_000 + i, false, true)).isTrue();
            ring.next(reader, chunk, 0);
            assertThat(chunk.offset() + chunk.length()).isLessThanOrEqualTo(CAPACITY);
            assertThat(chunk.memory().get(chunk.offset() + chunk.length() - 1))
                    .isEqualTo((byte) (chunk.id() + chunk.length() - 1));
        }
    }

    @Test
    void countsFramesByTheirLastChunk() {
        commit(ChunkId.of(0, 0), 10, true, false);
        commit(ChunkId.of(0, 1), 10, true, true);
        commit(ChunkId.of(1, 0), 10, false, true);
        assertThat(ring.framesWaiting()).isEqualTo(2);

        ring.next(reader, chunk, 0);
        ring.next(reader, chunk, 0);

        assertThat(ring.framesWaiting()).isEqualTo(1);
    }

    @Test
    void aNewBeginningSkipsWhatWaits() {
        commit(ChunkId.of(0, 0), 10, false, true);
        ring.beginAnew();
        assertThat(ring.framesWaiting()).isZero();
        commit(ChunkId.of(1, 0), 10, true, true);

        assertThat(ring.next(reader, chunk, 0)).isZero();

        assertThat(ChunkId.frame(chunk.id())).isEqualTo(1);
        assertThat(ring.framesWaiting()).isZero();
    }

    @Test
    void aNewBeginningLeavesTheRestOfTheFrameThatIsBeingPulled() {
        commit(ChunkId.of(0, 0), 10, false, false);
        commit(ChunkId.of(0, 1), 10, false, true);
        commit(ChunkId.of(1, 0), 10, false, true);
        ring.next(reader, chunk, 0);

        ring.beginAnew();
        commit(ChunkId.of(2, 0), 10, true, true);

        assertThat(pulled()).containsExactly(ChunkId.of(0, 1), ChunkId.of(2, 0));
        assertThat(ring.framesWaiting()).isZero();
    }

    @Test
    void anEndLeavesTheRestOfTheFrameThatIsBeingPulled() {
        commit(ChunkId.of(0, 0), 10, true, false);
        ring.next(reader, chunk, 0);

        ring.end(reader);
        commit(ChunkId.of(0, 1), 10, true, true);
        commit(ChunkId.of(1, 0), 10, false, true);

        assertThat(pulled()).containsExactly(ChunkId.of(0, 1));
    }

    @Test
    void anEndBetweenTwoFramesLeavesNothing() {
        commit(ChunkId.of(0, 0), 10, true, true);
        commit(ChunkId.of(1, 0), 10, false, true);
        ring.next(reader, chunk, 0);

        ring.end(reader);

        assertThat(ring.next(reader, chunk, LONG)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void anEndDoesNotWaitForAFrameThatAnotherOneFollows() {
        commit(ChunkId.of(0, 0), 10, true, false);
        ring.next(reader, chunk, 0);

        ring.end(reader);
        commit(ChunkId.of(1, 0), 10, true, false);

        assertThat(ring.next(reader, chunk, LONG)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void anEndDoesNotWaitForAFrameWhoseEncoderFailed() {
        commit(ChunkId.of(0, 0), 10, true, false);
        ring.next(reader, chunk, 0);

        ring.end(reader);
        ring.step(ChunkId.of(0, 0), ChunkType.FRAME_DROPPED, 0, 0);

        assertThat(ring.next(reader, chunk, 0)).isZero();
        assertThat(ring.next(reader, chunk, LONG)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void anEndWithNothingBegunEndsTheWait() {
        CompletableFuture<Integer> pulled = CompletableFuture.supplyAsync(() -> ring.next(reader, chunk, LONG));
        await().until(() -> isBusy());

        ring.end(reader);

        assertThat(pulled).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void theReaderAfterAnEndBeginsWithWhateverComes() {
        commit(ChunkId.of(0, 0), 10, true, false);
        ring.next(reader, chunk, 0);
        ring.end(reader);
        Object other = new Object();

        ring.attach(other);
        commit(ChunkId.of(5, 0), 10, true, true);

        assertThat(ring.next(other, chunk, 0)).isZero();
    }

    private List<Long> pulled() {
        List<Long> ids = new ArrayList<>();
        while (ring.next(reader, chunk, 0) != MiracastCallbacks.NO_CHUNK) {
            ids.add(chunk.id());
        }
        return ids;
    }

    @Test
    void anotherReaderFindsNothingOfTheOldStream() {
        commit(1, 10, false, true);
        Object other = new Object();

        ring.attach(other);

        assertThat(ring.next(other, chunk, 0)).isEqualTo(MiracastCallbacks.NO_CHUNK);
        assertThat(ring.framesWaiting()).isZero();
    }

    @Test
    void aReaderThatWasLetGoGetsNothing() {
        commit(1, 10, false, true);

        ring.detach(reader);

        assertThat(ring.next(reader, chunk, LONG)).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void lettingAnOldReaderGoLeavesTheNewOne() {
        Object other = new Object();
        ring.attach(other);

        ring.detach(reader);

        commit(1, 10, false, true);
        assertThat(ring.next(other, chunk, 0)).isZero();
    }

    @Test
    void lettingTheReaderGoEndsItsWait() {
        CompletableFuture<Integer> pulled = CompletableFuture.supplyAsync(() -> ring.next(reader, chunk, LONG));
        await().until(() -> isBusy());

        ring.detach(reader);

        assertThat(pulled).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void aChunkEndsTheWait() {
        CompletableFuture<Integer> pulled = CompletableFuture.supplyAsync(() -> ring.next(reader, chunk, LONG));
        await().until(() -> isBusy());

        commit(4, 10, false, true);

        assertThat(pulled).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(0);
    }

    @Test
    void aFrameThatIsHeldComesWhenItsTimeIsOverAndWhatIsBehindItWaitsToo() {
        commit(ChunkId.of(0, 0), 10, false, true);
        ring.hold(1, nowNs + 20);
        commit(ChunkId.of(1, 0), 10, false, true);
        commit(ChunkId.of(2, 0), 10, false, true);

        assertThat(pulled()).containsExactly(ChunkId.of(0, 0));
        nowNs += 19;
        assertThat(pulled()).isEmpty();
        nowNs++;
        assertThat(pulled()).containsExactly(ChunkId.of(1, 0), ChunkId.of(2, 0));
    }

    @Test
    void whileAFrameIsHeldTheOneBeforeItMayBeTaken() {
        ring.hold(1, nowNs + 20);
        ring.hold(2, nowNs + 50);
        commit(ChunkId.of(1, 0), 10, false, true);
        commit(ChunkId.of(2, 0), 10, false, true);
        nowNs += 20;

        assertThat(pulled()).containsExactly(ChunkId.of(1, 0));
    }

    @Test
    void aReaderThatWaitsAlreadyIsHeldToo() {
        ChunkRing real = new ChunkRing(CAPACITY);
        real.attach(reader);
        CompletableFuture<Long> pulled = CompletableFuture.supplyAsync(() -> {
            real.next(reader, chunk, LONG);
            return System.nanoTime();
        });

        long untilNs = System.nanoTime() + 20_000_000;
        real.hold(4, untilNs);
        real.step(ChunkId.of(4, 0), ChunkType.FRAME_START, 0, 0);

        assertThat(pulled.join()).isGreaterThanOrEqualTo(untilNs);
    }

    @Test
    void aNewBeginningSkipsWhatIsHeld() {
        ring.hold(0, nowNs + LONG);
        commit(ChunkId.of(0, 0), 10, false, true);
        ring.beginAnew();
        commit(ChunkId.of(1, 0), 10, true, true);

        assertThat(pulled()).containsExactly(ChunkId.of(1, 0));
    }

    @Test
    void soundIsHeldByNoPictureOfItsNumber() {
        ring.hold(3, nowNs + LONG);
        ring.claim(producer, 10);
        ring.commitAudio(10, ChunkId.of(3, 0), AudioCoding.LPCM, 0, 0);

        assertThat(pulled()).containsExactly(ChunkId.of(3, 0));
    }

    @Test
    void whoLetsTheReaderGoDoesNotWaitForWhatIsHeld() {
        ring.hold(4, nowNs + LONG);
        commit(ChunkId.of(4, 0), 10, false, true);
        CompletableFuture<Integer> pulled = CompletableFuture.supplyAsync(() -> ring.next(reader, chunk, LONG));
        await().until(() -> isBusy());

        ring.detach(reader);

        assertThat(pulled).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(MiracastCallbacks.NO_CHUNK);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        AtomicReference<Boolean> mark = new AtomicReference<>();
        Thread puller = new Thread(() -> {
            ring.next(reader, chunk, LONG);
            mark.set(Thread.currentThread().isInterrupted());
        });
        puller.start();
        await().until(() -> isBusy());

        puller.interrupt();
        puller.join();

        assertThat(mark).hasValue(true);
    }

    @Test
    void aSecondThreadMayNotPull() {
        CompletableFuture<Integer> pulled = CompletableFuture.supplyAsync(() -> ring.next(reader, chunk, LONG));
        await().until(() -> isBusy());

        assertThatIllegalStateException()
                .isThrownBy(() -> ring.next(reader, new EncodeChunk(), 0))
                .withMessage("two threads pull chunks");
        ring.detach(reader);
        pulled.join();
    }

    @Test
    void aStepWaitsForNoClaimForEver() {
        ring.claim(producer, 10);

        assertThat(ring.step(1, ChunkType.FRAME_START, 0, 0)).isFalse();
    }

    @Test
    void driversCannotWrite() {
        commit(1, 10, false, true);
        ring.next(reader, chunk, 0);

        assertThat(chunk.memory().isReadOnly()).isTrue();
    }

    @Test
    void theCapacityMustBeAPowerOfTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChunkRing(100_000))
                .withMessage("capacity 100000 is no power of two from 65536 on");
    }

    /**
     * Fails if the publication of {@code tail} is moved before the record. (On x86, plain reads and writes of the two positions
     * pass: there the processor keeps that order, and the volatile counters keep the compiler from changing it.)
     */
    @Test
    void aMillionChunksPassWholeAndInOrder() throws Exception {
        int chunks = 1_000_000;
        CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < chunks; ) {
                if (commit(i, 1 + (i * 31 & 0x1FF), (i & 7) == 0, (i & 3) == 3)) {
                    i++;
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        EncodeChunk pulled = new EncodeChunk();

        for (int i = 0; i < chunks; i++) {
            int length = 1 + (i * 31 & 0x1FF);
            int left = ring.next(reader, pulled, LONG);
            if (left < 0
                    || pulled.id() != i
                    || pulled.length() != length
                    || pulled.memory().get(pulled.offset()) != (byte) i
                    || pulled.memory().get(pulled.offset() + length - 1) != (byte) (i + length - 1)
                    || pulled.idr() != ((i & 7) == 0)) {
                throw new AssertionError(
                        "chunk " + i + " came as " + pulled.id() + " of " + pulled.length() + " octets");
            }
        }
        waitFor(producing);
        assertThat(ring.framesWaiting()).isZero();
    }

    /**
     * Producer and reader in step, so that the reader parks, or is about to, in every round. A missed wake-up would be seen as a
     * wait of 30 s; a missing fence alone was not seen to cause one on x86, whose window for it is a few ns.
     */
    @Test
    void aReaderThatIsAboutToWaitMissesNoChunk() throws Exception {
        int rounds = 30_000;
        AtomicInteger pulled = new AtomicInteger(-1);
        CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                while (pulled.get() < i - 1) {
                    Thread.onSpinWait();
                }
                commit(i, 8, false, true);
            }
        });

        for (int i = 0; i < rounds; i++) {
            assertThat(ring.next(reader, chunk, LONG)).isNotNegative();
            pulled.set(i);
        }
        waitFor(producing);
    }

    private static void waitFor(CompletableFuture<Void> done) throws InterruptedException, ExecutionException {
        done.get();
    }

    private boolean isBusy() {
        try {
            ring.next(new Object(), new EncodeChunk(), 0);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private boolean commit(long id, int octets, boolean idr, boolean end) {
        int at = ring.claim(producer, octets);
        if (at == ChunkSink.NO_ROOM) {
            return false;
        }
        memory.put(at, (byte) id).put(at + octets - 1, (byte) (id + octets - 1));
        ring.commit(octets, id, 11, 12, 13, idr, end);
        return true;
    }
}
