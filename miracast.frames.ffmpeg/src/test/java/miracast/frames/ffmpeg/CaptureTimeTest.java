// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device of blocks of 10 ms, of which it keeps what nobody reads, and a thread that reads them when it comes to it. */
class CaptureTimeTest {
    private static final long MS = 1_000_000;
    private static final long BLOCK = 10 * MS;
    private static final long BEGIN = 123_456 * MS;
    /** How late a thread is when nothing holds it up. */
    private static final long PROMPT = MS / 2;

    private final CaptureTime time = new CaptureTime();
    private final List<Long> errors = new ArrayList<>();
    private boolean tells = true;
    private long toldFrom = 987_654 * MS;
    private double drift;
    private int lost;
    private int block;

    private long told() {
        return tells ? toldFrom + block * BLOCK : Timeline.NONE;
    }

    /** When the block was really heard. */
    private long heard() {
        return BEGIN + Math.round((block + lost) * BLOCK * (1 + drift));
    }

    private void read(long lateNs) {
        long shown = time.heardNs(told(), BLOCK, heard() + BLOCK + lateNs);
        errors.add(shown - heard());
        block++;
    }

    private void readPromptly(int blocks) {
        for (int i = 0; i < blocks; i++) {
            read(PROMPT + i * 7 % 5 * MS / 10);
        }
    }

    /** For so long nobody reads; then everything that waits is read at once. */
    private void holdUp(long ms) {
        int waiting = (int) (ms / 10);
        for (int i = 0; i < waiting; i++) {
            read(PROMPT + (waiting - 1 - i) * BLOCK);
        }
    }

    private void assertAllWithin(double ms) {
        assertThat(errors.stream().mapToLong(Math::abs).max().orElseThrow() / 1e6)
                .isCloseTo(0, within(ms));
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 80, 500, 3000, 10_000})
    void aThreadThatIsHeldUpShiftsNothing(long ms) {
        readPromptly(300);
        holdUp(ms);
        readPromptly(300);

        assertAllWithin(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 80, 500, 3000})
    void norDoesItWhereTheDeviceTellsNoTimes(long ms) {
        tells = false;
        readPromptly(300);
        holdUp(ms);
        readPromptly(300);

        assertAllWithin(1);
    }

    @Test
    void aThreadThatIsLateAtTheBeginningIsFoundOut() {
        holdUp(200);
        errors.clear();
        readPromptly(100);

        assertAllWithin(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-200e-6, 200e-6})
    void aClockThatDriftsIsFollowed(double rate) {
        drift = rate;
        readPromptly(60_000);

        assertAllWithin(1.5);
    }

    @Test
    void whatADeviceThatTellsNoTimesHasLostIsMadeUpForInTwoSeconds() {
        tells = false;
        readPromptly(300);
        lost = 30;
        readPromptly(210);
        errors.clear();
        readPromptly(300);

        assertAllWithin(1);
    }

    @Test
    void aDeviceMayTellOtherTimesFromNowOn() {
        readPromptly(300);
        toldFrom = 5 * MS;
        readPromptly(300);
        toldFrom = 77_777_777 * MS;
        readPromptly(300);

        assertAllWithin(1);
    }
}
