// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/**
 * Emits chunks of 64 octets that tell what they were made of: the number that a {@link FakeSource} put into the picture, and the
 * name of the encoder. Misbehaves as it is told.
 */
public final class FakeEncoder implements VideoEncoder {
    public static final int OCTETS = 64;

    private final String name;
    private final EncoderCapabilities capabilities;

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final AtomicInteger encoded = new AtomicInteger();
    public volatile long bitRate;
    public volatile int slices = 1;
    public volatile int octets = OCTETS;
    public volatile boolean failsToOpen;
    public volatile boolean fails;
    public volatile boolean isMute;
    public volatile boolean keepsItsClaim;
    /** How many pictures it holds back. */
    public volatile int delay;

    public volatile boolean failsToFlush;
    public volatile CountDownLatch opens = new CountDownLatch(0);
    public volatile CountDownLatch encodes = new CountDownLatch(0);
    /** What encoding a picture takes, told whether it is an IDR picture. */
    public volatile Consumer<Boolean> work = idr -> {};
    /** Set by a test that wants to know whether the service is used after it went. */
    public volatile boolean gone;

    public volatile boolean usedWhenGone;

    public FakeEncoder(String name) {
        this(name, Set.of(PixelFormat.I420), Set.of(H264Profile.CONSTRAINED_BASELINE));
    }

    public FakeEncoder(String name, Set<PixelFormat> formats, Set<H264Profile> profiles) {
        this.name = name;
        Map<H264Profile, H264Level> levels = new EnumMap<>(H264Profile.class);
        profiles.forEach(profile -> levels.put(profile, H264Level.LEVEL_4_2));
        capabilities = EncoderCapabilities.builder()
                .profiles(levels)
                .pixelFormats(formats)
                .maxSize(1920, 1088)
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EncoderCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        used();
        awaitLatch(opens);
        if (failsToOpen) {
            throw new EncoderException(name + " has no session to give");
        }
        opened.incrementAndGet();
        bitRate = format.bitRate();
        return new Session(sink);
    }

    /** Sessions that are open now. */
    public int sessions() {
        return opened.get() - closed.get();
    }

    private void used() {
        if (gone) {
            usedWhenGone = true;
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Held(int picture, long frame, boolean idr) {}

    private final class Session implements EncoderSession {
        private final ChunkSink sink;
        private final Queue<Held> held = new ArrayDeque<>();
        private boolean first = true;
        private boolean isClosed;

        Session(ChunkSink sink) {
            this.sink = sink;
        }

        @Override
        public void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException {
            used();
            awaitLatch(encodes);
            if (fails) {
                throw new EncoderException(name + " failed at frame " + frameNumber);
            }
            if (isClosed) {
                throw new EncoderException(name + " is closed");
            }
            encoded.incrementAndGet();
            boolean isIdr = idr || first;
            first = false;
            work.accept(isIdr);
            if (isMute) {
                return;
            }
            if (delay == 0 && held.isEmpty()) {
                emitParts(frame.plane(0).getInt(0), frameNumber, isIdr);
                return;
            }
            held.add(new Held(frame.plane(0).getInt(0), frameNumber, isIdr));
            emitBut(delay);
        }

        private void emitBut(int count) {
            while (held.size() > count) {
                Held next = held.remove();
                emitParts(next.picture(), next.frame(), next.idr());
            }
        }

        private void emitParts(int picture, long frameNumber, boolean idr) {
            for (int part = 0; part < slices; part++) {
                emit(picture, frameNumber, part, idr);
            }
        }

        @Override
        public void flush() throws EncoderException {
            used();
            if (failsToFlush) {
                throw new EncoderException(name + " cannot flush");
            }
            emitBut(0);
        }

        private void emit(int picture, long frameNumber, int part, boolean idr) {
            int at = sink.claim(octets);
            if (at == ChunkSink.NO_ROOM) {
                return;
            }
            ByteBuffer memory = sink.memory();
            memory.putInt(at, picture);
            memory.put(at + 4, (byte) name.charAt(0));
            if (!keepsItsClaim) {
                sink.commit(octets, ChunkId.of(frameNumber, part), idr, part == slices - 1);
            }
        }

        @Override
        public void setBitRate(long newBitRate) {
            bitRate = newBitRate;
        }

        @Override
        public void close() {
            used();
            if (!isClosed) {
                isClosed = true;
                closed.incrementAndGet();
            }
        }
    }
}
