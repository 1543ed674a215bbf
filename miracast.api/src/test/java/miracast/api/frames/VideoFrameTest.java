// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class VideoFrameTest {
    private final ByteBuffer y = ByteBuffer.allocateDirect(64);
    private final ByteBuffer u = ByteBuffer.allocateDirect(16);
    private final ByteBuffer v = ByteBuffer.allocateDirect(16);
    private final VideoFrame frame = new VideoFrame();

    @Test
    void showsThePlanesItWasGiven() {
        frame.i420(7, 5, y, 8, u, 4, v, 4, 99);

        assertThat(frame.format()).isEqualTo(PixelFormat.I420);
        assertThat(frame.plane(1)).isSameAs(u);
        assertThat(frame.stride(2)).isEqualTo(4);
        assertThat(frame.timestampNs()).isEqualTo(99);
    }

    @Test
    void forgetsPlanesThatTheNextFormatLacks() {
        frame.i420(8, 8, y, 8, u, 4, v, 4, 0).nv12(8, 4, y, 8, u, 8, 1);

        assertThat(frame.plane(2)).isNull();
        assertThat(frame.bgra(4, 4, y, 16, 2).plane(1)).isNull();
    }

    @Test
    void showsWhatAnotherOneShows() {
        VideoFrame other = new VideoFrame().wrap(frame.nv12(8, 8, y, 8, u, 8, 5));

        assertThat(other.format()).isEqualTo(PixelFormat.NV12);
        assertThat(other.plane(0)).isSameAs(y);
        assertThat(other.width()).isEqualTo(8);
        assertThat(other.timestampNs()).isEqualTo(5);
    }

    @Test
    void aRequestDoesNotFollowTheMapItWasMadeWith() {
        Map<String, String> options = new HashMap<>(Map.of("loop", "true"));
        FrameRequest request = new FrameRequest("c1", "", VideoMode.progressive(640, 480, 60), options);

        options.clear();

        assertThat(request.options()).containsEntry("loop", "true");
    }

    @Test
    void aRequestWithoutAModeIsRefused() {
        assertThatThrownBy(() -> new FrameRequest("c1", "", null, Map.of())).hasMessage("mode");
    }
}
