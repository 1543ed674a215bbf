// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameConverter.Conversion;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conversions make of pictures, and what they cost: see {@link FrameConverter}. */
@Timeout(120)
public abstract class FrameConverterContract {
    private static final int WARM_UP = 2000;
    private static final int MEASURED = 500;

    private final VideoFrame from = new VideoFrame();
    private final VideoFrame to = new VideoFrame();

    /** What is tested; the same object or another one each time. */
    protected abstract FrameConverter converter();

    private Conversion open(PixelFormat format, int width, int height) {
        return converter().open(format, width, height);
    }

    private VideoFrame bgra(int width, int height, int stride, int rgb) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(stride * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * stride + x * 4;
                pixels.put(at, (byte) rgb).put(at + 1, (byte) (rgb >> 8)).put(at + 2, (byte) (rgb >> 16));
            }
        }
        return from.bgra(width, height, pixels, stride, 5);
    }

    private VideoFrame i420(int width, int height, int y, int u, int v) {
        int half = (width + 1) / 2;
        int octets = half * ((height + 1) / 2);
        return from.i420(
                width, height, plane(width * height, y), width, plane(octets, u), half, plane(octets, v), half, 5);
    }

    private VideoFrame nv12(int width, int height, int y, int u, int v) {
        int stride = (width + 1) / 2 * 2;
        ByteBuffer chroma = plane(stride * ((height + 1) / 2), u);
        for (int i = 1; i < chroma.capacity(); i += 2) {
            chroma.put(i, (byte) v);
        }
        return from.nv12(width, height, plane(width * height, y), width, chroma, stride, 5);
    }

    /** The position means nothing. */
    private static ByteBuffer plane(int octets, int level) {
        ByteBuffer plane = ByteBuffer.allocateDirect(octets);
        for (int i = 0; i < octets; i++) {
            plane.put(i, (byte) level);
        }
        return plane.position(octets / 2);
    }

    private int luma(int x, int y) {
        return to.plane(0).get(y * to.stride(0) + x) & 0xFF;
    }

    /** @param plane 1 for U, 2 for V */
    private int chroma(int plane, int x, int y) {
        if (to.format() == PixelFormat.NV12) {
            return to.plane(1).get(y / 2 * to.stride(1) + x / 2 * 2 + plane - 1) & 0xFF;
        }
        return to.plane(plane).get(y / 2 * to.stride(plane) + x / 2) & 0xFF;
    }

    private void assertColour(int x, int y, int luma, int u, int v, int tolerance) {
        assertThat(luma(x, y)).as("luma at %d,%d", x, y).isCloseTo(luma, within(tolerance));
        assertThat(chroma(1, x, y)).as("U at %d,%d", x, y).isCloseTo(u, within(tolerance));
        assertThat(chroma(2, x, y)).as("V at %d,%d", x, y).isCloseTo(v, within(tolerance));
    }

    /** Expected values by ITU-R BT.709, 3.4 and 3.5, 8 bits. */
    @ParameterizedTest
    @CsvSource({
        "000000, 16, 128, 128",
        "ffffff, 235, 128, 128",
        "ff0000, 63, 102, 240",
        "00ff00, 173, 42, 26",
        "0000ff, 32, 240, 118",
        "ffff00, 219, 16, 138",
        "808080, 126, 128, 128"
    })
    void coloursBecomeThoseOfBt709(String rgb, int luma, int u, int v) {
        for (PixelFormat format : new PixelFormat[] {PixelFormat.I420, PixelFormat.NV12}) {
            try (Conversion conversion = open(format, 64, 48)) {
                conversion.convert(bgra(64, 48, 300, Integer.parseInt(rgb, 16)), to);

                assertThat(to.format()).isEqualTo(format);
                assertColour(33, 20, luma, u, v, 2);
            }
        }
    }

    @Test
    void levelsOfYuvAreKept() {
        for (PixelFormat format : new PixelFormat[] {PixelFormat.I420, PixelFormat.NV12}) {
            try (Conversion conversion = open(format, 64, 48)) {
                conversion.convert(i420(64, 48, 90, 100, 200), to);
                assertColour(5, 5, 90, 100, 200, 0);

                conversion.convert(nv12(64, 48, 91, 101, 201), to);
                assertColour(5, 5, 91, 101, 201, 0);

                conversion.convert(i420(32, 24, 92, 102, 202), to);
                assertColour(60, 40, 92, 102, 202, 1);
            }
        }
    }

    @Test
    void whatComesOutHasItsSizeAndTheTimeOfWhatWentIn() {
        try (Conversion conversion = open(PixelFormat.I420, 64, 48)) {
            conversion.convert(i420(32, 24, 1, 2, 3), to);

            assertThat(to.width()).isEqualTo(64);
            assertThat(to.height()).isEqualTo(48);
            assertThat(to.timestampNs()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 360", "101, 360", "203, 360", "300, 360", "333, 360", "350, 360", "640, 100", "640, 203"})
    void picturesOfAnotherShapeAreCentredOnBlack(int width, int height) {
        for (PixelFormat format : new PixelFormat[] {PixelFormat.I420, PixelFormat.NV12}) {
            try (Conversion conversion = open(format, 640, 360)) {
                conversion.convert(i420(width, height, 200, 90, 160), to);

                for (int y = 0; y < 360; y++) {
                    for (int x = 0; x < 640; x++) {
                        // How edges between pixels, and between samples of chroma, are rounded is left to the
                        // converter.
                        int distance = Math.max(Math.abs(2 * x + 1 - 640) - width, Math.abs(2 * y + 1 - 360) - height);
                        if (distance > 6) {
                            assertColour(x, y, 16, 128, 128, 0);
                        } else if (distance < -6) {
                            assertColour(x, y, 200, 90, 160, 1);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "17, 9", "1365, 767", "1366, 768", "640, 481"})
    void oddSizesAreTaken(int width, int height) {
        try (Conversion conversion = open(PixelFormat.I420, 848, 480)) {
            conversion.convert(bgra(width, height, width * 4, 0xFFFFFF), to);
            assertColour(424, 240, 235, 128, 128, 1);

            conversion.convert(i420(width, height, 100, 110, 120), to);
            assertColour(424, 240, 100, 110, 120, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"853, 479", "1, 1", "1367, 769"})
    void oddSizesAreGiven(int width, int height) {
        try (Conversion conversion = open(PixelFormat.I420, width, height)) {
            conversion.convert(bgra(width, height, width * 4 + 12, 0xFFFFFF), to);

            assertColour(width - 1, height - 1, 235, 128, 128, 1);
        }
    }

    @Test
    void sizeAndFormatMayChangeFromPictureToPicture() {
        try (Conversion conversion = open(PixelFormat.I420, 640, 360)) {
            conversion.convert(i420(640, 480, 200, 128, 128), to);
            conversion.convert(bgra(320, 180, 1280, 0xFFFFFF), to);
            assertColour(0, 0, 235, 128, 128, 1);

            conversion.convert(nv12(640, 480, 200, 128, 128), to);
            assertColour(0, 0, 16, 128, 128, 0);
            assertColour(320, 180, 200, 128, 128, 1);
        }
    }

    @Test
    void bgraIsNotGiven() {
        assertThatThrownBy(() -> open(PixelFormat.BGRA, 64, 48)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingTwiceDoesNothing() {
        Conversion conversion = open(PixelFormat.I420, 64, 48);
        conversion.close();
        conversion.close();
    }

    @Test
    void alikePicturesMakeNoGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Conversion conversion = open(PixelFormat.I420, 160, 90)) {
            bgra(80, 60, 320, 0x123456);
            for (int i = 0; i < WARM_UP; i++) {
                conversion.convert(from, to);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                conversion.convert(from, to);
            }

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4096);
        }
    }
}
