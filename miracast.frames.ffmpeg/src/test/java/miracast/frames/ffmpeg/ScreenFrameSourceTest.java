// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Captures an X server of its own. */
@Timeout(120)
class ScreenFrameSourceTest {
    private static final VideoMode MODE = VideoMode.parse("640x480p30");
    private static final Map<String, String> NO_CURSOR = Map.of("cursor", "false");

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final VideoFrame frame = new VideoFrame();
    private Xvfb screen;
    private ScreenFrameSource source;

    @BeforeEach
    void start() throws Exception {
        screen = new Xvfb(640, 480);
        source = new ScreenFrameSource(NativeDevices.load(ffmpeg), Desktop.UNIX, screen.display());
        screen.fill(0xFF0000, 0, 0, 640, 480);
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.deactivate();
            screen.close();
        }
        ffmpeg.close();
    }

    private FrameStream open(VideoMode mode, Map<String, String> options) throws FrameSourceException {
        return source.open(new FrameRequest("test", "", mode, options));
    }

    private int sample(int plane, int x, int y) {
        return frame.plane(plane).get(y * frame.stride(plane) + x) & 0xFF;
    }

    private void next(FrameStream stream) {
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stream.next(frame, System.nanoTime()));
    }

    @Test
    void whatIsOnTheScreenIsInThePicture() throws Exception {
        screen.fill(0x0000FF, 320, 240, 320, 240);
        try (FrameStream stream = open(MODE, NO_CURSOR)) {
            next(stream);

            assertThat(sample(0, 100, 100)).as("red, luma").isBetween(61, 65);
            assertThat(sample(2, 50, 50)).as("red, V").isBetween(238, 242);
            assertThat(sample(0, 400, 400)).as("blue, luma").isBetween(30, 34);
            assertThat(sample(1, 200, 200)).as("blue, U").isBetween(238, 242);
        }
    }

    @Test
    void whatChangesIsInTheNextPictures() throws Exception {
        try (FrameStream stream = open(MODE, NO_CURSOR)) {
            next(stream);
            screen.fill(0xFFFFFF, 0, 0, 640, 480);

            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> stream.next(frame, System.nanoTime()) && sample(0, 100, 100) > 230);
        }
    }

    @Test
    void picturesAreFittedIntoTheMode() throws Exception {
        try (FrameStream stream = open(VideoMode.parse("1280x720p30"), NO_CURSOR)) {
            next(stream);

            assertThat(frame.width()).isEqualTo(1280);
            assertThat(sample(0, 100, 300)).isEqualTo(16);
            assertThat(sample(0, 640, 300)).isBetween(61, 65);
        }
    }

    @Test
    void aPartOfTheScreenMayBeAskedFor() throws Exception {
        screen.fill(0x0000FF, 320, 240, 320, 240);
        try (FrameStream stream = open(MODE, Map.of("cursor", "false", "region", "320x240+320+240"))) {
            next(stream);

            assertThat(sample(0, 5, 5)).isBetween(30, 34);
            assertThat(sample(0, 600, 400)).isBetween(30, 34);
        }
    }

    @Test
    void aPartOutsideOfTheScreenIsRefused() {
        assertThatThrownBy(() -> open(MODE, Map.of("region", "320x240+400+0")))
                .isInstanceOf(FrameSourceException.class)
                .hasMessage("screen " + screen.display() + ": region 320x240+400+0 is not within 640x480");
        assertThatThrownBy(() -> open(MODE, Map.of("region", "left")))
                .hasMessageContaining("option region 'left' is not of the form WIDTHxHEIGHT+X+Y");
    }

    @Test
    void thePointerIsPaintedWhereItIs() throws Exception {
        screen.movePointer(200, 300);
        try (FrameStream stream = open(MODE, Map.of())) {
            next(stream);

            assertThat(touched(190, 290, 211, 311)).isGreaterThan(50);
            assertThat(touched(0, 0, 640, 480)).isEqualTo(touched(180, 280, 220, 320));
        }
    }

    @Test
    void thePointerIsScaledWithThePicture() throws Exception {
        screen.movePointer(200, 300);
        try (FrameStream stream = open(VideoMode.parse("1280x960p30"), Map.of())) {
            next(stream);

            assertThat(touched(380, 580, 422, 622)).isGreaterThan(200);
            assertThat(touched(0, 0, 1280, 960)).isEqualTo(touched(360, 560, 440, 640));
        }
    }

    @Test
    void thePointerMayReachOverTheEdge() throws Exception {
        screen.movePointer(639, 479);
        try (FrameStream stream = open(MODE, Map.of())) {
            next(stream);

            assertThat(touched(620, 460, 640, 480)).isPositive();
        }
    }

    @Test
    void thePointerStaysOutIfItIsNotWanted() throws Exception {
        screen.movePointer(200, 300);
        try (FrameStream stream = open(MODE, NO_CURSOR)) {
            next(stream);

            assertThat(touched(0, 0, 640, 480)).isZero();
        }
    }

    /** How many pixels are not red. */
    private int touched(int left, int top, int right, int bottom) {
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                count += Math.abs(sample(0, x, y) - 63) > 2 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aScreenThatGoesEndsTheStreamWithItsName() throws Exception {
        try (FrameStream stream = open(MODE, Map.of())) {
            next(stream);
            screen.kill();

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThatThrownBy(() -> {
                                while (stream.next(frame, System.nanoTime())) {}
                            })
                            .isInstanceOf(FrameSourceException.class)
                            .hasMessageStartingWith("screen " + screen.display() + ": "));
        }
    }

    @Test
    void aScreenThatComesBackIsShownAgain() throws Exception {
        try (FrameStream stream = open(MODE, Map.of())) {
            next(stream);
            screen.kill();
            screen.startAgain();

            // The new server has its stipple of black and white, where the old one was red.
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                stream.next(frame, System.nanoTime());
                return touched(100, 100, 200, 200) == 10_000;
            });
        }
    }

    @Test
    void aDisplayThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> source.open(new FrameRequest("test", ":4711", MODE, Map.of())))
                .isInstanceOf(FrameSourceException.class)
                .hasMessageStartingWith("screen :4711: no X server at /tmp/.X11-unix/X4711");
        assertThatThrownBy(() -> source.open(new FrameRequest("test", "left", MODE, Map.of())))
                .hasMessage("screen left: 'left' is not of the form :0 or host:0.0");
    }
}
