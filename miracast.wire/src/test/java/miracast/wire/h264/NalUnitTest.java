// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NalUnitTest {
    private final NalUnit unit = new NalUnit();

    private List<String> units(String hex) {
        ByteBuffer stream = Streams.octets(hex);
        List<String> found = new ArrayList<>();
        unit.wrap(stream, 0, stream.capacity());
        while (unit.next()) {
            found.add(unit.offset() + "+" + unit.length());
        }
        return found;
    }

    @Test
    void findsTheUnitsOfAStream() {
        unit.wrap(Streams.FULL_HD, 0, Streams.FULL_HD.capacity());

        assertThat(unit.next()).isTrue();
        assertThat(unit.type()).isEqualTo(NalUnit.ACCESS_UNIT_DELIMITER);
        assertThat(unit.next()).isTrue();
        assertThat(unit.type()).isEqualTo(NalUnit.SPS);
        assertThat(unit.referenceIdc()).isEqualTo(3);
        assertThat(unit.next()).isTrue();
        assertThat(unit.type()).isEqualTo(NalUnit.PPS);
        assertThat(unit.length()).isEqualTo(5);
        assertThat(unit.next()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "00 00 01, ''",
        "00 00 01 09, 3+1",
        "00 00 00 01 09 10, 4+2",
        "ff 00 00 01 09, 4+1",
        "00 00 01 09 00 00 00 00, 3+1",
        "00 00 01 00 00 01 09, 6+1",
        "00 00 01 09 10 00 00 00 01 67, 3+2 9+1",
        "00 00 01 09 00 00 03 01, 3+5",
        "00 00 02 00 01 00 00 01 41 01 01 00 00 01, 8+3",
        "00 01 00 01 09, ''"
    })
    void findsStartCodesAndNothingElse(String hex, String expected) {
        assertThat(String.join(" ", units(hex))).isEqualTo(expected);
    }

    @Test
    void staysWithinItsRange() {
        ByteBuffer stream = Streams.octets("00 00 01 41 aa bb cc 00 00 01 09");

        unit.wrap(stream, 0, 5);

        assertThat(unit.next()).isTrue();
        assertThat(unit.length()).isEqualTo(2);
        assertThat(unit.next()).isFalse();
    }

    @Test
    void findsAllStartCodesThatASlowSearchFinds() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            for (int at = 0; at < octets.length; at++) {
                octets[at] = (byte) random.nextInt(3);
            }
            List<Integer> expected = new ArrayList<>();
            for (int at = 0; at + 2 < octets.length; at++) {
                if (octets[at] == 0 && octets[at + 1] == 0 && octets[at + 2] == 1) {
                    expected.add(at + 3);
                }
            }
            unit.wrap(ByteBuffer.wrap(octets), 0, octets.length);
            while (unit.next()) {
                expected.removeIf(start -> start <= unit.offset());
                assertThat(unit.length()).isPositive();
            }
            byte[] left = octets;
            expected.removeIf(start -> isEmptyUnit(left, start));
            assertThat(expected).isEmpty();
        }
    }

    private static boolean isEmptyUnit(byte[] octets, int start) {
        for (int at = start; at < octets.length; at++) {
            if (octets[at] != 0) {
                return octets[at] == 1 && at - start >= 2;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        // first_mb 0 = 1, slice_type 5 = 00110, 7 = 0001000
        "00 00 01 41 98, 0, P",
        "00 00 01 65 88, 0, I",
        // first_mb 3 = 00100, slice_type 0 = 1, then 1 = 010
        "00 00 01 41 24, 3, P",
        "00 00 01 41 22, 3, B"
    })
    void readsHowASliceBegins(String hex, int firstMacroblock, SliceType type) throws Exception {
        NalUnit slice = Streams.unit(Streams.octets(hex), hex.contains("65") ? NalUnit.IDR_SLICE : NalUnit.SLICE);

        assertThat(slice.isSlice()).isTrue();
        assertThat(slice.firstMacroblock()).isEqualTo(firstMacroblock);
        assertThat(slice.sliceType()).isEqualTo(type);
    }

    @Test
    void namesTheElementThatIsCutShort() {
        NalUnit slice = Streams.unit(Streams.octets("00 00 01 41 80"), NalUnit.SLICE);

        assertThatExceptionOfType(H264SyntaxException.class)
                .isThrownBy(slice::sliceType)
                .withMessage("unit ends within slice_type");
    }

    @Test
    void allocatesNothing() throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer stream = Streams.octets("00 00 01 09 10 00 00 00 01 65 88 80 41 00 00 01 41 24 aa");
        for (int i = 0; i < 20_000; i++) {
            scan(stream);
        }

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 10_000; i++) {
            scan(stream);
        }

        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(10_000);
    }

    private void scan(ByteBuffer stream) throws H264SyntaxException {
        unit.wrap(stream, 0, stream.capacity());
        while (unit.next()) {
            if (unit.isSlice()) {
                unit.firstMacroblock();
                unit.sliceType();
            }
        }
    }
}
