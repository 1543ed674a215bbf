// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that give pictures at their own pace, as cameras do; here they are made by FFmpeg's filters. */
@Timeout(120)
class CaptureStreamTest {
    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final NativeDevices devices = NativeDevices.load(ffmpeg);
    private final Set<Feed> open = ConcurrentHashMap.newKeySet();
    private final VideoFrame frame = new VideoFrame();

    @AfterEach
    void close() {
        open.forEach(Feed::halt);
        ffmpeg.close();
    }

    private FrameStream open(String filters) throws FrameSourceException {
        InputSpec spec = new InputSpec("camera test", filters, "lavfi", Map.of(), Map.of(), true, 10_000_000_000L);
        FrameRequest request = new FrameRequest("test", "", VideoMode.parse("640x480p30"), Map.of());
        return CaptureStream.open(devices.ffmpeg(), request, spec, false, null, open);
    }

    private int luma(int x, int y) {
        return frame.plane(0).get(y * frame.stride(0) + x) & 0xFF;
    }

    @Test
    void itsNewestPictureIsShownInTheSizeOfTheMode() throws Exception {
        // Each second brighter: 16 + 20 for each.
        try (FrameStream stream =
                open("color=black:size=320x180:rate=50,geq=lum='16+20*floor(T)':cb=128:cr=128,realtime")) {
            assertThat(stream.next(frame, System.nanoTime())).isTrue();
            assertThat(frame.height()).isEqualTo(480);
            assertThat(luma(320, 10)).isEqualTo(16);

            await().pollDelay(Duration.ofMillis(2500))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> stream.next(frame, System.nanoTime()));

            assertThat(luma(320, 240)).as("one picture after 2.5 s").isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void aDeviceThatEndsIsOpenedAgain() throws Exception {
        try (FrameStream stream = open("testsrc=size=320x240:rate=30:duration=0.1")) {
            stream.next(frame, System.nanoTime());

            await().atMost(Duration.ofMinutes(1)).until(() -> stream.next(frame, System.nanoTime()));
        }
    }

    @Test
    void aDeviceWithoutPicturesIsRefused() {
        assertThatThrownBy(() -> open("sine=duration=1"))
                .isInstanceOf(FrameSourceException.class)
                .hasMessageStartingWith("camera test: has no video stream");
    }

    @Test
    void aSourceThatGoesIsTold() throws Exception {
        try (FrameStream stream = open("testsrc=size=320x240:rate=30,realtime")) {
            open.forEach(Feed::halt);

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThatThrownBy(() -> {
                                while (stream.next(frame, System.nanoTime())) {}
                            })
                            .hasMessage("camera test: the source has gone"));
        }
    }
}
