// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdtsHeaderTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(16);
    private final AdtsHeader header = new AdtsHeader().wrap(buffer, 2);

    /** As FFmpeg's ADTS muxer writes it for 48 kHz stereo. */
    @Test
    void writesAFrameOfLowComplexity() {
        header.header(0x123);

        assertThat(Octets.hex(buffer, 2, 7)).isEqualTo("ff f1 4c 80 25 5f fc");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 2048, 8184})
    void readsWhatItWrites(int block) {
        header.header(block);

        assertThat(header.isWellFormed(7)).isTrue();
        assertThat(header.headerLength()).isEqualTo(7);
        assertThat(header.frameLength()).isEqualTo(7 + block);
        assertThat(header.lowComplexity()).isTrue();
        assertThat(header.sampleRate()).isEqualTo(48_000);
        assertThat(header.channels()).isEqualTo(2);
        assertThat(header.samples()).isEqualTo(1024);
    }

    @Test
    void readsAFrameOfMpeg2WithAChecksum() {
        buffer.put(2, Octets.of("ff f8 50 40 25 5f fd 00 00"));

        assertThat(header.isWellFormed(9)).isTrue();
        assertThat(header.isWellFormed(8)).isFalse();
        assertThat(header.headerLength()).isEqualTo(9);
        assertThat(header.sampleRate()).isEqualTo(44_100);
        assertThat(header.channels()).isEqualTo(1);
        assertThat(header.samples()).isEqualTo(2048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff e1 4c 80 25 5f fc", // no syncword
                "fe f1 4c 80 25 5f fc", // no syncword
                "ff f3 4c 80 25 5f fc", // a layer
                "ff f1 74 80 25 5f fc", // no such sampling frequency
                "ff f1 4c 80 00 df fc" // shorter than its header
            })
    void knowsWhatIsNoHeader(String hex) {
        buffer.put(2, Octets.of(hex));

        assertThat(header.isWellFormed(14)).isFalse();
    }

    @Test
    void aPieceOfAHeaderIsNone() {
        header.header(100);

        assertThat(header.isWellFormed(6)).isFalse();
        assertThat(header.isWellFormed(0)).isFalse();
    }
}
