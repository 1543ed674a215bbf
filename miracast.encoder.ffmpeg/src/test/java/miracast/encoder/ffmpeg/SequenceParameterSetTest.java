// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import miracast.tck.NalUnit;
import miracast.tck.SequenceParameters;
import org.junit.jupiter.api.Test;

class SequenceParameterSetTest {
    private static final int BASELINE = 66;
    private static final int HIGH = 100;

    /** Collects bits of a parameter set made by hand. */
    private static final class Bits {
        private final StringBuilder bits = new StringBuilder();

        Bits u(int count, long value) {
            for (int i = count - 1; i >= 0; i--) {
                bits.append(value >> i & 1);
            }
            return this;
        }

        Bits ue(int value) {
            int length = 32 - Integer.numberOfLeadingZeros(value + 1);
            return u(length - 1, 0).u(length, value + 1);
        }

        /** Stop bit, filling, emulation prevention. */
        byte[] nalUnit() {
            bits.append('1');
            while (bits.length() % 8 != 0) {
                bits.append('0');
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int zeros = 0;
            for (int i = 0; i < bits.length(); i += 8) {
                int octet = Integer.parseInt(bits.substring(i, i + 8), 2);
                if (zeros == 2 && octet <= 3) {
                    out.write(3);
                    zeros = 0;
                }
                zeros = octet == 0 ? zeros + 1 : 0;
                out.write(octet);
            }
            return out.toByteArray();
        }
    }

    /** 1920x1080 up to and without vui_parameters_present_flag. */
    private static Bits upToVui(int profile, int flags, int level) {
        Bits bits = new Bits().u(8, 0x67).u(8, profile).u(8, flags).u(8, level).ue(0);
        if (profile == HIGH) {
            bits.ue(1).ue(0).ue(0).u(1, 0).u(1, 0);
        }
        return bits.ue(4) // log2_max_frame_num_minus4
                .ue(0) // pic_order_cnt_type
                .ue(2)
                .ue(1) // max_num_ref_frames
                .u(1, 0)
                .ue(119)
                .ue(67)
                .u(1, 1)
                .u(1, 1)
                .u(1, 1) // cropping
                .ue(0)
                .ue(0)
                .ue(0)
                .ue(4);
    }

    private static SequenceParameters parse(byte[] nalUnit) {
        byte[] stream = new byte[nalUnit.length + 4];
        stream[3] = 1;
        System.arraycopy(nalUnit, 0, stream, 4, nalUnit.length);
        return SequenceParameters.parse(NalUnit.parse(stream).get(0));
    }

    private static SequenceParameters rewritten(byte[] nalUnit, int profile, int flags, int level) {
        return parse(SequenceParameterSet.rewrite(nalUnit, profile, flags, level));
    }

    @Test
    void flagsAndLevelAreReplaced() {
        SequenceParameters parameters =
                rewritten(upToVui(BASELINE, 0x40, 51).u(1, 0).nalUnit(), BASELINE, 0xC0, 40);
        assertThat(parameters.constraintFlags()).isEqualTo(0xC0);
        assertThat(parameters.levelIdc()).isEqualTo(40);
    }

    @Test
    void pictureSizeAndCroppingStay() {
        SequenceParameters parameters = rewritten(upToVui(HIGH, 0, 40).u(1, 0).nalUnit(), HIGH, 0x0C, 41);
        assertThat(parameters.width()).isEqualTo(1920);
        assertThat(parameters.height()).isEqualTo(1080);
        assertThat(parameters.pocType()).isZero();
    }

    @Test
    void withoutVuiOneIsMadeThatForbidsReordering() {
        SequenceParameters parameters =
                rewritten(upToVui(BASELINE, 0xC0, 40).u(1, 0).nalUnit(), BASELINE, 0xC0, 40);
        assertThat(parameters.bitstreamRestriction()).isTrue();
        assertThat(parameters.reorderFrames()).isZero();
        assertThat(parameters.decFrameBuffering()).isEqualTo(1);
    }

