// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import miracast.api.driver.ChunkId;
import miracast.api.driver.EncodeChunk;
import miracast.api.encoder.ChunkSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EncoderGateTest {
    private long now = 1_000_000;
    private final ChunkRing ring = new ChunkRing(1 << 16);
    private final FrameLedger ledger = new FrameLedger();
    private final EncoderGate gate = new EncoderGate(ring, ledger, () -> now);
    private final Object reader = new Object();

    @BeforeEach
    void begin() {
        ring.attach(reader);
        for (int frame = 0; frame < 10; frame++) {
            ledger.begin(frame, 1000 + frame, 2000 + frame);
            ledger.encode(frame, 500_000);
        }
    }

    @Test
    void letsNothingThroughBeforeItIsOpen() {
        assertThat(gate.claim(10)).isEqualTo(ChunkSink.NO_ROOM);
    }

    @Test
    void notesTimeRateAndTimestampOfTheFrame() {
        gate.open(0);
        gate.bitRate(8_000_000);
        write(0, 0, true, true);
        EncodeChunk chunk = new EncodeChunk();

        ring.next(reader, chunk, 0);

        assertThat(chunk.timestampNs()).isEqualTo(1000);
        assertThat(chunk.processingTimeUs()).isEqualTo(500);
        assertThat(chunk.encodeRateKbit()).isEqualTo(8000);
    }

    @Test
    void beginsWithAnIdrPicture() {
        gate.open(0);
        write(0, 0, false, true);
        write(1, 0, true, true);

        assertThat(frames()).containsExactly(1L);
    }

    @Test
    void leavesOutFramesOfItsWarmingUp() {
        gate.open(5);
        write(4, 0, true, true);
        write(5, 0, true, true);

        assertThat(frames()).containsExactly(5L);
    }

    @Test
    void afterALossNothingPassesUpToTheNextIdrPicture() {
        gate.open(0);
        write(0, 0, true, true);
        gate.claim(1 << 16);
        write(2, 0, false, true);
        write(3, 1, true, true);
        write(4, 0, true, false);
        write(4, 1, true, true);
        write(5, 0, false, true);

        assertThat(frames()).containsExactly(0L, 4L, 4L, 5L);
    }

    @Test
    void countsEachLostFrameOnce() {
        gate.open(0);
        write(0, 0, true, true);
        ledger.begin(11, 0, 0);
        gate.claim(1 << 16);
        gate.claim(1 << 16);
        write(11, 2, true, true);
        write(12, 0, false, true);

        assertThat(gate.framesLost()).isEqualTo(2);
    }

    @Test
    void letsNothingThroughOnceShut() {
        gate.open(0);

        assertThat(gate.shut(0)).isTrue();

        assertThat(gate.claim(10)).isEqualTo(ChunkSink.NO_ROOM);
    }

    @Test
    void shuttingWaitsForAnOpenClaimOnlySoLong() {
        gate.open(0);
        gate.claim(10);

        assertThat(gate.shut(1_000_000)).isFalse();
    }

    @Test
    void aCommitWithoutAClaimIsIgnored() {
        gate.open(0);

        gate.commit(10, ChunkId.of(0, 0), true, true);

        assertThat(frames()).isEmpty();
    }

    @Test
    void aCommitBeyondTheClaimIsRefusedAndGivesTheClaimBack() {
        gate.open(0);
        gate.claim(10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.commit(11, 0, true, true))
                .withMessage("commit of 11 octets, claimed are 10");
        assertThat(gate.shut(0)).isTrue();
    }

    private void write(long frame, int part, boolean idr, boolean end) {
        if (gate.claim(100) != ChunkSink.NO_ROOM) {
            gate.commit(100, ChunkId.of(frame, part), idr, end);
        }
    }

    private List<Long> frames() {
        List<Long> frames = new ArrayList<>();
        EncodeChunk chunk = new EncodeChunk();
        while (ring.next(reader, chunk, 0) >= 0) {
            frames.add(ChunkId.frame(chunk.id()));
        }
        return frames;
    }
}
