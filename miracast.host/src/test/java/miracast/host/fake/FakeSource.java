// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** Gives pictures whose first four octets are a number that rises by one with each, from {@code first}. */
public final class FakeSource implements FrameSource {
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public volatile int first;
    /** The size of its pictures, from the next one on; null for the mode's. */
    public volatile VideoMode size;

    public volatile PixelFormat format = PixelFormat.I420;
    public volatile boolean stalls;
    public volatile boolean fails;
    public volatile boolean failsToOpen;
    public volatile boolean givesTooLittle;
    public volatile CountDownLatch opens = new CountDownLatch(0);
    public volatile CountDownLatch gives = new CountDownLatch(0);
    public volatile FrameRequest lastRequest;
    /** Times that it was asked for last, and before that. */
    public volatile long askedNs;

    public volatile long askedBeforeNs;

    /** Streams that are open now. */
    public int streams() {
        return opened.get() - closed.get();
    }

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        lastRequest = request;
        awaitLatch(opens);
        if (failsToOpen) {
            throw new FrameSourceException("nothing to be had at '" + request.location() + "'");
        }
        opened.incrementAndGet();
        return new Stream(request.mode());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Stream implements FrameStream {
        private final VideoMode mode;
        private final ByteBuffer[] planes = new ByteBuffer[2];
        private int width;
        private int height;
        private int number = first;
        private boolean isClosed;

        Stream(VideoMode mode) {
            this.mode = mode;
            inSize(size == null ? mode : size);
        }

        /** New memory for another size, as a camera that was turned would do it. */
        private void inSize(VideoMode wanted) {
            if (wanted.width() == width && wanted.height() == height) {
                return;
            }
            width = wanted.width();
            height = wanted.height();
            for (int i = 0; i < planes.length; i++) {
                planes[i] = ByteBuffer.allocateDirect(givesTooLittle ? 100 : 4 * width * height);
            }
        }

        @Override
        public boolean next(VideoFrame frame, long timeNs) throws FrameSourceException {
            awaitLatch(gives);
            askedBeforeNs = askedNs;
            askedNs = timeNs;
            if (fails || isClosed) {
                throw new FrameSourceException("no further picture");
            }
            if (stalls) {
                return false;
            }
            inSize(size == null ? mode : size);
            ByteBuffer plane = planes[number & 1];
            plane.putInt(0, number++);
            if (format == PixelFormat.BGRA) {
                frame.bgra(width, height, plane, 4 * width, timeNs);
            } else if (format == PixelFormat.NV12) {
                frame.nv12(width, height, plane, width, plane, width, timeNs);
            } else {
                frame.i420(width, height, plane, width, plane, width / 2, plane, width / 2, timeNs);
            }
            return true;
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                closed.incrementAndGet();
            }
        }
    }
}
