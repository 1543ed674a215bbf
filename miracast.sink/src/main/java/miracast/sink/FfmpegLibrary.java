// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether FFmpeg is here, and if so its decoder. Without it a sink negotiates, receives and checks all the same. No type of
 * FFmpeg shows in a signature, since this class is used where there are none.
 */
@Component(service = FfmpegLibrary.class)
public final class FfmpegLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLibrary.class);

    private final boolean available;
    private final String detail;
    private final Runnable closeLog;

    @Activate
    public FfmpegLibrary() {
        boolean found = false;
        String text;
        Runnable close = () -> {};
        try {
            text = FfmpegLoader.load();
            close = FfmpegLog.open()::release;
            found = true;
        } catch (LinkageError e) {
            text =
                    "pictures are not decoded: FFmpeg is missing, install lib.ffmpeg and its fragment for this platform ("
                            + e + ")";
        }
        available = found;
        detail = text;
        closeLog = close;
        LOG.debug("FFmpeg: {}", detail);
    }

    /** Whether {@link #decoder} gives one. */
    boolean available() {
        return available;
    }

    /** What was found, or why there is nothing. */
    String detail() {
        return detail;
    }

    /**
     * A new decoder, which the caller closes.
     *
     * @throws IOException if there is none: says why
     */
    PictureDecoder decoder(int threads) throws IOException {
        if (!available) {
            throw new IOException(detail);
        }
        return new FfmpegDecoder(threads);
    }

    /**
     * A new decoder of AAC, which the caller closes.
     *
     * @throws IOException if there is none: says why
     */
    SoundDecoder soundDecoder() throws IOException {
        if (!available) {
            throw new IOException(detail);
        }
        return new FfmpegSoundDecoder();
    }

    @Deactivate
    void close() {
        closeLog.run();
    }
}
