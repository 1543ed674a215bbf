// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.encoder.VideoEncoder;
import miracast.tck.EncodedStreamContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every encoder of FFmpeg is there or says why not. The contract itself runs on hardware that somebody names: with {@code -Dexcluded.groups=}
 * on a machine that has some; what this machine has not is skipped then, with what FFmpeg says.
 */
class HardwareEncodersTest {
    private static final FfmpegSettings SETTINGS = new FfmpegSettings(0, 10, 2);

    private static EncoderTrial.Outcome outcome(FfmpegCodec codec) {
        try (FfmpegLog log = new FfmpegLog()) {
            log.take();
            EncoderTrial.Outcome outcome = new EncoderTrial(SETTINGS, log::complaints).run(codec);
            log.release();
            return outcome;
        }
    }

    private static void assume(FfmpegCodec codec) {
        EncoderTrial.Outcome outcome = outcome(codec);
        Assumptions.assumeTrue(outcome.works(), outcome.detail());
    }

    private static VideoEncoder encoder(FfmpegCodec codec) {
        return new FfmpegVideoEncoder(codec, outcome(codec).options(), SETTINGS);
    }

    @ParameterizedTest
    @EnumSource(FfmpegCodec.class)
    void encoderIsHereOrSaysWhyNot(FfmpegCodec codec) {
        EncoderTrial.Outcome outcome = outcome(codec);
        assertThat(outcome.works() || !outcome.detail().isBlank()).isTrue();
        assertThat(outcome.works() || codec != FfmpegCodec.OPENH264).isTrue();
    }

    @Nested
    @Tag("hardware")
    class Nvenc extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.NVENC);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.NVENC);
        }
    }

    @Nested
    @Tag("hardware")
    class Qsv extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.QSV);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.QSV);
        }
    }

    @Nested
    @Tag("hardware")
    class Vaapi extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.VAAPI);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.VAAPI);
        }
    }

    @Nested
    @Tag("hardware")
    class MediaFoundation extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.MEDIA_FOUNDATION);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.MEDIA_FOUNDATION);
        }
    }

    @Nested
    @Tag("hardware")
    class VideoToolbox extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.VIDEO_TOOLBOX);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.VIDEO_TOOLBOX);
        }
    }

    @Nested
    @Tag("hardware")
    class Video4Linux extends EncodedStreamContract {
        @BeforeAll
        static void isThere() {
            assume(FfmpegCodec.V4L2);
        }

        @Override
        protected VideoEncoder encoder() {
            return HardwareEncodersTest.encoder(FfmpegCodec.V4L2);
        }
    }
}
