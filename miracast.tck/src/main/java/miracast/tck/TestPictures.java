// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** Makes pictures for tests in memory of its own: lines longer than needed, buffers whose position and limit mean nothing. */
public final class TestPictures {
    private static final int PADDING = 32;

    private final PixelFormat format;
    private final int width;
    private final int height;
    private final int stride;
    private final ByteBuffer luma;
    private final ByteBuffer[] chroma;
    private final VideoFrame frame = new VideoFrame();
    private long timestampNs;

    /** @param format I420 or NV12 */
    public TestPictures(PixelFormat format, int width, int height) {
        this.format = format;
        this.width = width;
        this.height = height;
        stride = (width + 63 & ~63) + PADDING;
        luma = plane(stride * height);
        chroma = format == PixelFormat.NV12
                ? new ByteBuffer[] {plane(stride * (height / 2))}
                : new ByteBuffer[] {plane(stride / 2 * (height / 2)), plane(stride / 2 * (height / 2))};
    }

    private static ByteBuffer plane(int octets) {
        return ByteBuffer.allocateDirect(octets);
    }

    /** A soft pattern that moves by some pixels from number to number; compresses well. */
    public VideoFrame moving(int number) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma.put(y * stride + x, (byte) lumaOf(x, y, number));
            }
        }
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                chroma(x, y, 100 + (x + number) / 16 % 32, 140 - y / 16 % 32);
            }
        }
        return wrap();
    }

    private static int lumaOf(int x, int y, int number) {
        int wave = (x + 3 * number & 127) - 64;
        return 128 + Math.abs(wave) - 32 + (y & 63) / 2;
    }

    /** Noise that no encoder can predict, in a quarter of the range; each seed gives its own picture, the same on every run. */
    public VideoFrame noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma.put(y * stride + x, (byte) (96 + random.nextInt(64)));
            }
        }
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                chroma(x, y, 128, 128);
            }
        }
        return wrap();
    }

    /** Black and white by turns in both directions: the finest detail that there is. */
    public VideoFrame stipple() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma.put(y * stride + x, (byte) stippleOf(x, y));
            }
        }
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                chroma(x, y, 128, 128);
            }
        }
        return wrap();
    }

    private static int stippleOf(int x, int y) {
        return (x + y & 1) == 0 ? 16 : 235;
    }

    /** Writes over the memory of the last frame, as its owner may do after {@code encode} has returned. */
    public void spoil() {
        for (int i = 0; i < luma.capacity(); i++) {
            luma.put(i, (byte) (i * 37));
        }
    }

    private void chroma(int x, int y, int u, int v) {
        if (format == PixelFormat.NV12) {
            chroma[0].put(y * stride + 2 * x, (byte) u);
            chroma[0].put(y * stride + 2 * x + 1, (byte) v);
        } else {
            chroma[0].put(y * (stride / 2) + x, (byte) u);
            chroma[1].put(y * (stride / 2) + x, (byte) v);
        }
    }

    private VideoFrame wrap() {
        timestampNs += 33_333_333;
        ByteBuffer y = odd(luma);
        if (format == PixelFormat.NV12) {
            return frame.nv12(width, height, y, stride, odd(chroma[0]), stride, timestampNs);
        }
        return frame.i420(
                width, height, y, stride, odd(chroma[0]), stride / 2, odd(chroma[1]), stride / 2, timestampNs);
    }

    /** The same memory, position and limit somewhere: they mean nothing. */
    private static ByteBuffer odd(ByteBuffer plane) {
        ByteBuffer view = plane.duplicate();
        view.limit(plane.capacity() / 2).position(3);
        return view;
    }

    /** Peak signal to noise ratio of the luma against what {@link #moving} shows for the number, in dB; 99 if equal. */
    public double psnrOfMoving(int number, byte[] decodedLuma) {
        return psnr((x, y) -> lumaOf(x, y, number), decodedLuma);
    }

    /** Peak signal to noise ratio of the luma against {@link #stipple}, in dB; 99 if equal. */
    public double psnrOfStipple(byte[] decodedLuma) {
        return psnr(TestPictures::stippleOf, decodedLuma);
    }

    private double psnr(IntBinaryOperator expected, byte[] decodedLuma) {
        long error = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int difference = expected.applyAsInt(x, y) - (decodedLuma[y * width + x] & 0xFF);
                error += (long) difference * difference;
            }
        }
        double mean = (double) error / ((long) width * height);
        return mean == 0 ? 99 : 10 * Math.log10(255.0 * 255 / mean);
    }
}
