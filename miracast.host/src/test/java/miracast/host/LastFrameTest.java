// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a driver that stops in the middle of a frame can still pull. */
@Timeout(120)
class LastFrameTest {
    private static final int SLICES = 4;
    private static final long PULL_NS = 20_000_000;

    private final EncodeChunk chunk = new EncodeChunk();
    private final List<Long> pulledWhileStopping = new ArrayList<>();
    private HostRig rig;
    private Cast cast;

    /** Pulls nothing by itself, and all there is while it stops. */
    private final class LeisurelyDriver extends TestDriver {
        LeisurelyDriver() {
            pulls = false;
        }

        @Override
        protected void stop() {
            super.stop();
            while (callbacks.nextChunk(chunk, PULL_NS) != MiracastCallbacks.NO_CHUNK) {
                if (chunk.length() > 0) {
                    pulledWhileStopping.add(chunk.id());
                }
            }
        }
    }

    private void playing() throws Exception {
        rig = new HostRig(LeisurelyDriver::new);
        rig.encoder.slices = SLICES;
        cast = rig.listening(rig.listen());
        rig.connect(cast);
        HostRig.until(() -> rig.encoder.encoded.get() > 3);
    }

    /** Pulls up to that slice of the first frame; returns the frame's number. */
    private long pullUpTo(int part) {
        HostRig.until(() -> rig.driver().callbacks.nextChunk(chunk, PULL_NS) != MiracastCallbacks.NO_CHUNK
                && chunk.type() == ChunkType.ENCODE_COMPLETE
                && ChunkId.part(chunk.id()) == part);
        return ChunkId.frame(chunk.id());
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    @Test
    void theRestOfAFrameThatItHasBegun() throws Exception {
        playing();
        long frame = pullUpTo(1);

        cast.stop();
        rig.end(cast);

        assertThat(pulledWhileStopping).containsExactly(ChunkId.of(frame, 2), ChunkId.of(frame, 3));
    }

    @Test
    void nothingBetweenTwoFrames() throws Exception {
        playing();
        pullUpTo(SLICES - 1);

        cast.stop();
        rig.end(cast);

        assertThat(pulledWhileStopping).isEmpty();
    }
}
