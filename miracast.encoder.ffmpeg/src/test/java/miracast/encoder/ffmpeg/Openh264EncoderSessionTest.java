// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import miracast.api.encoder.VideoEncoder;
import miracast.tck.EncoderSessionContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuietFfmpeg.class)
class Openh264EncoderSessionTest extends EncoderSessionContract {
    private final FfmpegVideoEncoder encoder = new FfmpegVideoEncoder(
            FfmpegCodec.OPENH264, FfmpegCodec.OPENH264.variants().get(0), new FfmpegSettings(0, 10, 2));

    @Override
    protected VideoEncoder encoder() {
        return encoder;
    }
}
