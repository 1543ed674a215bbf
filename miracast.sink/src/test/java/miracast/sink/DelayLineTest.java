// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelayLineTest {
    private static final long MS = 1_000_000;

    private final List<Integer> arrived = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(4);

    private DelayLine line(int longestMs) {
        return new DelayLine(1, longestMs, (from, length, at) -> {
            arrived.add(from.getInt(0));
            times.add(at);
        });
    }

    private void send(DelayLine line, int number, long at) {
        buffer.putInt(0, number);
        line.datagram(buffer, 4, at);
    }

    @Test
    void withoutJitterNothingWaits() {
        send(line(0), 1, 5);
        assertThat(arrived).containsExactly(1);
        assertThat(times).containsExactly(5L);
    }

    @Test
    void keepsTheOrderAndTheLongestDelay() {
        DelayLine line = line(20);
        for (int i = 0; i < 1_000; i++) {
            send(line, i, i * MS);
            line.poll(i * MS);
        }
        for (int i = 1_000; i <= 1_020; i++) {
            line.poll(i * MS);
        }
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
        long most = IntStream.range(0, 1_000)
                .mapToLong(i -> times.get(i) - i * MS)
                .max()
                .getAsLong();
        assertThat(most).isBetween(15 * MS, 20 * MS);
    }

    @Test
    void tellsWhenTheNextOneIsDue() {
        DelayLine line = line(20);
        assertThat(line.untilDueNs(0)).isEqualTo(Long.MAX_VALUE);
        send(line, 1, 0);
        assertThat(line.untilDueNs(0)).isBetween(0L, 20 * MS);
        line.poll(20 * MS);
        assertThat(line.untilDueNs(20 * MS)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void letsTheOldestGoEarlyWhenTooManyAreUnderWay() {
        DelayLine line = line(10_000);
        for (int i = 0; i < 8_193; i++) {
            send(line, i, 0);
        }
        assertThat(arrived).containsExactly(0);
    }

    @Test
    void letsAllGoAtTheEnd() {
        DelayLine line = line(10_000);
        send(line, 1, 0);
        send(line, 2, 0);
        line.flush(0);
        assertThat(arrived).containsExactly(1, 2);
    }
}
