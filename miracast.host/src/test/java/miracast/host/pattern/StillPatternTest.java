// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillPatternTest {
    private static final byte WHITE = (byte) 235;

    private static int whites(VideoFrame frame) {
        ByteBuffer luma = frame.plane(0);
        int whites = 0;
        // The ramp at the bottom has white, too.
        for (int i = 0; i < luma.capacity() / 2; i++) {
            whites += luma.get(i) == WHITE ? 1 : 0;
        }
        return whites;
    }

    @Test
    void hasTheTextInWhite() {
        assertThat(whites(StillPattern.draw(640, 480, ""))).isZero();
        assertThat(whites(StillPattern.draw(640, 480, "Back soon"))).isPositive();
    }

    @Test
    void lettersAreShownAsPlainCapitals() {
        VideoFrame plain = StillPattern.draw(640, 480, "ZURUCK UM 9:30");

        assertThat(StillPattern.draw(640, 480, "zur\u00fcck um 9:30").plane(0)).isEqualTo(plain.plane(0));
    }

    @Test
    void whatHasNoGlyphIsAQuestionMark() {
        assertThat(StillPattern.draw(640, 480, "\u4e2d").plane(0))
                .isEqualTo(StillPattern.draw(640, 480, "?").plane(0));
    }

    @ParameterizedTest
    @CsvSource({"640,480", "1920,1080", "64,48", "16,16", "2,2", "4096,2176"})
    void isDrawnInAnySize(int width, int height) {
        VideoFrame frame =
                StillPattern.draw(width, height, "This screen will be back in a moment, please be patient!!!!!!");

        assertThat(frame.width()).isEqualTo(width);
        assertThat(frame.plane(0).capacity()).isEqualTo(width * height);
    }

    @Test
    void longTextIsWrappedBetweenWords() {
        assertThat(StillPattern.wrapped("a long  text of words", 8)).containsExactly("a long", "text of", "words");
        assertThat(StillPattern.wrapped("unbelievable", 5)).containsExactly("unbel");
        assertThat(StillPattern.wrapped("  ", 5)).isEmpty();
    }
}
