// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.nio.ByteBuffer;
import miracast.api.frames.VideoFrame;
import miracast.host.convert.Bt709;

/** An I420 picture with a second one that holds what lies behind. Rectangles have even corners. One thread at a time. */
final class Canvas {
    private static final byte NO_COLOUR = (byte) 128;

    private final int width;
    private final int height;
    private final int halfWidth;
    private final ByteBuffer[] planes = new ByteBuffer[3];
    private final ByteBuffer[] behind = new ByteBuffer[3];

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        halfWidth = (width + 1) / 2;
        for (int i = 0; i < planes.length; i++) {
            int octets = i == 0 ? width * height : halfWidth * ((height + 1) / 2);
            planes[i] = ByteBuffer.allocateDirect(octets);
            behind[i] = ByteBuffer.allocateDirect(octets);
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Lines are {@link #width} octets apart. */
    ByteBuffer luma() {
        return planes[0];
    }

    void fill(int x, int y, int w, int h, int rgb) {
        int red = rgb >> 16;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        fill(planes[0], width, x, y, w, h, (byte) Bt709.y(red, green, blue));
        fill(planes[1], halfWidth, x / 2, y / 2, (w + 1) / 2, (h + 1) / 2, (byte) Bt709.u(red, green, blue, 0));
        fill(planes[2], halfWidth, x / 2, y / 2, (w + 1) / 2, (h + 1) / 2, (byte) Bt709.v(red, green, blue, 0));
    }

    /** Takes the colour out of the upper left corner. */
    void uncolour(int w, int h) {
        fill(planes[1], halfWidth, 0, 0, w / 2, h / 2, NO_COLOUR);
        fill(planes[2], halfWidth, 0, 0, w / 2, h / 2, NO_COLOUR);
    }

    /** What is drawn now lies behind all that is drawn later. */
    void keepAsBackground() {
        for (int i = 0; i < planes.length; i++) {
            behind[i].put(0, planes[i], 0, planes[i].capacity());
        }
    }

    void restore(int x, int y, int w, int h) {
        copy(0, width, x, y, w, h);
        copy(1, halfWidth, x / 2, y / 2, (w + 1) / 2, (h + 1) / 2);
        copy(2, halfWidth, x / 2, y / 2, (w + 1) / 2, (h + 1) / 2);
    }

    void show(VideoFrame frame, long timeNs) {
        frame.i420(width, height, planes[0], width, planes[1], halfWidth, planes[2], halfWidth, timeNs);
    }

    private void copy(int plane, int stride, int x, int y, int w, int h) {
        for (int line = y; line < y + h; line++) {
            planes[plane].put(line * stride + x, behind[plane], line * stride + x, w);
        }
    }

    private static void fill(ByteBuffer samples, int stride, int x, int y, int w, int h, byte value) {
        for (int line = y; line < y + h; line++) {
            for (int at = line * stride + x, end = at + w; at < end; at++) {
                samples.put(at, value);
            }
        }
    }
}
