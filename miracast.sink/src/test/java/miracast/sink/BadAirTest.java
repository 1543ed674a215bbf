// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import miracast.api.sink.RtpFaults;
import org.junit.jupiter.api.Test;

class BadAirTest {
    private static final int DATAGRAMS = 10_000;

    private final List<Integer> arrived = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(4);

    private BadAir air(double loss, double reordering, long seed) {
        return new BadAir(new RtpFaults(loss, reordering, 0, seed), (from, length, at) -> arrived.add(from.getInt(0)));
    }

    private List<Integer> send(BadAir air, int datagrams) {
        arrived.clear();
        for (int i = 0; i < datagrams; i++) {
            buffer.putInt(0, i);
            air.datagram(buffer, 4, i);
        }
        air.flush(datagrams);
        return List.copyOf(arrived);
    }

    @Test
    void goodAirChangesNothing() {
        assertThat(send(air(0, 0, 1), 100))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void losesTheShareThatIsAskedFor() {
        assertThat(send(air(0.1, 0, 1), DATAGRAMS)).hasSizeBetween(8_900, 9_100);
    }

    @Test
    void losesAll() {
        assertThat(send(air(1, 0, 1), 100)).isEmpty();
    }

    @Test
    void exchangesNeighboursAndLosesNone() {
        List<Integer> order = send(air(0, 0.1, 1), DATAGRAMS);
        assertThat(new HashSet<>(order)).hasSize(DATAGRAMS);
        int exchanged = 0;
        for (int i = 0; i < DATAGRAMS; i++) {
            assertThat(Math.abs(order.get(i) - i)).isLessThanOrEqualTo(1);
            exchanged += order.get(i) > i ? 1 : 0;
        }
        assertThat(exchanged).isBetween(800, 1_000);
    }

    @Test
    void theSameSeedDoesTheSame() {
        assertThat(send(air(0.1, 0.1, 7), 1_000)).isEqualTo(send(air(0.1, 0.1, 7), 1_000));
        assertThat(send(air(0.1, 0.1, 7), 1_000)).isNotEqualTo(send(air(0.1, 0.1, 8), 1_000));
    }

    @Test
    void lossDoesNotDependOnReordering() {
        List<Integer> withBoth = send(air(0.1, 0.3, 7), 1_000);
        assertThat(withBoth).containsExactlyInAnyOrderElementsOf(send(air(0.1, 0, 7), 1_000));
    }

    @Test
    void airThatTurnsBadLosesFromThenOn() {
        BadAir air = air(0, 0, 1);
        assertThat(send(air, 100)).hasSize(100);

        air.faults(new RtpFaults(0.1, 0, 0, 1));

        assertThat(send(air, DATAGRAMS)).hasSizeBetween(8_900, 9_100);
    }

    @Test
    void oneThatWaitsForTheNextIsLetGoWhenNoneComes() {
        BadAir air = air(0, 1, 1);
        buffer.putInt(0, 5);
        air.datagram(buffer, 4, 0);
        air.poll(199_000_000);
        assertThat(arrived).isEmpty();
        air.poll(200_000_000);
        assertThat(arrived).containsExactly(5);
    }
}
