// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioStream;

/** A beep with each flash of the pattern. One thread at a time; allocates nothing once open. */
final class BeepStream implements AudioStream {
    private static final int HERTZ = 1000;
    /** The level that broadcasters line up with: 18 dB below full scale (EBU R68). */
    private static final double LEVEL = Short.MAX_VALUE / Math.pow(10, 18 / 20.0);

    private static final int BLOCK_SAMPLES = 480;
    private static final int BEEP_SAMPLES = (int) AudioBlock.samples(Beat.LENGTH_NS);

    private final Beat beat;
    private final Runnable closing;
    private final short[] beep = new short[BEEP_SAMPLES];
    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(BLOCK_SAMPLES * AudioBlock.SAMPLE_OCTETS).order(ByteOrder.nativeOrder());
    private boolean begun;
    private boolean closed;
    private long originNs;
    private long samples;

    /** @param closing run when the stream is closed */
    BeepStream(Beat beat, Runnable closing) {
        this.beat = beat;
        this.closing = closing;
        for (int i = 0; i < BEEP_SAMPLES; i++) {
            beep[i] = (short) Math.round(LEVEL * Math.sin(2 * Math.PI * HERTZ * i / AudioBlock.RATE));
        }
    }

    @Override
    public boolean next(AudioBlock block, long untilNs) {
        if (!begun) {
            begun = true;
            originNs = untilNs - AudioBlock.durationNs(BLOCK_SAMPLES);
        }
        long timeNs = originNs + AudioBlock.durationNs(samples);
        if (timeNs >= untilNs) {
            return false;
        }
        long sinceNs = beat.sinceNs(timeNs);
        for (int i = 0; i < BLOCK_SAMPLES; i++) {
            long beepNs = sinceNs == Beat.NONE ? Beat.LENGTH_NS : (sinceNs + AudioBlock.durationNs(i)) % Beat.PERIOD_NS;
            short level =
                    beepNs >= Beat.LENGTH_NS ? 0 : beep[(int) Math.min(BEEP_SAMPLES - 1, AudioBlock.samples(beepNs))];
            memory.putShort(i * AudioBlock.SAMPLE_OCTETS, level);
            memory.putShort(i * AudioBlock.SAMPLE_OCTETS + 2, level);
        }
        block.wrap(memory, 0, BLOCK_SAMPLES, timeNs);
        samples += BLOCK_SAMPLES;
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.run();
        }
    }
}
