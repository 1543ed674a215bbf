// SPDX-License-Identifier: Apache-2.0
package miracast.host.convert;

import java.nio.ByteBuffer;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** One conversion: memory for the picture that comes out, and the way to it, made anew when another kind of picture comes in. */
final class JavaConversion implements FrameConverter.Conversion {
    private static final byte BLACK = 16;
    private static final byte NO_COLOUR = (byte) 128;

    private final PixelFormat format;
    private final int width;
    private final int height;
    private final Plane luma;
    private final Plane u;
    private final Plane v;

    private PixelFormat fromFormat;
    private int fromWidth;
    private int fromHeight;
    private Way way;

    /** How one kind of picture gets in. */
    interface Way {
        void convert(VideoFrame from);
    }

    JavaConversion(PixelFormat format, int width, int height) {
        this.format = format;
        this.width = width;
        this.height = height;
        int halfWidth = (width + 1) / 2;
        int halfHeight = (height + 1) / 2;
        luma = new Plane(ByteBuffer.allocateDirect(width * height), width, 1, 0);
        if (format == PixelFormat.I420) {
            u = new Plane(ByteBuffer.allocateDirect(halfWidth * halfHeight), halfWidth, 1, 0);
            v = new Plane(ByteBuffer.allocateDirect(halfWidth * halfHeight), halfWidth, 1, 0);
        } else {
            ByteBuffer both = ByteBuffer.allocateDirect(2 * halfWidth * halfHeight);
            u = new Plane(both, 2 * halfWidth, 2, 0);
            v = new Plane(both, 2 * halfWidth, 2, 1);
        }
    }

    @Override
    public void convert(VideoFrame from, VideoFrame to) {
        if (way == null || from.format() != fromFormat || from.width() != fromWidth || from.height() != fromHeight) {
            fromFormat = from.format();
            fromWidth = from.width();
            fromHeight = from.height();
            clear();
            way = wayFor(from);
        }
        way.convert(from);
        if (format == PixelFormat.I420) {
            to.i420(
                    width,
                    height,
                    luma.samples(),
                    luma.stride(),
                    u.samples(),
                    u.stride(),
                    v.samples(),
                    v.stride(),
                    from.timestampNs());
        } else {
            to.nv12(width, height, luma.samples(), luma.stride(), u.samples(), u.stride(), from.timestampNs());
        }
    }

    /** The memory goes with the objects. */
    @Override
    public void close() {
        way = null;
    }

    private Way wayFor(VideoFrame from) {
        Fit fit = Fit.of(from.width(), from.height(), width, height);
        Axis across = new Axis(from.width(), fit.width());
        Axis down = new Axis(from.height(), fit.height());
        if (from.format() == PixelFormat.BGRA) {
            return new BgraWay(across, down, fit, luma, u, v);
        }
        int colourAt = fit.x() / 2;
        int colourLine = fit.y() / 2;
        Axis colourAcross = new Axis((from.width() + 1) / 2, (fit.width() + 1) / 2);
        Axis colourDown = new Axis((from.height() + 1) / 2, (fit.height() + 1) / 2);
        boolean interleaved = from.format() == PixelFormat.NV12;
        int step = interleaved ? 2 : 1;
        PlaneScaler scaleLuma = new PlaneScaler(across, down, 1, 0, luma, fit.x(), fit.y());
        PlaneScaler scaleU = new PlaneScaler(colourAcross, colourDown, step, 0, u, colourAt, colourLine);
        PlaneScaler scaleV = new PlaneScaler(colourAcross, colourDown, step, step - 1, v, colourAt, colourLine);
        int planeOfV = interleaved ? 1 : 2;
        return picture -> {
            scaleLuma.scale(picture.plane(0), picture.stride(0));
            scaleU.scale(picture.plane(1), picture.stride(1));
            scaleV.scale(picture.plane(planeOfV), picture.stride(planeOfV));
        };
    }

    private void clear() {
        fill(luma.samples(), BLACK);
        fill(u.samples(), NO_COLOUR);
        fill(v.samples(), NO_COLOUR);
    }

    private static void fill(ByteBuffer samples, byte value) {
        for (int i = 0; i < samples.capacity(); i++) {
            samples.put(i, value);
        }
    }
}
