// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;

/** Gives samples that are all worth the same, so that a test hears whose they are. */
public final class FakeAudio implements AudioSource {
    private static final int SAMPLES = 240;

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final short level;
    public volatile boolean stalls;
    public volatile boolean fails;
    /** What each answer waits for. */
    public volatile CountDownLatch answers = new CountDownLatch(0);

    /** What each answer does besides. */
    public volatile Runnable aside = () -> {};

    public volatile boolean failsToOpen;
    /** What each opening waits for. */
    public volatile CountDownLatch opens = new CountDownLatch(0);

    /** How often it was asked for a stream. */
    public final AtomicInteger asked = new AtomicInteger();

    public volatile AudioRequest lastRequest;

    public FakeAudio(int level) {
        this.level = (short) level;
    }

    /** Streams that are open now. */
    public int streams() {
        return opened.get() - closed.get();
    }

    @Override
    public AudioStream open(AudioRequest request) throws AudioSourceException {
        lastRequest = request;
        asked.incrementAndGet();
        await(opens);
        if (failsToOpen) {
            throw new AudioSourceException("nothing to be heard at '" + request.location() + "'");
        }
        opened.incrementAndGet();
        return new Stream();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Stream implements AudioStream {
        private final ByteBuffer memory =
                ByteBuffer.allocateDirect(SAMPLES * AudioBlock.SAMPLE_OCTETS).order(ByteOrder.nativeOrder());
        private long nextNs;
        private boolean isClosed;

        Stream() {
            for (int i = 0; i < 2 * SAMPLES; i++) {
                memory.putShort(2 * i, level);
            }
        }

        @Override
        public boolean next(AudioBlock block, long untilNs) throws AudioSourceException {
            if (isClosed) {
                throw new AssertionError("a stream is used after it was closed");
            }
            FakeAudio.await(answers);
            aside.run();
            if (fails) {
                throw new AudioSourceException("the fake fails");
            }
            if (nextNs == 0) {
                nextNs = untilNs - 10_000_000;
            }
            if (stalls || nextNs >= untilNs) {
                return false;
            }
            block.wrap(memory, 0, SAMPLES, nextNs);
            nextNs += AudioBlock.durationNs(SAMPLES);
            return true;
        }

        @Override
        public void close() {
            isClosed = true;
            closed.incrementAndGet();
        }
    }
}
