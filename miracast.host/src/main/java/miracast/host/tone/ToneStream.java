// SPDX-License-Identifier: Apache-2.0
package miracast.host.tone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioStream;

/**
 * A sine, made once for a second, after which every whole frequency begins again, and shown piece by piece. One thread at a time;
 * allocates nothing once open.
 */
final class ToneStream implements AudioStream {
    /** The level that broadcasters line up with: 18 dB below full scale (EBU R68). */
    private static final double LEVEL = Short.MAX_VALUE / Math.pow(10, 18 / 20.0);

    private static final int BLOCK_SAMPLES = 480;

    private final ByteBuffer second = ByteBuffer.allocateDirect(AudioBlock.RATE * AudioBlock.SAMPLE_OCTETS)
            .order(ByteOrder.nativeOrder());
    private boolean begun;
    private long originNs;
    private long samples;

    ToneStream(int hertz) {
        for (int i = 0; i < AudioBlock.RATE; i++) {
            short level = (short) Math.round(LEVEL * Math.sin(2 * Math.PI * hertz * i / AudioBlock.RATE));
            second.putShort(level).putShort(level);
        }
        second.clear();
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
        block.wrap(second, (int) (samples % AudioBlock.RATE) * AudioBlock.SAMPLE_OCTETS, BLOCK_SAMPLES, timeNs);
        samples += BLOCK_SAMPLES;
        return true;
    }

    @Override
    public void close() {
        samples = 0;
    }
}
