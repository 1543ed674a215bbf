// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsiTest {
    private static final String PAT = "00 b0 0d 00 00 c1 00 00 00 01 e1 00 b3 58 82 b7";
    private static final String PMT_LPCM = "02 b0 25 00 01 c1 00 00 f0 00 f0 00 1b f0 11 f0 0a 28 04 42 c0 28 3f"
            + " 2a 02 7e 1f 83 f1 00 f0 04 83 02 46 2f ef 68 25 44";
    private static final String PMT_AAC = "02 b0 21 00 01 c1 00 00 f0 00 f0 00 1b f0 11 f0 0a 28 04 42 c0 28 3f"
            + " 2a 02 7e 1f 0f f1 00 f0 00 ee c1 e4 51";
    private static final String PMT_VIDEO =
            "02 b0 1c 00 01 c1 00 00 f0 00 f0 00 1b f0 11 f0 0a 28 04 42 c0 28 3f 2a 02 7e 1f 20 1f 05 f9";
    private static final String PMT_PLAIN =
            "02 b0 17 00 01 c1 00 00 f0 11 f0 00 1b f0 11 f0 00 83 f1 00 f0 00 dc dd b2 6e";

    private final ByteBuffer buffer = ByteBuffer.allocate(400);

    @Test
    void writesTheProgramAssociation() {
        assertThat(Octets.hex(ProgramAssociation.WIFI_DISPLAY.section())).isEqualTo(PAT);
    }

    @Test
    void writesTheProgramMapOfVideoAndLpcm() {
        assertThat(Octets.hex(map(AudioCoding.LPCM).section())).isEqualTo(PMT_LPCM);
    }

    @Test
    void writesAndReadsWhatIsSaidOfTheProgramAsAWhole() throws Exception {
        ProgramMap map = ProgramMap.wifiDisplay(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, null)
                .with(List.of(Descriptor.hdcp(0x21)));

        assertThat(Octets.hex(map.section())).contains("f0 07 05 05 48 44 43 50 21");
        assertThat(ProgramMap.parse(map.section())).isEqualTo(map);
    }

    @Test
    void writesTheProgramMapOfVideoAlone() {
        assertThat(Octets.hex(map(null).section())).isEqualTo(PMT_VIDEO);
    }

    private static ProgramMap map(AudioCoding sound) {
        return ProgramMap.wifiDisplay(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, sound);
    }

    @Test
    void writesTheProgramMapOfVideoAndAac() {
        assertThat(Octets.hex(map(AudioCoding.AAC_LC).section())).isEqualTo(PMT_AAC);
    }

    @Test
    void countsTheChangesOfATable() throws Exception {
        byte[] section = map(AudioCoding.LPCM).section(33);

        assertThat(section[5]).isEqualTo((byte) 0xC3);
        assertThat(ProgramMap.parse(section)).isEqualTo(map(AudioCoding.LPCM));
    }

    @Test
    void writesTheClockIntoTheVideo() {
        assertThat(Octets.hex(new ProgramMap(
                                1,
                                Pid.VIDEO,
                                List.of(
                                        new ElementaryStream(StreamType.H264, Pid.VIDEO),
                                        new ElementaryStream(StreamType.LPCM, Pid.AUDIO)))
                        .section()))
                .isEqualTo(PMT_PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {PMT_LPCM, PMT_AAC, PMT_VIDEO, PMT_PLAIN})
    void writesWhatItReads(String hex) throws Exception {
        assertThat(Octets.hex(ProgramMap.parse(Octets.of(hex)).section())).isEqualTo(hex);
    }

    @Test
    void readsTheProgramAssociation() throws Exception {
        assertThat(ProgramAssociation.parse(Octets.of(PAT))).isEqualTo(ProgramAssociation.WIFI_DISPLAY);
    }

    @Test
    void leavesTheNetworkOutOfThePrograms() throws Exception {
        byte[] section = Section.of(0, 7, Octets.of("00 00 e0 10 00 05 e0 20"));

        assertThat(ProgramAssociation.parse(section).programs()).containsExactly(java.util.Map.entry(5, 0x20));
    }

    @Test
    void fillsThePacketBehindTheSection() {
        ProgramAssociation.WIFI_DISPLAY.put(buffer, 100, 3);

        assertThat(Octets.hex(buffer, 100, 23)).isEqualTo("47 40 00 13 00 " + PAT + " ff ff");
        assertThat(buffer.get(100 + 187)).isEqualTo((byte) 0xFF);
        assertThat(buffer.get(100 + 188)).isZero();
    }

    @Test
    void findsTheSectionInAPacket() {
        map(AudioCoding.LPCM).put(buffer, 0, 0, 0);

        assertThat(Psi.section(new TsPacket().wrap(buffer, 0), buffer))
                .hasValueSatisfying(section -> assertThat(Octets.hex(section)).isEqualTo(PMT_LPCM));
    }

    @Test
    void findsNoSectionBehindAPointerThatLeadsOut() {
        map(AudioCoding.LPCM).put(buffer, 0, 0, 0);
        buffer.put(4, (byte) 0xFF);

        assertThat(Psi.section(new TsPacket().wrap(buffer, 0), buffer)).isEmpty();
    }

    @Test
    void findsNoSectionThatGoesOnInTheNextPacket() {
        map(AudioCoding.LPCM).put(buffer, 0, 0, 0);
        buffer.put(7, (byte) 0xFF);

        assertThat(Psi.section(new TsPacket().wrap(buffer, 0), buffer)).isEmpty();
    }

    @Test
    void refusesASectionThatDoesNotFitIntoOnePacket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Psi.put(buffer, 0, 0, 0, new byte[184]))
                .withMessageContaining("184 octets");
    }

    @Test
    void namesADamagedSection() {
        byte[] section = Octets.of(PMT_LPCM);
        section[20] ^= 1;

        assertThatExceptionOfType(MalformedSectionException.class)
                .isThrownBy(() -> ProgramMap.parse(section))
                .withMessageContaining("CRC_32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e1 00 f0 ff", // program information beyond the end
                "e1 00 f0 00 1b f0 11 f0", // half a stream
                "e1 00 f0 00 1b f0 11 f0 05", // descriptors beyond the end
                "e1 00 f0 00 1b f0 11 f0 02 28 04", // descriptor beyond its stream
                "e1 00" // nothing
            })
    void refusesAMapWithLengthsThatLeadOut(String content) {
        byte[] section = Section.of(2, 1, Octets.of(content));

        assertThatExceptionOfType(MalformedSectionException.class).isThrownBy(() -> ProgramMap.parse(section));
    }

    @Test
    void checksumOverASectionWithItsChecksumIsZero() {
        byte[] section = Octets.of(PAT);

        assertThat(Crc32Mpeg.of(section, 0, section.length)).isZero();
    }
}
