// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps FFmpeg from writing to standard error, as the component does outside tests. */
final class QuietFfmpeg implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }
}
