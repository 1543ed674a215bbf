// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessUnitCheckTest {
    private final Complaints complaints = new Complaints("test");
    private final AccessUnitCheck check = new AccessUnitCheck(complaints, new FormatTrack());
    private final AccessUnit unit = new AccessUnit();
    private long number;

    @BeforeEach
    void agree() {
        check.expect(PipelineFixture.FORMAT);
    }

    private static AgreedFormat format(int width, int height, int slices) {
        return new AgreedFormat(
                VideoMode.progressive(width, height, 30),
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.LEVEL_3_1,
                slices);
    }

    private boolean check(byte[] octets) {
        unit.begin(0, 0);
        unit.append(ByteBuffer.wrap(octets), 0, octets.length);
        unit.number(++number);
        return check.check(unit);
    }

    @Test
    void aGoodPictureIsNothingToComplainOf() {
        assertThat(check(Pictures.idr(100))).isTrue();
        assertThat(check(Pictures.predicted(100))).isTrue();
        assertThat(complaints.list()).isEmpty();
    }

    @Test
    void tellsAnIdrPicture() {
        check(Pictures.idr(100));
        assertThat(unit.idr()).isTrue();
        check(Pictures.predicted(100));
        assertThat(unit.idr()).isFalse();
    }

    @Test
    void aDecoderCannotBeginWithAPredictedPicture() {
        assertThat(check(Pictures.predicted(100))).isFalse();
        assertThat(complaints.list()).containsExactly("picture 1 is the first and no IDR picture");
    }

    @Test
    void complainsOfAnIdrPictureWithoutParameterSets() {
        check(Pictures.idr(10));
        check(Pictures.unit(Pictures.DELIMITER, Pictures.slice(5, 0, 7, 100)));
        assertThat(complaints.list()).containsExactly("picture 2 is an IDR picture without SPS and PPS");
    }

    @Test
    void complainsOfAnIdrPictureWithoutPps() {
        assertThat(check(Pictures.unit(Pictures.DELIMITER, Pictures.SPS_640X480, Pictures.slice(5, 0, 7, 100))))
                .isFalse();
        assertThat(complaints.list()).containsExactly("picture 1 is an IDR picture without PPS");
    }

    @Test
    void complainsOnceOfMissingDelimiters() {
        check(Pictures.unit(Pictures.SPS_640X480, Pictures.PPS, Pictures.slice(5, 0, 7, 10)));
        check(Pictures.slice(1, 0, 5, 10));
        assertThat(complaints.list()).containsExactly("picture 1 does not begin with an access unit delimiter");
    }

    @Test
    void complainsOfAUnitWithoutSlices() {
        check(Pictures.idr(10));
        check(Pictures.DELIMITER);
        assertThat(complaints.list()).containsExactly("picture 2 has no slice in its 6 octets");
    }

    @Test
    void complainsOfTwoPicturesInAUnit() {
        check.expect(format(640, 480, 8));
        check(Pictures.idr(10));
        check(Pictures.unit(Pictures.DELIMITER, Pictures.slice(1, 0, 5, 10), Pictures.slice(1, 0, 5, 10)));
        assertThat(complaints.list()).containsExactly("picture 2: 2 slices begin with macroblock 0, expected one");
    }

    @Test
    void complainsOfAPictureThatDoesNotBeginAtItsFirstMacroblock() {
        check(Pictures.idr(10));
        check(Pictures.unit(Pictures.DELIMITER, Pictures.slice(1, 600, 5, 10)));
        assertThat(complaints.list()).containsExactly("picture 2: 0 slices begin with macroblock 0, expected one");
    }

    @Test
    void complainsOfMoreSlicesThanAgreed() {
        check(Pictures.idr(10));
        check(Pictures.unit(Pictures.DELIMITER, Pictures.slice(1, 0, 5, 10), Pictures.slice(1, 600, 5, 10)));
        assertThat(complaints.list()).containsExactly("picture 2 has 2 slices, expected 1 at most");
    }

    @Test
    void complainsOfAPictureThatIsHalfIdr() {
        check.expect(format(640, 480, 8));
        check(Pictures.unit(
                Pictures.DELIMITER,
                Pictures.SPS_640X480,
                Pictures.PPS,
                Pictures.slice(5, 0, 7, 10),
                Pictures.slice(1, 600, 5, 10)));
        assertThat(complaints.list()).containsExactly("picture 1: 1 of 2 slices are of an IDR picture");
    }

    @Test
    void complainsOfBSlices() {
        check(Pictures.idr(10));
        check(Pictures.unit(Pictures.DELIMITER, Pictures.slice(1, 0, 6, 10)));
        assertThat(complaints.list()).containsExactly("picture 2 has a B slice");
    }

    @Test
    void complainsOfCabac() {
        check(Pictures.unit(Pictures.DELIMITER, Pictures.SPS_640X480, Pictures.pps(true), Pictures.slice(5, 0, 7, 10)));
        assertThat(complaints.list()).containsExactly("picture 1 is coded with CABAC, which M4 does not allow");
    }

    @Test
    void complainsOnceOfAnotherSizeThanAgreed() {
        byte[] larger = Pictures.unit(
                Pictures.DELIMITER, Pictures.sps(66, 31, 1280, 720), Pictures.PPS, Pictures.slice(5, 0, 7, 10));
        check(larger);
        check(larger);
        assertThat(complaints.list()).containsExactly("picture 1: SPS says 1280 x 720, M4 said 640x480p30");
    }

    @Test
    void complainsOfAnotherProfileAndAHigherLevel() {
        check(Pictures.unit(
                Pictures.DELIMITER, Pictures.sps(100, 40, 640, 480), Pictures.PPS, Pictures.slice(5, 0, 7, 10)));
        assertThat(complaints.list())
                .containsExactly(
                        "picture 1: SPS says profile 100 with constraint flags 0x0c, M4 said CONSTRAINED_BASELINE",
                        "picture 1: SPS says level 40, M4 said 3.1");
    }

    @Test
    void expectsAnotherSizeAfterANewFormat() {
        check(Pictures.idr(10));
        check.expect(format(1280, 720, 1));
        check(Pictures.unit(
                Pictures.DELIMITER, Pictures.sps(66, 31, 1280, 720), Pictures.PPS, Pictures.slice(5, 0, 7, 10)));
        assertThat(complaints.list()).isEmpty();
    }

    @Test
    void complainsOfAnSpsThatIsCutShort() {
        byte[] broken = Pictures.nal(7, new byte[] {66, 0, 31});
        check(Pictures.unit(Pictures.DELIMITER, broken, Pictures.PPS, Pictures.slice(5, 0, 7, 10)));
        assertThat(complaints.list())
                .containsExactly("picture 1, NAL unit of type 7: unit ends within seq_parameter_set_id");
    }

    @Test
    void doesNotComplainOfWhatIsDamagedAnyway() {
        unit.begin(0, 0);
        unit.damage();
        unit.number(1);
        check.check(unit);
        assertThat(complaints.list()).isEmpty();
    }
}
