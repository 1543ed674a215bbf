// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** Loads FFmpeg's libraries: apart from its caller, so that the caller can be loaded without them. */
final class FfmpegLoader {
    private FfmpegLoader() {}

    /**
     * Loads what is needed to decode and to make snapshots, and tells what it is.
     *
     * @throws LinkageError if something is missing
     */
    static String load() {
        Loader.load(avutil.class);
        Loader.load(avcodec.class);
        Loader.load(swscale.class);
        return "decodes H.264 and AAC with FFmpeg " + avutil.av_version_info().getString();
    }
}
