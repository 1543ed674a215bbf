// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.frames.FrameMarker;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSourceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final PatternSource source = new PatternSource(Clock.fixed(NOON, ZoneOffset.UTC));
    private final VideoFrame frame = new VideoFrame();
    private final FrameMarker marker = new FrameMarker();

    @ParameterizedTest
    @ValueSource(strings = {"640x480p60", "1920x1080p30", "1366x768p60", "854x480p30", "640x360p30"})
    void everyFrameHasItsNumberAndTheTime(String mode) throws Exception {
        try (FrameStream stream = open(mode)) {
            for (int number = 0; number < 700; number++) {
                assertThat(stream.next(frame, number)).isTrue();
                assertThat(marker.read(frame.plane(0), frame.stride(0), frame.width(), frame.height()))
                        .isTrue();
                assertThat(marker.frame()).isEqualTo(number);
            }
            assertThat(marker.timeMs()).isEqualTo((int) NOON.toEpochMilli());
        }
    }

    @Test
    void thePictureMoves() throws Exception {
        try (FrameStream stream = open("1280x720p30")) {
            stream.next(frame, 0);
            ByteBuffer first = copy(frame.plane(0));
            stream.next(frame, 1);
            assertThat(frame.plane(0).mismatch(first)).isNotNegative();
        }
    }

    @Test
    void theBoxLeavesNoTraceBehind() throws Exception {
        try (FrameStream stream = open("1280x720p30")) {
            stream.next(frame, 0);
            int at = 719 * frame.stride(0) + 1279;
            byte corner = frame.plane(0).get(at);
            for (int i = 0; i < 2000; i++) {
                stream.next(frame, i);
            }
            assertThat(frame.plane(0).get(at)).isEqualTo(corner);
        }
    }

    @Test
    void aLocationIsRefused() {
        FrameRequest request = new FrameRequest("c1", "bars", VideoMode.parse("640x480p30"), Map.of());
        assertThatThrownBy(() -> source.open(request))
                .isInstanceOf(FrameSourceException.class)
                .hasMessageContaining("'bars'");
    }

    @Test
    void anOptionIsRefused() {
        FrameRequest request = new FrameRequest("c1", "", VideoMode.parse("640x480p30"), Map.of("speed", "2"));
        assertThatThrownBy(() -> source.open(request))
                .isInstanceOf(FrameSourceException.class)
                .hasMessageContaining("speed");
    }

    @Test
    void drawingAllocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        try (FrameStream stream = new PatternSource().open(request("640x480p30"))) {
            draw(stream, 2_000);
            long before = threads.getThreadAllocatedBytes(thread);
            draw(stream, 2_000);
            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(2_000 * 16);
        }
    }

    private void draw(FrameStream stream, int frames) throws FrameSourceException {
        for (int i = 0; i < frames; i++) {
            stream.next(frame, i);
        }
    }

    private FrameStream open(String mode) throws FrameSourceException {
        return source.open(request(mode));
    }

    private static FrameRequest request(String mode) {
        return new FrameRequest("c1", "", VideoMode.parse(mode), Map.of());
    }

    private static ByteBuffer copy(ByteBuffer from) {
        return ByteBuffer.allocate(from.capacity()).put(0, from, 0, from.capacity());
    }
}
