// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import miracast.api.frames.FrameConverter.Conversion;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaFrameConverterTest {
    private final JavaFrameConverter converter = new JavaFrameConverter();
    private final VideoFrame from = new VideoFrame();
    private final VideoFrame to = new VideoFrame();

    @ParameterizedTest
    @CsvSource({
        "FF0000, 63, 102, 240",
        "00FF00, 173, 42, 26",
        "0000FF, 32, 240, 118",
        "FFFFFF, 235, 128, 128",
        "000000, 16, 128, 128"
    })
    void primariesBecomeTheValuesOfBt709(String rgb, int y, int u, int v) {
        bgra(64, 48, 300, Integer.parseInt(rgb, 16));
        try (Conversion conversion = converter.open(PixelFormat.I420, 64, 48)) {
            conversion.convert(from, to);
            assertThat(sample(0, 10, 10)).isCloseTo(y, within(1));
            assertThat(sample(1, 5, 5)).isCloseTo(u, within(1));
            assertThat(sample(2, 5, 5)).isCloseTo(v, within(1));
        }
    }

    @Test
    void nv12HasBothColoursInOnePlane() {
        bgra(64, 48, 256, 0xFF0000);
        try (Conversion conversion = converter.open(PixelFormat.NV12, 64, 48)) {
            conversion.convert(from, to);
            assertThat(to.format()).isEqualTo(PixelFormat.NV12);
            assertThat(sample(1, 10, 5)).isCloseTo(102, within(1));
            assertThat(sample(1, 11, 5)).isCloseTo(240, within(1));
        }
    }

    @Test
    void aPictureOfAnotherShapeLiesInTheMiddleOfBlack() {
        bgra(100, 100, 400, 0xFFFFFF);
        try (Conversion conversion = converter.open(PixelFormat.I420, 200, 100)) {
            conversion.convert(from, to);
            assertThat(sample(0, 49, 50)).isEqualTo(16);
            assertThat(sample(0, 50, 50)).isCloseTo(235, within(1));
            assertThat(sample(0, 149, 50)).isCloseTo(235, within(1));
            assertThat(sample(0, 150, 50)).isEqualTo(16);
        }
    }

    @Test
    void blackBordersComeBackWhenTheShapeChanges() {
        try (Conversion conversion = converter.open(PixelFormat.I420, 200, 100)) {
            bgra(200, 100, 800, 0xFFFFFF);
            conversion.convert(from, to);
            assertThat(sample(0, 0, 50)).isCloseTo(235, within(1));
            bgra(100, 100, 400, 0xFFFFFF);
            conversion.convert(from, to);
            assertThat(sample(0, 0, 50)).isEqualTo(16);
        }
    }

    @Test
    void samplesOfTheSameSizeGoThroughUntouched() {
        i420Ramp(66, 34);
        try (Conversion conversion = converter.open(PixelFormat.NV12, 66, 34)) {
            conversion.convert(from, to);
            for (int y = 0; y < 34; y++) {
                for (int x = 0; x < 66; x++) {
                    assertThat(sample(0, x, y)).isEqualTo((x * 3 + y) & 0xFF);
                }
            }
            assertThat(sample(1, 2 * 7, 9)).isEqualTo(7 + 9);
            assertThat(sample(1, 2 * 7 + 1, 9)).isEqualTo(200 - 7);
        }
    }

    @Test
    void aRampStaysARampWhenItIsScaledUp() {
        i420Ramp(32, 32);
        try (Conversion conversion = converter.open(PixelFormat.I420, 128, 128)) {
            conversion.convert(from, to);
            for (int x = 8; x < 120; x++) {
                double expected = ((x + 0.5) / 4 - 0.5) * 3 + ((64 + 0.5) / 4 - 0.5);
                assertThat((double) sample(0, x, 64)).isCloseTo(expected, within(1.0));
            }
        }
    }

    @Test
    void oddSizesKeepTheirLastColumnAndLine() {
        bgra(101, 51, 101 * 4, 0x00FF00);
        try (Conversion conversion = converter.open(PixelFormat.I420, 101, 51)) {
            conversion.convert(from, to);
            assertThat(sample(0, 100, 50)).isCloseTo(173, within(1));
            assertThat(sample(1, 50, 25)).isCloseTo(42, within(1));
        }
    }

    @Test
    void theTimeOfThePictureIsKept() {
        bgra(64, 48, 256, 0);
        try (Conversion conversion = converter.open(PixelFormat.I420, 32, 24)) {
            conversion.convert(from, to);
            assertThat(to.timestampNs()).isEqualTo(4711);
        }
    }

    @Test
    void bgraIsRefusedAsOutput() {
        assertThatThrownBy(() -> converter.open(PixelFormat.BGRA, 32, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BGRA");
    }

    private int sample(int plane, int x, int y) {
        return to.plane(plane).get(y * to.stride(plane) + x) & 0xFF;
    }

    private void bgra(int width, int height, int stride, int rgb) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(stride * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels.put(y * stride + x * 4, (byte) rgb);
                pixels.put(y * stride + x * 4 + 1, (byte) (rgb >> 8));
                pixels.put(y * stride + x * 4 + 2, (byte) (rgb >> 16));
            }
        }
        from.bgra(width, height, pixels, stride, 4711);
    }

    private void i420Ramp(int width, int height) {
        int halfWidth = width / 2;
        ByteBuffer luma = ByteBuffer.allocateDirect(width * height);
        ByteBuffer u = ByteBuffer.allocateDirect(halfWidth * height / 2);
        ByteBuffer v = ByteBuffer.allocateDirect(halfWidth * height / 2);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma.put(y * width + x, (byte) (x * 3 + y));
            }
        }
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < halfWidth; x++) {
                u.put(y * halfWidth + x, (byte) (x + y));
                v.put(y * halfWidth + x, (byte) (200 - x));
            }
        }
        from.i420(width, height, luma, width, u, halfWidth, v, halfWidth, 4711);
    }
}
