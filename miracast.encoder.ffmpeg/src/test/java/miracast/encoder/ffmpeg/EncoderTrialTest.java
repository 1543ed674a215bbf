// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
@ExtendWith(QuietFfmpeg.class)
class EncoderTrialTest {
    private static final FfmpegSettings SETTINGS = new FfmpegSettings(0, 10, 2);

    @Test
    void openH264WorksEverywhere() {
        assertThat(new EncoderTrial(SETTINGS, () -> "").run(FfmpegCodec.OPENH264))
                .isEqualTo(
                        new EncoderTrial.Outcome(FfmpegCodec.OPENH264.variants().get(0), ""));
    }

    /** What this machine has is unknown here: either it works, or there is a reason. */
    @ParameterizedTest
    @EnumSource(FfmpegCodec.class)
    void everyTrialEndsWithOptionsOrWithAReason(FfmpegCodec codec) {
        try (FfmpegLog log = new FfmpegLog()) {
            log.take();
            EncoderTrial.Outcome outcome = new EncoderTrial(SETTINGS, log::complaints).run(codec);
            log.release();
            assertThat(outcome.works()).isEqualTo(outcome.detail().isEmpty());
            if (!outcome.works()) {
                assertThat(outcome.detail())
                        .startsWith(codec.encoderName() + ": ")
                        .doesNotContain("\n");
            }
        }
    }

    /** JavaCPP has ten places for log callbacks in the whole process. */
    @Test
    void logCanBeTakenMoreOftenThanJavaCppHasPlaces() {
        for (int i = 0; i < 30; i++) {
            everyTrialEndsWithOptionsOrWithAReason(FfmpegCodec.V4L2);
        }
    }

    @Test
    void logWithoutAPlaceOfJavaCppStaysAway() {
        List<FfmpegLog> logs =
                IntStream.range(0, 12).mapToObj(i -> new FfmpegLog()).toList();
        logs.forEach(FfmpegLog::take);
        assertThat(new EncoderTrial(SETTINGS, () -> "").run(FfmpegCodec.V4L2).detail())
                .isNotEmpty();
        for (int i = logs.size() - 1; i >= 0; i--) {
            logs.get(i).release();
        }
        logs.forEach(FfmpegLog::close);
    }

    @Test
    void releasedLogHearsNothingMore() {
        try (FfmpegLog log = new FfmpegLog()) {
            log.take();
            log.release();
            new EncoderTrial(SETTINGS, () -> "").run(FfmpegCodec.V4L2);
            assertThat(log.complaints()).isEmpty();
        }
    }
}
