// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class EdidTest {
    /** CEA-861 timing of 1920x1080p60: 148.5 MHz, 2200 x 1125. */
    private static final String FULL_HD_60 = "023a801871382d40582c450000000000001e";
    /** CEA-861 timing of 1920x1080i60: 74.25 MHz, 2200 x 562 lines a field. */
    private static final String FULL_HD_INTERLACED = "011d8018711c1620582c250000000000009e";
    /** 1366x768p60: 85.5 MHz, 1792 x 798. */
    private static final String LAPTOP = "662156aa51001e30468f3300000000000018";

    private static byte[] edid(String timing) {
        byte[] block = new byte[Edid.BLOCK];
        put(block, 0, "00ffffffffffff00");
        put(block, 8, "4c2d1b0a01020304" + "1e1d" + "0103");
        put(block, 54, timing);
        text(block, 72, 0xFC, "SAMSUNG\n     ");
        text(block, 90, 0xFF, "H4ZN500123\n  ");
        block[126] = 1;
        return summed(block);
    }

    private static void put(byte[] block, int at, String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        System.arraycopy(octets, 0, block, at, octets.length);
    }

    private static void text(byte[] block, int at, int tag, String text) {
        block[at + 3] = (byte) tag;
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, block, at + 5, 13);
    }

    private static byte[] summed(byte[] block) {
        block[127] = 0;
        byte sum = 0;
        for (byte octet : block) {
            sum += octet;
        }
        block[127] = (byte) -sum;
        return block;
    }

    @Test
    void readsNameMakerAndSerial() throws Exception {
        Edid edid = Edid.parse(edid(FULL_HD_60));

        assertThat(edid.name()).contains("SAMSUNG");
        assertThat(edid.manufacturer()).isEqualTo("SAM");
        assertThat(edid.product()).isEqualTo(0x0A1B);
        assertThat(edid.serial()).contains("H4ZN500123");
        assertThat(edid.version()).isEqualTo(0x0103);
        assertThat(edid.extensions()).isEqualTo(1);
        assertThat(edid).hasToString("SAM 0x0A1B 'SAMSUNG'");
    }

    @Test
    void readsThePreferredMode() throws Exception {
        assertThat(Edid.parse(edid(FULL_HD_60)).preferredMode()).contains(VideoMode.parse("1920x1080p60"));
        assertThat(Edid.parse(edid(LAPTOP)).preferredMode()).contains(VideoMode.parse("1366x768p60"));
    }

    @Test
    void readsAnInterlacedMode() throws Exception {
        assertThat(Edid.parse(edid(FULL_HD_INTERLACED)).preferredMode()).contains(VideoMode.parse("1920x1080i60"));
    }

    @Test
    void readsNoModeWhereThereIsNoTiming() throws Exception {
        assertThat(Edid.parse(edid("00".repeat(18))).preferredMode()).isEmpty();
        assertThat(Edid.parse(edid("ffff" + "00".repeat(16))).preferredMode()).isEmpty();
        assertThat(Edid.parse(edid("ffff0100000100" + "00".repeat(11))).preferredMode())
                .isEmpty();
    }

    @Test
    void readsEstablishedAndStandardTimingsTheLargestFirst() throws Exception {
        byte[] block = edid(FULL_HD_60);
        // 640x480p60, 800x600p60, 1024x768p60, 1152x870p75; then 1280x800p60, 1600x1200p75, 1280x1024p60, 1600x900p60.
        put(block, 35, "210880" + "8100" + "a94f" + "8180" + "a9c0" + "0101".repeat(4));

        assertThat(Edid.parse(summed(block)).modes())
                .containsExactly(
                        VideoMode.parse("1920x1080p60"),
                        VideoMode.parse("1600x1200p75"),
                        VideoMode.parse("1600x900p60"),
                        VideoMode.parse("1280x1024p60"),
                        VideoMode.parse("1280x800p60"),
                        VideoMode.parse("1152x870p75"),
                        VideoMode.parse("1024x768p60"),
                        VideoMode.parse("800x600p60"),
                        VideoMode.parse("640x480p60"));
    }

    @Test
    void standardTimingsOfOldMonitorsMayBeSquare() throws Exception {
        byte[] block = edid("00".repeat(18));
        put(block, 18, "0102");
        put(block, 38, "8100");

        assertThat(Edid.parse(summed(block)).modes()).containsExactly(VideoMode.parse("1280x1280p60"));
    }

    @Test
    void readsNoNameWhereThereIsNone() throws Exception {
        byte[] block = edid(FULL_HD_60);
        block[75] = 0x10;

        assertThat(Edid.parse(summed(block)).name()).isEmpty();
    }

    @Test
    void keepsControlCharactersOutOfTheName() throws Exception {
        byte[] block = edid(FULL_HD_60);
        block[78] = 27;
        block[79] = (byte) 0xE9;

        assertThat(Edid.parse(summed(block)).name()).contains("S  SUNG");
    }

    @Test
    void marksAMakerThatIsNone() throws Exception {
        byte[] block = edid(FULL_HD_60);
        block[8] = 0;

        assertThat(Edid.parse(summed(block)).manufacturer()).startsWith("?");
    }

    /** A CEA-861 block: audio, then VIC 16 native, 4, 34 and one that is not known, then 1920x1080i60 as a timing. */
    private static byte[] cea() {
        byte[] block = new byte[Edid.BLOCK];
        put(block, 0, "02030d40" + "23090707" + "440490227f" + FULL_HD_INTERLACED);
        return summed(block);
    }

    private static byte[] joined(byte[]... blocks) {
        ByteBuffer all = ByteBuffer.allocate(blocks.length * Edid.BLOCK);
        List.of(blocks).forEach(all::put);
        return all.array();
    }

    @Test
    void readsTheModesOfACeaBlock() throws Exception {
        Edid edid = Edid.parse(joined(edid(LAPTOP), cea()));

        assertThat(edid.modes())
                .containsExactly(
                        VideoMode.parse("1366x768p60"),
                        VideoMode.parse("1920x1080p60"),
                        VideoMode.parse("1280x720p60"),
                        VideoMode.parse("1920x1080p30"),
                        VideoMode.parse("1920x1080i60"));
        assertThat(edid.basicAudio()).isTrue();
    }

    @Test
    void readsTheBaseBlockAlone() throws Exception {
        assertThat(Edid.parse(edid(FULL_HD_60)).modes()).containsExactly(VideoMode.parse("1920x1080p60"));
        assertThat(Edid.parse(edid(FULL_HD_60)).basicAudio()).isFalse();
    }

    @Test
    void passesOverABlockThatIsCutOrWrongOrOfAnotherKind() throws Exception {
        byte[] wrong = cea();
        wrong[9]++;
        byte[] other = cea();
        other[0] = 0x70;
        byte[] whole = joined(edid(FULL_HD_60), wrong, summed(other), cea());

        assertThat(Edid.parse(whole).modes()).hasSize(4);
        assertThat(Edid.parse(Arrays.copyOf(whole, whole.length - 1)).modes()).hasSize(1);
    }

    @Test
    void takesADataBlockThatIsLongerThanItsPlaceAsFarAsItGoes() throws Exception {
        byte[] block = new byte[Edid.BLOCK];
        put(block, 0, "02030740" + "5f1004");

        assertThat(Edid.parse(joined(edid(LAPTOP), summed(block))).modes())
                .containsExactly(
                        VideoMode.parse("1366x768p60"),
                        VideoMode.parse("1920x1080p60"),
                        VideoMode.parse("1280x720p60"));
    }

    @Test
    void namesAWrongChecksum() {
        byte[] block = edid(FULL_HD_60);
        block[20]++;

        assertThatExceptionOfType(MalformedEdidException.class)
                .isThrownBy(() -> Edid.parse(block))
                .withMessage("EDID's octets sum to 1 mod 256, not to 0");
    }

    @Test
    void namesAWrongHeader() {
        assertThatExceptionOfType(MalformedEdidException.class)
                .isThrownBy(() -> Edid.parse(new byte[128]))
                .withMessage("EDID begins with 0000000000000000");
    }

    @Test
    void refusesLessThanABlock() {
        assertThatExceptionOfType(MalformedEdidException.class)
                .isThrownBy(() -> Edid.parse(new byte[127]))
                .withMessageContaining("127");
    }

    /** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. */
    @FuzzTest
    void readsAnyBlock(byte[] octets) throws MalformedEdidException {
        byte[] block = edid(FULL_HD_60);
        System.arraycopy(octets, 0, block, 8, Math.min(octets.length, 118));
        Edid edid = Edid.parse(summed(block));
        assertThat(edid.toString()).matches("[A-Z?]{3} 0x[0-9A-F]{4}( '[ -~]+')?");
    }

    /** Replays its corpus; with JAZZER_FUZZ=1 it looks for more. The checksums are mended, or nothing would get far. */
    @FuzzTest
    void readsAnyExtension(byte[] octets) throws MalformedEdidException {
        byte[] whole = joined(edid(FULL_HD_60), new byte[Edid.BLOCK], new byte[Edid.BLOCK]);
        System.arraycopy(octets, 0, whole, Edid.BLOCK, Math.min(octets.length, 2 * Edid.BLOCK));
        for (int at = Edid.BLOCK; at < whole.length; at += Edid.BLOCK) {
            System.arraycopy(summed(Arrays.copyOfRange(whole, at, at + Edid.BLOCK)), 0, whole, at, Edid.BLOCK);
        }
        assertThat(Edid.parse(whole).modes())
                .startsWith(VideoMode.parse("1920x1080p60"))
                .doesNotHaveDuplicates();
    }
}
