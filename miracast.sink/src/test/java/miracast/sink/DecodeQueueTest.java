// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DecodeQueueTest {
    private final Counter dropped = new Counter();
    private final Complaints complaints = new Complaints("test");
    private int idrRequests;
    private final DecodeQueue queue = new DecodeQueue(dropped, () -> idrRequests++, complaints);
    private AccessUnit unit = queue.first();
    private long number;

    private void put(boolean idr) {
        unit.begin(0, 0);
        unit.number(++number);
        unit.idr(idr);
        unit = queue.finished(unit);
    }

    private long takeOne() {
        long taken = queue.take().number();
        queue.release();
        return taken;
    }

    @Test
    void givesUnitsInTheirOrder() {
        put(true);
        put(false);
        assertThat(takeOne()).isEqualTo(1);
        assertThat(takeOne()).isEqualTo(2);
    }

    @Test
    void dropsWhenTheDecoderIsTooSlowUpToTheNextIdrPicture() {
        for (int i = 0; i < DecodeQueue.SIZE - 1; i++) {
            put(i == 0);
        }
        assertThat(dropped.value()).isZero();
        put(false);
        assertThat(dropped.value()).isEqualTo(1);
        takeOne();
        put(false);
        assertThat(dropped.value()).isEqualTo(2);
        assertThat(idrRequests).isEqualTo(2);
        put(true);
        assertThat(dropped.value()).isEqualTo(2);
        assertThat(complaints.list()).containsExactly("picture 32: the decoder is 31 pictures behind, dropping");
        for (int i = 2; i < DecodeQueue.SIZE; i++) {
            assertThat(takeOne()).isEqualTo(i);
        }
        assertThat(takeOne()).isEqualTo(34);
    }

    @Test
    void endsAfterWhatIsThere() {
        put(true);
        queue.close();
        assertThat(takeOne()).isEqualTo(1);
        assertThat(queue.take()).isNull();
    }

    @Test
    void carriesUnitsFromThreadToThread() throws Exception {
        List<Integer> taken = new ArrayList<>();
        Thread reader = new Thread(() -> {
            AccessUnit next;
            while ((next = queue.take()) != null) {
                taken.add(next.data().getInt(0));
                queue.release();
            }
        });
        reader.start();
        ByteBuffer value = ByteBuffer.allocate(4);
        for (int i = 0; i < 100_000; i++) {
            unit.begin(0, 0);
            unit.append(value.putInt(0, i), 0, 4);
            unit.number(i);
            unit.idr(true);
            unit = queue.finished(unit);
        }
        queue.close();
        reader.join();
        assertThat(taken).hasSize((int) (100_000 - dropped.value()));
        for (int i = 1; i < taken.size(); i++) {
            assertThat(taken.get(i)).isGreaterThan(taken.get(i - 1));
        }
    }
}
