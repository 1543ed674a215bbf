// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkIdTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "1099511627775, 16777215", "1099511627775, 0", "0, 16777215"})
    void givesBackFrameAndPart(long frame, int part) {
        long id = ChunkId.of(frame, part);

        assertThat(ChunkId.frame(id)).isEqualTo(frame);
        assertThat(ChunkId.part(id)).isEqualTo(part);
    }

    @Test
    void hasTheFrameInTheUpperFortyBits() {
        assertThat(ChunkId.of(3, 5)).isEqualTo(0x3_000005L);
    }

    @Test
    void aFrameBeyondFortyBitsWraps() {
        assertThat(ChunkId.of(1L << 40, 7)).isEqualTo(ChunkId.of(0, 7));
    }
}
