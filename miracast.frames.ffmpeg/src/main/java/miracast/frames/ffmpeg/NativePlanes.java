// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Where planes lie in memory, as FFmpeg wants to know it. Remembers the buffers, of which a source has a few. One thread. */
final class NativePlanes implements AutoCloseable {
    /** Octets that vector instructions read beyond the end of a plane at most, though they use none of them. */
    private static final int READ_BEYOND = 64;

    private static final int PAGE = 4096;
    /** More buffers than a source has at a time; then those before are forgotten. */
    private static final int MOST = 64;

    private final Map<ByteBuffer, BytePointer> known = new IdentityHashMap<>();
    private final BytePointer[] copies = new BytePointer[3];

    /**
     * The address of a plane; of a copy, if reading a little beyond its end could touch memory that is not there.
     *
     * @throws IllegalArgumentException if the buffer is not direct, or too small
     */
    BytePointer address(VideoFrame frame, int plane) {
        ByteBuffer buffer = frame.plane(plane);
        BytePointer address = known.get(buffer);
        if (address == null) {
            address = learn(buffer, plane);
        }
        long octets = octets(frame, plane);
        if (octets > buffer.capacity()) {
            throw new IllegalArgumentException("plane " + plane + " of " + frame.format() + " " + frame.width() + "x"
                    + frame.height() + " has " + buffer.capacity() + " octets, needs " + octets);
        }
        long last = address.address() + octets - 1;
        return last % PAGE + READ_BEYOND < PAGE ? address : copy(address, plane, octets);
    }

    private BytePointer learn(ByteBuffer buffer, int plane) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("plane " + plane + " is not a direct buffer");
        }
        if (known.size() == MOST) {
            known.clear();
        }
        BytePointer address = new BytePointer(buffer.duplicate().clear());
        known.put(buffer, address);
        return address;
    }

    private static long octets(VideoFrame frame, int plane) {
        int width = frame.width();
        int lines = plane == 0 ? frame.height() : (frame.height() + 1) / 2;
        int line = plane == 0 ? width : (width + 1) / 2;
        if (frame.format() == PixelFormat.BGRA) {
            line = width * 4;
        } else if (frame.format() == PixelFormat.NV12 && plane == 1) {
            line *= 2;
        }
        return (long) (lines - 1) * frame.stride(plane) + line;
    }

    private BytePointer copy(BytePointer from, int plane, long octets) {
        BytePointer copy = copies[plane];
        if (copy == null || copy.capacity() < octets + READ_BEYOND) {
            if (copy != null) {
                copy.close();
            }
            copy = new BytePointer(octets + READ_BEYOND);
            copies[plane] = copy;
        }
        Pointer.memcpy(copy, from, octets);
        return copy;
    }

    @Override
    public void close() {
        known.clear();
        for (BytePointer copy : copies) {
            if (copy != null) {
                copy.close();
            }
        }
    }
}
