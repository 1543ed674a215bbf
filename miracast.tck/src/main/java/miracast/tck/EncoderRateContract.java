// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.VideoEncoder;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether an encoder keeps to its bit rate, on content that could use much more: see {@link miracast.api.encoder.EncoderSession}. */
@Timeout(120)
public abstract class EncoderRateContract {
    private static final int RATE = 30;
    private static final int SECOND = RATE;

    /** What is tested; the same object or another one each time. */
    protected abstract VideoEncoder encoder();

    /** How far the mean of two seconds may be from what was asked for, in percent. */
    protected int tolerance() {
        return 15;
    }

    @Test
    void bitRateIsKept() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small().withBitRate(4_000_000))) {
            noise(run, 3 * SECOND);
            assertThat(bitRate(run, SECOND, 3 * SECOND)).isCloseTo(4_000_000, Percentage.withPercentage(tolerance()));
        }
    }

    @Test
    void loweredBitRateIsKept() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small().withBitRate(6_000_000))) {
            noise(run, 2 * SECOND);
            run.session.setBitRate(3_000_000);
            noise(run, 4 * SECOND);
            assertThat(bitRate(run, 4 * SECOND, 6 * SECOND))
                    .isCloseTo(3_000_000, Percentage.withPercentage(tolerance()));
        }
    }

    @Test
    void raisedBitRateIsKept() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small().withBitRate(3_000_000))) {
            noise(run, 2 * SECOND);
            run.session.setBitRate(6_000_000);
            noise(run, 4 * SECOND);
            assertThat(bitRate(run, 4 * SECOND, 6 * SECOND))
                    .isCloseTo(6_000_000, Percentage.withPercentage(tolerance()));
        }
    }

    @Test
    void loweredBitRateCountsAtOnce() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small().withBitRate(8_000_000))) {
            noise(run, 2 * SECOND);
            run.session.setBitRate(2_000_000);
            noise(run, SECOND);
            assertThat(bitRate(run, 2 * SECOND, 3 * SECOND)).isLessThan(4_000_000);
        }
    }

    @Test
    void everyPictureDecodesThoughTheBitRateChangesAgainAndAgain() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small());
                StrictDecoder decoder = new StrictDecoder()) {
            for (int i = 0; i < 20; i++) {
                run.session.setBitRate(1_000_000 + i * 7 % 5 * 1_000_000);
                run.moving(6);
            }
            run.accessUnits()
                    .forEach((frame, unit) -> assertThat(decoder.decode(unit))
                            .as("frame %d", frame)
                            .hasSize(1));
        }
    }

    @Test
    void bitRateOutOfRangeIsBroughtIntoIt() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small());
                StrictDecoder decoder = new StrictDecoder()) {
            run.session.setBitRate(1);
            run.moving(3);
            run.session.setBitRate(Long.MAX_VALUE);
            run.moving(3);
            run.accessUnits()
                    .forEach((frame, unit) -> assertThat(decoder.decode(unit))
                            .as("frame %d", frame)
                            .hasSize(1));
        }
    }

    /** Nothing of one picture is in the next, so that there is no bit rate they would not fill. */
    private static void noise(EncoderRun run, int frames) throws EncoderException {
        for (int i = 0; i < frames; i++) {
            run.encode(run.pictures.noise(run.encoded()), false);
        }
    }

    /** Bit/s over the pictures from the first number to before the second. */
    private static double bitRate(EncoderRun run, long from, long to) throws EncoderException {
        SortedMap<Long, byte[]> units = run.accessUnits().subMap(from, to);
        assertThat(units).hasSize((int) (to - from));
        return units.values().stream().mapToLong(unit -> unit.length * 8L).sum() * (double) RATE / (to - from);
    }
}
