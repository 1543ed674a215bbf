// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSetTest {
    @Test
    void readsProfileAndLevel() throws Exception {
        SequenceParameterSet sps = Streams.sps(Streams.FULL_HD);

        assertThat(sps.profileIdc()).isEqualTo(66);
        assertThat(sps.constraintFlags()).isEqualTo(0xC0);
        assertThat(sps.is(H264Profile.CONSTRAINED_BASELINE)).isTrue();
        assertThat(sps.is(H264Profile.CONSTRAINED_HIGH)).isFalse();
        assertThat(sps.isWithin(H264Level.LEVEL_4)).isTrue();
        assertThat(sps.isWithin(H264Level.LEVEL_3_2)).isFalse();
    }

    @Test
    void cropsTheEightLinesBelow1080() throws Exception {
        SequenceParameterSet sps = Streams.sps(Streams.FULL_HD);

        assertThat(sps.codedWidth()).isEqualTo(1920);
        assertThat(sps.codedHeight()).isEqualTo(1088);
        assertThat(sps.width()).isEqualTo(1920);
        assertThat(sps.height()).isEqualTo(1080);
    }

    @Test
    void cropsAWidthThatIsNoMultipleOf16() throws Exception {
        assertThat(Streams.sps(Streams.HANDHELD).codedWidth()).isEqualTo(864);
        assertThat(Streams.sps(Streams.HANDHELD).width()).isEqualTo(854);
        assertThat(Streams.sps(Streams.LAPTOP).codedWidth()).isEqualTo(1376);
        assertThat(Streams.sps(Streams.LAPTOP).width()).isEqualTo(1366);
        assertThat(Streams.sps(Streams.LAPTOP).height()).isEqualTo(768);
    }

    @Test
    void readsTheUsabilityBehindEmulationPrevention() throws Exception {
        VideoUsability vui = Streams.sps(Streams.FULL_HD).vui();

        assertThat(vui.frameRate()).isEqualTo(30);
        assertThat(vui.decodesWithoutDelay()).isTrue();
        assertThat(vui.maxReorderFrames()).isZero();
        assertThat(vui.maxDecodedFrames()).isEqualTo(3);
        assertThat(Streams.sps(Streams.FULL_HD).maxReferenceFrames()).isEqualTo(3);
        assertThat(Streams.sps(Streams.FULL_HD).pictureOrderCountType()).isEqualTo(2);
    }

    @Test
    void knowsHighFromConstrainedHigh() throws Exception {
        SequenceParameterSet sps = Streams.sps(Streams.LAPTOP);

        assertThat(sps.profileIdc()).isEqualTo(100);
        assertThat(sps.is(H264Profile.CONSTRAINED_HIGH)).isFalse();
        assertThat(sps.vui().frameRate()).isEqualTo(60);
    }

    @Test
    void readsAnInterlacedSequenceWithReordering() throws Exception {
        SequenceParameterSet sps = Streams.sps(Streams.INTERLACED);

        assertThat(sps.progressive()).isFalse();
        assertThat(sps.width()).isEqualTo(1920);
        assertThat(sps.height()).isEqualTo(1080);
        assertThat(sps.vui().decodesWithoutDelay()).isFalse();
        assertThat(sps.vui().maxReorderFrames()).isPositive();
    }

    @Test
    void readsAnSpsWithoutUsability() throws Exception {
        // 66, C0, level 3; ue: 0 0 2 1, gaps 0, ue 39, ue 29, progressive 1, direct 1, no cropping, no VUI, stop bit
        ByteBuffer stream = Streams.octets("00 00 01 67 42 c0 1e da 02 80 f6 40");

        SequenceParameterSet sps = Streams.sps(stream);

        assertThat(sps.width()).isEqualTo(640);
        assertThat(sps.height()).isEqualTo(480);
        assertThat(sps.vui()).isEqualTo(VideoUsability.NOTHING);
        assertThat(sps.vui().decodesWithoutDelay()).isFalse();
        assertThat(sps.vui().frameRate()).isZero();
    }

    @Test
    void readsTheToolsOfAPictureParameterSet() throws Exception {
        assertThat(Streams.pps(Streams.FULL_HD)).isEqualTo(new PictureParameterSet(0, 0, false, 1, false));
        assertThat(Streams.pps(Streams.LAPTOP).transform8x8()).isTrue();
        assertThat(Streams.pps(Streams.LAPTOP).cabac()).isFalse();
        assertThat(Streams.pps(Streams.INTERLACED).cabac()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "67", // nothing behind the header
                "68 42 c0 1e", // no SPS
                "67 42 c0 1e da", // cut short
                "67 42 c0 1e 00 00 00 00 00", // an Exp-Golomb code without end
                "67 42 c0 1e 04 10 00 00", // seq_parameter_set_id 32
            })
    void refusesAnSpsThatIsNone(String hex) {
        ByteBuffer octets = Streams.octets(hex);

        assertThatExceptionOfType(H264SyntaxException.class)
                .isThrownBy(() -> SequenceParameterSet.parse(octets, 0, octets.capacity()));
    }

    @Test
    void refusesCroppingThatLeavesNothing() {
        // 16x16 pixels, frame_crop_left_offset 8 of 2 pixels each
        ByteBuffer octets = Streams.octets("67 42 c0 1e da 7c 4f 40");

        assertThatExceptionOfType(H264SyntaxException.class)
                .isThrownBy(() -> SequenceParameterSet.parse(octets, 0, octets.capacity()))
                .withMessage("frame_crop offsets leave nothing of 16x16");
    }

    @Test
    void refusesAPpsThatIsNone() {
        assertThatExceptionOfType(H264SyntaxException.class)
                .isThrownBy(() -> PictureParameterSet.parse(Streams.octets("68 cb"), 0, 2));
        assertThatExceptionOfType(H264SyntaxException.class)
                .isThrownBy(() -> PictureParameterSet.parse(Streams.octets("67 cb"), 0, 2));
    }

    @Test
    void readsOrRefusesAnyOctets() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = Streams.INTERLACED.array().clone();
            for (int n = 0; n <= i % 4; n++) {
                octets[4 + random.nextInt(octets.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            ByteBuffer stream = ByteBuffer.wrap(octets);
            NalUnit unit = new NalUnit().wrap(stream, 0, octets.length);
            while (unit.next()) {
                try {
                    SequenceParameterSet sps = SequenceParameterSet.parse(stream, unit.offset(), unit.length());
                    assertThat(sps.width()).isBetween(1, 20_000);
                    assertThat(sps.height()).isBetween(1, 40_000);
                } catch (H264SyntaxException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        }
    }
}
