// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsPacketTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(400);
    private final TsPacket packet = new TsPacket().wrap(buffer, 5);

    @Test
    void writesTheHeaderOfAFullPacket() {
        packet.header(0x1011, true, 7);

        assertThat(Octets.hex(buffer, 5, 4)).isEqualTo("47 50 11 17");
        assertThat(packet.payloadLength()).isEqualTo(184);
    }

    @Test
    void continuityCounterWrapsAfterFifteen() {
        assertThat(packet.header(0x1011, false, 16).continuityCounter()).isZero();
    }

    @Test
    void fillsAClockPacketWithStuffing() {
        packet.clock(0x1000, 0, 90_000 * 300L);

        assertThat(Octets.hex(buffer, 5, 14)).isEqualTo("47 10 00 20 b7 10 00 00 af c8 7e 00 ff ff");
        assertThat(buffer.get(5 + 187)).isEqualTo((byte) 0xFF);
        assertThat(buffer.get(5 + 188)).isZero();
        assertThat(packet.isWellFormed()).isTrue();
        assertThat(packet.hasPayload()).isFalse();
        assertThat(packet.pcr27M()).isEqualTo(27_000_000);
    }

    @Test
    void stuffsOneOctetWithALengthAlone() {
        int payload = packet.header(0x1011, false, 1, 183);

        assertThat(payload).isEqualTo(10);
        assertThat(Octets.hex(buffer, 5, 6)).isEqualTo("47 10 11 31 00 00");
        assertThat(packet.payloadLength()).isEqualTo(183);
    }

    @Test
    void stuffsTwoOctetsWithLengthAndFlags() {
        packet.header(0x1011, false, 1, 182);

        assertThat(Octets.hex(buffer, 5, 6)).isEqualTo("47 10 11 31 01 00");
    }

    @Test
    void stuffsAnyPayloadSoThatItEndsThePacket() {
        for (int length = 1; length <= TsPacket.MAX_PAYLOAD; length++) {
            int payload = packet.header(0x1011, true, 3, length);

            assertThat(packet.isWellFormed()).as("%d octets", length).isTrue();
            assertThat(payload + length).isEqualTo(5 + TsPacket.LENGTH);
            assertThat(packet.payloadIndex()).isEqualTo(payload);
            assertThat(packet.payloadLength()).isEqualTo(length);
            assertThat(packet.hasPcr()).isFalse();
            assertThat(packet.pid()).isEqualTo(0x1011);
            assertThat(packet.unitStart()).isTrue();
        }
    }

    @Test
    void changesTheContinuityCounterOfAPacketThatIsThere() {
        packet.header(0x0100, true, 15).continuityCounter(16);

        assertThat(Octets.hex(buffer, 5, 4)).isEqualTo("47 41 00 10");
    }

    @Test
    void readsTheFlagsOfTheAdaptationField() {
        buffer.put(5, Octets.of("47 d0 11 fa 07 f0 00 00 af c8 ff 2b 00"));

        assertThat(packet.transportError()).isTrue();
        assertThat(packet.scrambled()).isTrue();
        assertThat(packet.discontinuity()).isTrue();
        assertThat(packet.randomAccess()).isTrue();
        assertThat(packet.pcr27M()).isEqualTo(90_001 * 300L + 299);
        assertThat(packet.payloadIndex()).isEqualTo(5 + 12);
    }

    @Test
    void readsNoPcrFromAFieldThatIsTooShort() {
        buffer.put(5, Octets.of("47 10 11 30 06 10"));

        assertThat(packet.hasPcr()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"48 10 11 10", "47 10 11 00", "47 10 11 30 b7", "47 10 11 20 b8", "47 10 11 20 ff"})
    void isNotWellFormedIf(String hex) {
        buffer.put(5, Octets.of(hex));

        assertThat(packet.isWellFormed()).isFalse();
    }
}
