// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PesPacketizerTest {
    private static final int OFFSET = 33;

    private final ByteBuffer chunk = random(100_000);
    private final ByteBuffer target = ByteBuffer.allocateDirect(200_000);
    private final PesPacketizer packetizer = new PesPacketizer();
    private final TsPacket packet = new TsPacket();

    private static ByteBuffer random(int length) {
        byte[] octets = new byte[length];
        new SplittableRandom(3).nextBytes(octets);
        return ByteBuffer.allocateDirect(length).put(0, octets);
    }

    private PesPacketizer begin(int length) {
        return packetizer.begin(chunk, OFFSET, length, Pid.VIDEO, 14, PesHeader.VIDEO, 0, 90_000);
    }

    private byte[] chunk(int length) {
        byte[] octets = new byte[length];
        chunk.get(OFFSET, octets);
        return octets;
    }

    private byte[] payload(int packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < packets; i++) {
            packet.wrap(target, i * TsPacket.LENGTH);
            assertThat(packet.isWellFormed()).isTrue();
            byte[] octets = new byte[packet.payloadLength()];
            target.get(packet.payloadIndex(), octets);
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    @Test
    void carriesEveryOctetOfEveryLength() {
        for (int length = 0; length <= 3 * TsPacket.MAX_PAYLOAD; length++) {
            int announced = begin(length).remainingPackets();
            int packets = packetizer.write(target, 0, 1000);
            byte[] carried = payload(packets);

            assertThat(packets).as("packets of %d octets", length).isEqualTo(announced);
            assertThat(carried).hasSize(PesHeader.LENGTH + length).endsWith(chunk(length));
            assertThat(packetizer.remainingPackets()).isZero();
        }
    }

    @Test
    void startsTheUnitInTheFirstPacketOnly() {
        int packets = begin(1000).write(target, 0, 1000);

        for (int i = 0; i < packets; i++) {
            assertThat(packet.wrap(target, i * TsPacket.LENGTH).unitStart()).isEqualTo(i == 0);
            assertThat(packet.pid()).isEqualTo(Pid.VIDEO);
        }
    }

    @Test
    void putsThePesHeaderFirst() {
        begin(1000).write(target, 0, 1);

        assertThat(Octets.hex(target, 0, 18)).isEqualTo("47 50 11 1e 00 00 01 e0 00 00 84 80 05 21 00 05 bf 21");
    }

    @Test
    void countsOnFromTheCounterItWasGiven() {
        begin(3 * 184).write(target, 0, 1000);

        for (int i = 0; i < 4; i++) {
            assertThat(packet.wrap(target, i * TsPacket.LENGTH).continuityCounter())
                    .isEqualTo(14 + i & 0xF);
        }
        assertThat(packetizer.continuityCounter()).isEqualTo(2);
    }

    @Test
    void resumesThePesWithoutAnotherHeader() {
        int packets = packetizer.resume(chunk, OFFSET, 1000, Pid.VIDEO, 0).write(target, 0, 1000);

        assertThat(payload(packets)).isEqualTo(chunk(1000));
        assertThat(packet.wrap(target, 0).unitStart()).isFalse();
    }

    @Test
    void fillsUpTheLastPacketOfAChunk() {
        int packets = packetizer.resume(chunk, OFFSET, 185, Pid.VIDEO, 0).write(target, 0, 1000);

        assertThat(packets).isEqualTo(2);
        assertThat(packet.wrap(target, TsPacket.LENGTH).payloadLength()).isEqualTo(1);
    }

    @Test
    void stopsWhenTheDatagramIsFullAndGoesOnInTheNext() {
        begin(10_000);
        int packets = 0;
        while (packetizer.remainingPackets() > 0) {
            packets += packetizer.write(target, packets * TsPacket.LENGTH, RtpPacket.MAX_TS_PACKETS);
        }

        assertThat(payload(packets)).endsWith(chunk(10_000));
    }

    @Test
    void writesNothingWhereThereIsNoRoom() {
        assertThat(begin(100).write(target, 0, 0)).isZero();
        assertThat(packetizer.remainingPackets()).isEqualTo(1);
    }

    @Test
    void framesLpcm() {
        int packets =
                packetizer.beginLpcm(chunk, OFFSET, 1920, Pid.AUDIO, 0, 90_000).write(target, 0, 1000);

        assertThat(payload(packets))
                .startsWith(Octets.of("00 00 01 bd 07 8c 84 80 05 21 00 05 bf 21 a0 06 00 11"))
                .endsWith(chunk(1920));
    }

    @Test
    void leavesPositionsAlone() {
        chunk.position(7);
        begin(1000).write(target, 0, 1000);

        assertThat(chunk.position()).isEqualTo(7);
        assertThat(target.position()).isZero();
    }

    @Test
    void allocatesNothingPerFrame() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < 2_000; i++) {
            frame();
        }

        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            frame();
        }

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
    }

    private void frame() {
        begin(20_000);
        int at = 0;
        while (packetizer.remainingPackets() > 0) {
            at += packetizer.write(target, at * TsPacket.LENGTH, RtpPacket.MAX_TS_PACKETS);
        }
        packet.wrap(target, 0).clock(Pid.PCR, 0, 1);
    }
}
