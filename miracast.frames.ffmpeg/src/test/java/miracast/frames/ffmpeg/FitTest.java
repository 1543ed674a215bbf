// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 1280, 720, 0, 0, 1280, 720",
        "640, 480, 1280, 720, 160, 0, 960, 720",
        "1920, 1080, 640, 480, 0, 60, 640, 360",
        "1080, 1920, 1280, 720, 436, 0, 406, 720",
        "16, 9, 1366, 768, 0, 0, 1366, 768",
        "1, 5000, 640, 480, 318, 0, 2, 480",
        "5000, 1, 640, 480, 0, 238, 640, 2",
        "853, 480, 853, 479, 0, 0, 853, 479"
    })
    void isAsLargeAsItCanBeAndCentredOnEvenPixels(
            int shapeWidth, int shapeHeight, int width, int height, int x, int y, int fitWidth, int fitHeight) {
        assertThat(Fit.of(shapeWidth, shapeHeight, width, height)).isEqualTo(new Fit(x, y, fitWidth, fitHeight));
    }
}
