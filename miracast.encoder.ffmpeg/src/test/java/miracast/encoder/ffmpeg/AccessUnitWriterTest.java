// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.tck.NalUnit;
import miracast.tck.RecordedStream;
import org.junit.jupiter.api.Test;

class AccessUnitWriterTest {
    /** Parameter sets of 1920x1080 in Constrained Baseline 4.0, as OpenH264 makes them. */
    private static final String SPS = "6742c0288c680780227e59a80808083c2211a8";

    private static final String PPS = "68ce3c80";
    private static final String IDR = "65b8044dff";
    private static final String P = "41e2226f11";
    private static final String P2 = "41022226f2";

    private final RecordedStream stream = new RecordedStream();

    private static VideoFormat format(int slices) {
        return new VideoFormat(
                VideoMode.progressive(1920, 1080, 30),
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.LEVEL_4,
                slices,
                0,
                8_000_000);
    }

    private void write(AccessUnitWriter writer, String hex, long frame) {
        byte[] octets = HexFormat.of().parseHex(hex);
        ByteBuffer buffer = ByteBuffer.allocateDirect(octets.length + 100);
        buffer.put(0, octets);
        writer.write(buffer, octets.length, frame);
    }

    private String written(long frame) {
        return HexFormat.of().formatHex(stream.accessUnit(frame));
    }

    private AccessUnitWriter writer(int slices) {
        return new AccessUnitWriter(stream, format(slices));
    }

    @Test
    void delimiterOfAPPictureIsPutBeforeIt() {
        write(writer(1), "00000001" + P, 0);
        assertThat(written(0)).isEqualTo("000000010930" + "00000001" + P);
    }

    @Test
    void delimiterOfTheEncoderIsNotDoubled() {
        write(writer(1), "000000010930" + "000001" + P, 0);
        assertThat(written(0)).isEqualTo("000000010930" + "00000001" + P);
    }

    @Test
    void startCodesOfThreeOctetsGetFour() {
        write(writer(1), "000001" + SPS + "000001" + PPS + "000001" + IDR, 0);
        assertThat(stream.chunks().get(0).units())
                .allSatisfy(unit -> assertThat(unit.startCodeOctets()).isEqualTo(4))
                .extracting(NalUnit::type)
                .containsExactly(NalUnit.DELIMITER, NalUnit.SPS, NalUnit.PPS, NalUnit.SLICE_IDR);
    }

    @Test
    void parameterSetsAreRepeatedBeforeAnIdrPictureThatLacksThem() {
        AccessUnitWriter writer = writer(1);
        write(writer, "00000001" + SPS + "00000001" + PPS + "00000001" + IDR, 0);
        write(writer, "00000001" + P, 1);
        write(writer, "00000001" + IDR, 2);
        assertThat(written(2)).isEqualTo(written(0));
    }

    @Test
    void parameterSetsThatCameWhenTheEncoderWasOpenedAreUsed() {
        AccessUnitWriter writer = writer(1);
        byte[] sets = HexFormat.of().parseHex("00000001" + SPS + "00000001" + PPS);
        writer.remember(ByteBuffer.allocateDirect(sets.length).put(0, sets), sets.length);
        write(writer, "00000001" + IDR, 0);
        assertThat(stream.chunks().get(0).units())
                .extracting(NalUnit::type)
                .containsExactly(NalUnit.DELIMITER, NalUnit.SPS, NalUnit.PPS, NalUnit.SLICE_IDR);
    }

    @Test
    void idrPictureWithoutParameterSetsEverIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(writer(1), "00000001" + IDR, 0))
                .withMessageContaining("parameter sets are missing");
    }

    @Test
    void supplementalInformationComesBehindTheParameterSets() {
        write(writer(1), "00000001" + "0605" + "01aa80" + "00000001" + SPS + "00000001" + PPS + "00000001" + IDR, 0);
        assertThat(stream.chunks().get(0).units())
                .extracting(NalUnit::type)
                .containsExactly(NalUnit.DELIMITER, NalUnit.SPS, NalUnit.PPS, NalUnit.SEI, NalUnit.SLICE_IDR);
    }

    @Test
    void fillerIsLeftOut() {
        write(writer(4), "00000001" + P + "00000001" + "0cffffff80", 0);
        assertThat(written(0)).isEqualTo("000000010930" + "00000001" + P);
        assertThat(stream.chunks())
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.last()).isTrue());
    }

    @Test
    void eachSliceIsAChunkAndTheLastOneSaysSo() {
        write(writer(4), "00000001" + P + "000001" + P2, 7);
        assertThat(stream.chunks()).hasSize(2);
        assertThat(HexFormat.of().formatHex(stream.chunks().get(1).octets())).isEqualTo("00000001" + P2);
        assertThat(stream.chunks()).extracting(RecordedStream.Chunk::part).containsExactly(0, 1);
        assertThat(stream.chunks()).extracting(RecordedStream.Chunk::last).containsExactly(false, true);
        assertThat(stream.chunks()).extracting(RecordedStream.Chunk::frame).containsOnly(7L);
    }

    @Test
    void accessUnitWithoutASliceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(writer(1), "00000001" + PPS, 0))
                .withMessageContaining("no slice");
    }

    @Test
    void octetsThatAreNoStreamAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> write(writer(1), "0102030405060708", 0));
    }

    @Test
    void manyUnitsFindRoom() {
        write(writer(64), ("00000001" + P).repeat(40), 0);
        assertThat(stream.chunks()).hasSize(40);
    }
}
