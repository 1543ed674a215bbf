// SPDX-License-Identifier: Apache-2.0
package miracast.itest.bundle;

import java.nio.ByteBuffer;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.IntSupplier;
import miracast.api.frames.FrameMarker;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A bundle with a source whose pictures have a number each. The test gives the numbers, as a service: so they run on over all
 * streams and all revisions of this bundle, and a picture that was lost or shown twice on the way leaves a trace. A negative
 * number stands for no new picture.
 */
public final class NumberedSource implements BundleActivator, FrameSource {
    /** Name of the source. */
    public static final String SOURCE = "numbered";
    /** Filter of the service that gives the numbers. */
    public static final String NUMBERS = "(purpose=frame.numbers)";

    private IntSupplier numbers;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        numbers = context.getServiceReferences(IntSupplier.class, NUMBERS).stream()
                .map(context::getService)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no numbers"));
        context.registerService(FrameSource.class, this, new Hashtable<>(Map.of(FrameSource.NAME, SOURCE)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service away.
    }

    /** BGRA, so that a converter is needed, which may be exchanged as well. */
    @Override
    public FrameStream open(FrameRequest request) {
        return new Stream(request.mode().width(), request.mode().height());
    }

    private final class Stream implements FrameStream {
        private static final int GREY = 0xFF606060;

        private final int width;
        private final int height;
        private final ByteBuffer pixels;
        private final ByteBuffer luma = ByteBuffer.allocateDirect(FrameMarker.WIDTH * FrameMarker.HEIGHT);
        private final FrameMarker marker = new FrameMarker();

        Stream(int width, int height) {
            this.width = width;
            this.height = height;
            pixels = ByteBuffer.allocateDirect(4 * width * height);
            for (int at = 0; at < pixels.capacity(); at += 4) {
                pixels.putInt(at, GREY);
            }
        }

        @Override
        public boolean next(VideoFrame frame, long timeNs) {
            int number = numbers.getAsInt();
            if (number < 0) {
                return false;
            }
            marker.draw(luma, FrameMarker.WIDTH, number, (int) System.currentTimeMillis());
            for (int y = 0; y < FrameMarker.HEIGHT; y++) {
                for (int x = 0; x < FrameMarker.WIDTH; x++) {
                    boolean white = (luma.get(y * FrameMarker.WIDTH + x) & 0xFF) > 128;
                    pixels.putInt(4 * (y * width + x), white ? 0xFFFFFFFF : 0x000000FF);
                }
            }
            frame.bgra(width, height, pixels, 4 * width, timeNs);
            return true;
        }

        @Override
        public void close() {
            // The memory goes with the object.
        }
    }
}
