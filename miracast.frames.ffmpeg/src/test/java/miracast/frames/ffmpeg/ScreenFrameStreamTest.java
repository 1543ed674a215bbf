// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.tck.FrameStreamContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract on an X server that shows nothing but its background; that, too, is taken anew each time. */
class ScreenFrameStreamTest extends FrameStreamContract {
    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final ScreenFrameSource source = new ScreenFrameSource(NativeDevices.load(ffmpeg), Desktop.UNIX, "");
    private Xvfb screen;

    @BeforeEach
    void start() throws Exception {
        screen = new Xvfb(640, 480);
    }

    @AfterEach
    void close() {
        source.deactivate();
        if (screen != null) {
            screen.close();
        }
        ffmpeg.close();
    }

    @Override
    protected FrameSource source() {
        return source;
    }

    @Override
    protected FrameRequest request() {
        return new FrameRequest("tck", screen.display(), VideoMode.progressive(640, 480, 30), Map.of());
    }
}
