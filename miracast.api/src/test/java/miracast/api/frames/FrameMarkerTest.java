// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameMarkerTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 64;
    private static final int STRIDE = 656;

    private final ByteBuffer luma = ByteBuffer.allocateDirect(STRIDE * HEIGHT);
    private final FrameMarker drawn = new FrameMarker();
    private final FrameMarker read = new FrameMarker();

    @BeforeEach
    void draw() {
        drawn.draw(luma, STRIDE, 0x8000_1234, 0xFEDC_BA98);
    }

    private boolean read() {
        return read.read(luma, STRIDE, WIDTH, HEIGHT);
    }

    private void fillCell(int row, int bit, int level) {
        for (int y = row * 16; y < row * 16 + 16; y++) {
            for (int x = bit * 16; x < bit * 16 + 16; x++) {
                luma.put(y * STRIDE + x, (byte) level);
            }
        }
    }

    @Test
    void isReadAsDrawn() {
        assertThat(read()).isTrue();
        assertThat(read.frame()).isEqualTo(0x8000_1234);
        assertThat(read.timeMs()).isEqualTo(0xFEDC_BA98);
    }

    @Test
    void survivesNoiseOfALowBitRate() {
        Random random = new Random(7);
        for (int i = 0; i < luma.capacity(); i++) {
            int level = (luma.get(i) & 0xFF) + (int) (random.nextGaussian() * 40);
            luma.put(i, (byte) Math.max(0, Math.min(255, level)));
        }

        assertThat(read()).isTrue();
        assertThat(read.frame()).isEqualTo(0x8000_1234);
    }

    @Test
    void survivesCellsWhoseEdgesAreSmeared() {
        for (int y = 0; y < FrameMarker.HEIGHT; y++) {
            for (int x = 0; x < FrameMarker.WIDTH; x++) {
                if (x % 16 < 5 || x % 16 > 10 || y % 16 < 5 || y % 16 > 10) {
                    luma.put(y * STRIDE + x, (byte) 126);
                }
            }
        }

        assertThat(read()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aDamagedCellInAnyRowIsNoticed(int row) {
        fillCell(row, 5, luma.get(row * 16 * STRIDE + 5 * 16) == 16 ? 235 : 16);

        assertThat(read()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 128, 235, 255})
    void aFlatPictureHasNone(int level) {
        for (int i = 0; i < luma.capacity(); i++) {
            luma.put(i, (byte) level);
        }

        assertThat(read()).isFalse();
    }

    @Test
    void aSmallPictureHasNone() {
        assertThat(read.read(luma, STRIDE, FrameMarker.WIDTH - 1, HEIGHT)).isFalse();
        assertThat(read.read(luma, STRIDE, WIDTH, FrameMarker.HEIGHT - 1)).isFalse();
    }

    @Test
    void touchesNothingBesideItself() {
        assertThat(luma.get(FrameMarker.WIDTH)).isZero();
        assertThat(luma.get(FrameMarker.HEIGHT * STRIDE)).isZero();
    }

    @Test
    void theFlashIsReadAsDrawn() {
        for (boolean on : new boolean[] {true, false}) {
            FrameMarker.drawFlash(luma, STRIDE, on);

            assertThat(FrameMarker.readFlash(luma, STRIDE, WIDTH, HEIGHT)).isEqualTo(on);
            assertThat(read()).as("the marker beside it").isTrue();
            assertThat(luma.get(FrameMarker.WIDTH_WITH_FLASH)).isZero();
            assertThat(luma.get(FrameMarker.HEIGHT * STRIDE + FrameMarker.WIDTH))
                    .isZero();
        }
    }

    @Test
    void aSmallPictureDoesNotFlash() {
        FrameMarker.drawFlash(luma, STRIDE, true);

        assertThat(FrameMarker.readFlash(luma, STRIDE, FrameMarker.WIDTH_WITH_FLASH - 1, HEIGHT))
                .isFalse();
        assertThat(FrameMarker.readFlash(luma, STRIDE, WIDTH, FrameMarker.HEIGHT - 1))
                .isFalse();
    }
}
