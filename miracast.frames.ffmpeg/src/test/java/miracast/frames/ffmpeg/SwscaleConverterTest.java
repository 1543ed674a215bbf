// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameConverter.Conversion;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.tck.FrameConverterContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwscaleConverterTest extends FrameConverterContract {
    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final SwscaleConverter converter = new SwscaleConverter(ffmpeg);
    private final VideoFrame from = new VideoFrame();
    private final VideoFrame to = new VideoFrame();

    @AfterEach
    void close() {
        ffmpeg.close();
    }

    @Override
    protected FrameConverter converter() {
        return converter;
    }

    @Test
    void planesThatEndWithAPageAreReadNoFurther() {
        // The planes lie at every distance from the end of a page; reading beyond it could end the JVM.
        ByteBuffer memory = ByteBuffer.allocateDirect(64 * 64 + 8192);
        try (Conversion conversion = converter.open(PixelFormat.I420, 128, 128)) {
            for (int offset = 0; offset < 4096; offset += 16) {
                ByteBuffer pixels = memory.slice(offset, 32 * 32 * 4);
                conversion.convert(from.bgra(32, 32, pixels, 128, 0), to);
                assertThat(to.plane(0).get(64 * to.stride(0) + 64)).isEqualTo((byte) 16);
            }
        }
    }

    @Test
    void buffersThatCannotBeReadAreRefused() {
        try (Conversion conversion = converter.open(PixelFormat.I420, 64, 48)) {
            assertThatThrownBy(
                            () -> conversion.convert(from.bgra(64, 48, ByteBuffer.allocate(64 * 48 * 4), 256, 0), to))
                    .hasMessage("plane 0 is not a direct buffer");
            assertThatThrownBy(() -> conversion.convert(from.bgra(64, 48, ByteBuffer.allocateDirect(99), 256, 0), to))
                    .hasMessage("plane 0 of BGRA 64x48 has 99 octets, needs 12288");
        }
    }
}
