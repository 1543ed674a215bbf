// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(64);
    private final RtpPacket packet = new RtpPacket().wrap(buffer, 3);

    @Test
    void writesTheHeaderOfRfc3550() {
        packet.header(false, 0x1234, 0x89ABCDEFL, 0xDEADBEEF);

        assertThat(Octets.hex(buffer, 3, 12)).isEqualTo("80 21 12 34 89 ab cd ef de ad be ef");
    }

    @Test
    void setsTheMarker() {
        packet.header(true, 0, 0, 0);

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(RtpPacket.PAYLOAD_TYPE_MP2T);
    }

    @Test
    void wrapsTheSequenceNumberAfterSixteenBits() {
        assertThat(packet.header(false, 0x1FFFF, 0, 0).sequenceNumber()).isEqualTo(0xFFFF);
        assertThat(packet.version()).isEqualTo(2);
    }

    @Test
    void readsWhatItWrites() {
        packet.header(false, 65535, 0xFFFFFFFFL, -2);

        assertThat(packet.timestamp90k()).isEqualTo(0xFFFFFFFFL);
        assertThat(packet.ssrc()).isEqualTo(-2);
        assertThat(packet.headerLength()).isEqualTo(12);
        assertThat(packet.payloadLength(13)).isEqualTo(1);
    }

    @Test
    void findsThePayloadBehindSourcesAndExtension() {
        buffer.put(3, Octets.of("92 21 00 01 00000000 00000001 00000002 00000003 be de 00 01 00000000 47"));

        assertThat(packet.isWellFormed(29)).isTrue();
        assertThat(packet.headerLength()).isEqualTo(28);
    }

    @Test
    void takesPaddingOffThePayload() {
        buffer.put(3, Octets.of("a0 21 00 01 00000000 00000001 47 47 00 02"));

        assertThat(packet.payloadLength(16)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80 21 00 01 00000000 000000", // short
                "40 21 00 01 00000000 00000001", // version 1
                "82 21 00 01 00000000 00000001 00000002", // one of two sources
                "90 21 00 01 00000000 00000001 bede", // half an extension header
                "90 21 00 01 00000000 00000001 bede ffff", // extension longer than the packet
                "a0 21 00 01 00000000 00000001 ff" // more padding than payload
            })
    void isNotWellFormedIf(String hex) {
        byte[] octets = Octets.of(hex);

        assertThat(packet.wrap(ByteBuffer.wrap(octets), 0).isWellFormed(octets.length))
                .isFalse();
    }

    @Test
    void measuresSequenceDistanceAcrossTheWrap() {
        assertThat(RtpPacket.sequenceDistance(65535, 1)).isEqualTo(2);
        assertThat(RtpPacket.sequenceDistance(1, 65535)).isEqualTo(-2);
    }

    @Test
    void placesSevenTransportPacketsInOneDatagram() {
        assertThat(RtpPacket.tsPacketIndex(0, 7))
                .isEqualTo(RtpPacket.MAX_LENGTH)
                .isEqualTo(1328);
    }
}