    @Test
    void vuiKeepsItsColoursAndGetsTheRestriction() {
        byte[] given = upToVui(BASELINE, 0xC0, 40)
                .u(1, 1)
                .u(1, 1)
                .u(8, 255)
                .u(32, 0x00010001) // aspect ratio, extended
                .u(1, 0)
                .u(1, 1)
                .u(3, 5)
                .u(1, 0)
                .u(1, 1)
                .u(8, 1)
                .u(8, 1)
                .u(8, 1) // BT.709
                .u(1, 1)
                .ue(0)
                .ue(0) // chroma location
                .u(1, 1)
                .u(32, 1)
                .u(32, 60)
                .u(1, 1) // timing
                .u(3, 0) // two HRDs, pic_struct
                .u(1, 0) // bitstream_restriction_flag
                .nalUnit();
        SequenceParameters parameters = rewritten(given, BASELINE, 0xC0, 40);
        assertThat(parameters.colourPrimaries()).isEqualTo(1);
        assertThat(parameters.matrix()).isEqualTo(1);
        assertThat(parameters.fullRange()).isFalse();
        assertThat(parameters.reorderFrames()).isZero();
    }

    @Test
    void restrictionThatAllowsReorderingIsReplaced() {
        byte[] given = upToVui(BASELINE, 0xC0, 40)
                .u(1, 1)
                .u(8, 0)
                .u(1, 1) // bitstream_restriction_flag
                .u(1, 1)
                .ue(0)
                .ue(0)
                .ue(10)
                .ue(10)
                .ue(2)
                .ue(4)
                .nalUnit();
        SequenceParameters parameters = rewritten(given, BASELINE, 0xC0, 40);
        assertThat(parameters.reorderFrames()).isZero();
        assertThat(parameters.decFrameBuffering()).isEqualTo(1);
    }

    @Test
    void hrdParametersArePassedOver() {
        byte[] given = upToVui(BASELINE, 0xC0, 40)
                .u(1, 1)
                .u(5, 0)
                .u(1, 1) // nal_hrd_parameters_present_flag
                .ue(0)
                .u(8, 0x44)
                .ue(15624)
                .ue(1041)
                .u(1, 1)
                .u(20, 0xABCDE)
                .u(1, 0)
                .u(1, 1) // low_delay_hrd_flag
                .u(1, 0)
                .u(1, 0)
                .nalUnit();
        byte[] result = SequenceParameterSet.rewrite(given, BASELINE, 0xC0, 40);
        // The HRD's last field, 0xABCDE, is still there, and the restriction comes behind it.
        assertThat(bitsOf(result)).contains(Long.toBinaryString(0xABCDE) + "0" + "1" + "0" + "1" + "1" + "011");
    }

    private static String bitsOf(byte[] octets) {
        StringBuilder bits = new StringBuilder();
        for (byte octet : octets) {
            bits.append(Integer.toBinaryString(octet & 0xFF | 0x100).substring(1));
        }
        return bits.toString();
    }

    @Test
    void emulationPreventionIsTakenOutAndPutBack() {
        byte[] given = upToVui(BASELINE, 0xC0, 40)
                .u(1, 1)
                .u(4, 0)
                .u(1, 1)
                .u(32, 1)
                .u(32, 0)
                .u(1, 1)
                .u(3, 0)
                .u(1, 0)
                .nalUnit();
        assertThat(HexFormat.of().formatHex(given)).contains("000003");
        byte[] result = SequenceParameterSet.rewrite(given, BASELINE, 0xC0, 40);
        assertThat(HexFormat.of().formatHex(result)).contains("000003").doesNotContain("00000000");
        assertThat(parse(result).reorderFrames()).isZero();
    }

    @Test
    void anotherProfileIsRefusedByNumber() {
        byte[] main = upToVui(77, 0x40, 40).u(1, 0).nalUnit();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequenceParameterSet.rewrite(main, BASELINE, 0xC0, 40))
                .withMessage("profile_idc is 77 instead of 66");
    }

    @Test
    void parameterSetCutShortIsRefused() {
        byte[] whole = upToVui(BASELINE, 0xC0, 40).u(1, 0).nalUnit();
        for (int length = 0; length < 8; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SequenceParameterSet.rewrite(cut, BASELINE, 0xC0, 40));
        }
    }

    @Test
    void noiseIsRefusedOrRewrittenButNeverAnotherException() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[4 + random.nextInt(40)];
            random.nextBytes(noise);
            noise[1] = BASELINE;
            try {
                assertThat(SequenceParameterSet.rewrite(noise, BASELINE, 0xC0, 40))
                        .isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
