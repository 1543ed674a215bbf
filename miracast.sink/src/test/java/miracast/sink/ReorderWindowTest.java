// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReorderWindowTest implements TransportTarget {
    private static final long MS = 1_000_000;

    private final StreamCounters counters = new StreamCounters();
    private final Complaints complaints = new Complaints("test");
    private final ReorderWindow window = new ReorderWindow(counters, complaints, new PacketPosition(), this);
    private final ByteBuffer buffer = ByteBuffer.allocate(8);
    private final List<Integer> delivered = new ArrayList<>();
    private final List<Integer> gaps = new ArrayList<>();
    private long now;

    @Override
    public void payload(ByteBuffer from, int index, int length, long arrivalNs) {
        delivered.add(from.getInt(index));
    }

    @Override
    public void gap(int packets) {
        gaps.add(packets);
    }

    private void packet(int sequence) {
        buffer.putInt(4, sequence);
        window.packet(sequence & 0xFFFF, buffer, 4, 4, now);
        window.poll(now);
        now += MS / 10;
    }

    @Test
    void inOrderAllGoesThroughAtOnce() {
        IntStream.range(65_000, 66_000).forEach(this::packet);
        assertThat(delivered)
                .containsExactlyElementsOf(
                        IntStream.range(65_000, 66_000).boxed().toList());
        assertThat(complaints.list()).isEmpty();
        assertThat(window.hasWaiting()).isFalse();
    }

    @Test
    void anyOrderWithinTheWindowIsPutRight() {
        Random random = new Random(3);
        packet(0);
        for (int block = 1; block < 640; block += 32) {
            List<Integer> shuffled =
                    new ArrayList<>(IntStream.range(block, block + 32).boxed().toList());
            Collections.shuffle(shuffled, random);
            shuffled.forEach(this::packet);
        }
        assertThat(delivered)
                .containsExactlyElementsOf(IntStream.range(0, 641).boxed().toList());
        assertThat(counters.lost.value()).isZero();
        assertThat(counters.reordered.value()).isPositive();
    }

    @Test
    void waitsForAMissingPacketButNotLong() {
        packet(1);
        packet(3);
        now += 19 * MS;
        window.poll(now);
        assertThat(delivered).containsExactly(1);
        now += MS;
        window.poll(now);
        assertThat(delivered).containsExactly(1, 3);
        assertThat(gaps).containsExactly(1);
        assertThat(counters.lost.value()).isEqualTo(1);
    }

    @Test
    void doesNotWaitWithMorePacketsThanItHoldsFor() {
        packet(0);
        for (int i = 2; i < 2 + ReorderWindow.SIZE; i++) {
            buffer.putInt(4, i);
            window.packet(i, buffer, 4, 4, now);
        }
        assertThat(delivered).hasSize(1 + ReorderWindow.SIZE);
        assertThat(counters.lost.value()).isEqualTo(1);
    }

    @Test
    void aLongGapIsOneLoss() {
        packet(0);
        packet(1_000);
        assertThat(gaps).containsExactly(999);
        assertThat(counters.lost.value()).isEqualTo(999);
        assertThat(complaints.list())
                .containsExactly("after packet 1 (sequence 0): 999 RTP packets are missing, sequence numbers 1 to 999");
        assertThat(delivered).containsExactly(0, 1_000);
    }

    @Test
    void oneStrangePacketDoesNotMoveTheStream() {
        packet(0);
        packet(30_000);
        packet(1);
        assertThat(delivered).containsExactly(0, 1);
        assertThat(counters.lost.value()).isZero();
    }

    @Test
    void twoPacketsElsewhereMoveTheStream() {
        packet(0);
        packet(30_000);
        packet(30_001);
        assertThat(delivered).containsExactly(0, 30_001);
    }

    @Test
    void whatWaitsAtTheEndIsHandedOn() {
        packet(0);
        packet(2);
        packet(5);
        window.flush();
        assertThat(delivered).containsExactly(0, 2, 5);
        assertThat(gaps).containsExactly(1, 2);
    }
}
