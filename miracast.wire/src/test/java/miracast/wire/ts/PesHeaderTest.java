// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PesHeaderTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(64);
    private final PesHeader header = new PesHeader().wrap(buffer, 2);

    @Test
    void leavesTheLengthOfVideoOpen() {
        header.header(PesHeader.VIDEO, 0, 90_000);

        assertThat(Octets.hex(buffer, 2, PesHeader.LENGTH)).isEqualTo("00 00 01 e0 00 00 84 80 05 21 00 05 bf 21");
        assertThat(header.payloadLength()).isEqualTo(-1);
    }

    @Test
    void writesTheLpcmHeadOfTheProtocolText() {
        header.header(PesHeader.PRIVATE_STREAM_1, LpcmHeader.LENGTH + 6 * LpcmHeader.UNIT_LENGTH, 90_000);
        new LpcmHeader().wrap(buffer, 2 + PesHeader.LENGTH).header(6);

        assertThat(Octets.hex(buffer, 2, 18)).isEqualTo("00 00 01 bd 07 8c 84 80 05 21 00 05 bf 21 a0 06 00 11");
    }

    @Test
    void readsWhatItWrites() {
        header.header(PesHeader.AAC, 300, 0x1FFFFFFFFL);

        assertThat(header.isWellFormed(14)).isTrue();
        assertThat(header.streamId()).isEqualTo(PesHeader.AAC);
        assertThat(header.dataAligned()).isTrue();
        assertThat(header.hasDts()).isFalse();
        assertThat(header.pts90k()).isEqualTo(0x1FFFFFFFFL);
        assertThat(header.headerLength()).isEqualTo(14);
        assertThat(header.payloadLength()).isEqualTo(300);
    }

    @Test
    void hasPrivateDataWhereTheStreamIsEncrypted() {
        ByteBuffer privateData = ByteBuffer.allocate(PesHeader.PRIVATE_DATA);
        for (int i = 0; i < PesHeader.PRIVATE_DATA; i++) {
            privateData.put(i, (byte) (0xA0 + i));
        }
        header.protectedHeader(PesHeader.VIDEO, 90_000, privateData);

        assertThat(Octets.hex(buffer, 2, PesHeader.PROTECTED_LENGTH))
                .isEqualTo("00 00 01 e0 00 00 84 81 16 21 00 05 bf 21 8e"
                        + " a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 aa ab ac ad ae af");
        assertThat(header.isWellFormed(PesHeader.PROTECTED_LENGTH)).isTrue();
        assertThat(header.headerLength()).isEqualTo(PesHeader.PROTECTED_LENGTH);
        assertThat(header.pts90k()).isEqualTo(90_000);
    }

    @Test
    void skipsTheStuffingThatWindowsPutsIn() {
        buffer.put(2, Octets.of("00 00 01 bd 07 8e 84 80 07 21 00 05 bf 21 ff ff a0 06 00 11"));

        assertThat(header.headerLength()).isEqualTo(16);
        assertThat(header.payloadLength()).isEqualTo(1924);
    }

    @Test
    void readsADecodingTime() {
        buffer.put(2, Octets.of("00 00 01 e0 00 00 80 c0 0a 31 00 05 bf 21 11 00 03 5f 91"));

        assertThat(header.hasDts()).isTrue();
        assertThat(header.dts90k()).isEqualTo(45_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 00 01 e0 00 00 84 80", // short
                "00 01 00 e0 00 00 84 80 00", // no start code
                "00 00 01 e0 00 00 44 80 05 21 00 05 bf 21", // MPEG-1
                "00 00 01 e0 00 00 84 80 04 21 00 05 bf 21", // no room for the PTS
                "00 00 01 e0 00 00 84 c0 05 31 00 05 bf 21", // nor for the DTS
                "00 00 01 e0 00 00 84 80 ff 21 00 05 bf 21" // longer than what is there
            })
    void isNotWellFormedIf(String hex) {
        byte[] octets = Octets.of(hex);

        assertThat(header.wrap(ByteBuffer.wrap(octets), 0).isWellFormed(octets.length))
                .isFalse();
    }

    @Test
    void announcesNoPayloadIfTheLengthIsShorterThanTheHeader() {
        buffer.put(2, Octets.of("00 00 01 bd 00 03 84 80 05 21 00 05 bf 21"));

        assertThat(header.payloadLength()).isEqualTo(-1);
    }

    @Test
    void knowsBothRatesOfLpcm() {
        LpcmHeader lpcm = new LpcmHeader().wrap(buffer, 0);
        buffer.put(0, Octets.of("a0 06 00 09"));

        assertThat(lpcm.isWellFormed(4)).isTrue();
        assertThat(lpcm.sampleRate()).isEqualTo(44_100);
        assertThat(lpcm.header(6).sampleRate()).isEqualTo(48_000);
        assertThat(lpcm.stereo()).isTrue();
        assertThat(lpcm.audioUnits()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0 06 00", "a1 06 00 11", "a0 06 00 51", "a0 06 00 19"})
    void isNoLpcmIf(String hex) {
        byte[] octets = Octets.of(hex);

        assertThat(new LpcmHeader().wrap(ByteBuffer.wrap(octets), 0).isWellFormed(octets.length))
                .isFalse();
    }
}
