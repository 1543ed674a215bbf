// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.nio.file.Path;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.tck.FrameStreamContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a film, which is looped. */
class MediaFrameStreamTest extends FrameStreamContract {
    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final MediaFrameSource source = new MediaFrameSource(ffmpeg);

    @TempDir
    Path folder;

    private Path film;

    @BeforeEach
    void make() {
        film = Clip.of(640, 360, 30, 60).write(folder.resolve("film.mp4"));
    }

    @AfterEach
    void close() {
        source.deactivate();
        ffmpeg.close();
    }

    @Override
    protected FrameSource source() {
        return source;
    }

    @Override
    protected FrameRequest request() {
        return new FrameRequest("tck", film.toString(), VideoMode.progressive(640, 360, 30), Map.of());
    }
}
