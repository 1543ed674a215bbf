// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioBlock;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;

/** Makes units of four octets, each the level of the unit's last sample, a unit late. */
public final class FakeAudioEncoder implements AudioEncoder {
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public volatile boolean fails;
    public volatile boolean failsToOpen;
    /** What each opening waits for. */
    public volatile Runnable opens = () -> {};

    /** How often it was asked for a session. */
    public final AtomicInteger asked = new AtomicInteger();

    public volatile long bitRate;
    /** What each unit does besides. */
    public volatile Runnable aside = () -> {};
    /** What each unit does between its claim and its commit. */
    public volatile Runnable begun = () -> {};

    @Override
    public String name() {
        return "fake aac";
    }

    @Override
    public AudioCoding coding() {
        return AudioCoding.AAC_LC;
    }

    @Override
    public int delaySamples() {
        return 1024;
    }

    @Override
    public AudioEncoderSession open(long newBitRate, ChunkSink sink) throws EncoderException {
        bitRate = newBitRate;
        asked.incrementAndGet();
        opens.run();
        if (failsToOpen) {
            throw new EncoderException("the fake does not open");
        }
        opened.incrementAndGet();
        return new AudioEncoderSession() {
            private int held;
            private boolean isClosed;

            @Override
            public void encode(AudioBlock samples, long unitNumber) throws EncoderException {
                if (isClosed) {
                    throw new AssertionError("a session is used after it was closed");
                }
                aside.run();
                if (fails) {
                    throw new EncoderException("the fake fails");
                }
                if (unitNumber > 0) {
                    int at = sink.claim(4);
                    if (at != ChunkSink.NO_ROOM) {
                        begun.run();
                        sink.memory().putInt(at, held);
                        sink.commit(4, ChunkId.of(unitNumber - 1, 0), true, true);
                    }
                }
                held = samples.left(samples.samples() - 1);
            }

            @Override
            public void close() {
                if (!isClosed) {
                    isClosed = true;
                    closed.incrementAndGet();
                }
            }
        };
    }
}
