// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
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

    private final class Session implements EncoderSession {
        private final ChunkSink sink;
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
            for (int part = 0; part < slices; part++) {
                emit(frame, frameNumber, part, isIdr);
            }
        }

        private void emit(VideoFrame frame, long frameNumber, int part, boolean idr) {
            int at = sink.claim(octets);
            if (at == ChunkSink.NO_ROOM) {
                return;
            }
            ByteBuffer memory = sink.memory();
            memory.putInt(at, frame.plane(0).getInt(0));
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
