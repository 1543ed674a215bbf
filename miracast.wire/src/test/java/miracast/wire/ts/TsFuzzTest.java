// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Replays its corpus; with JAZZER_FUZZ=1 and one method chosen it looks for more. */
class TsFuzzTest {
    /** What a receiver does with a datagram. */
    @FuzzTest
    void datagram(byte[] octets) {
        ByteBuffer datagram = ByteBuffer.wrap(octets);
        RtpPacket rtp = new RtpPacket().wrap(datagram, 0);
        if (!rtp.isWellFormed(octets.length)) {
            return;
        }
        int end = rtp.headerLength() + rtp.payloadLength(octets.length);
        check(end <= octets.length);
        TsPacket packet = new TsPacket();
        PesHeader pes = new PesHeader();
        LpcmHeader lpcm = new LpcmHeader();
        AdtsHeader adts = new AdtsHeader();
        for (int at = rtp.headerLength(); at + TsPacket.LENGTH <= end; at += TsPacket.LENGTH) {
            packet.wrap(datagram, at);
            if (!packet.isWellFormed()) {
                continue;
            }
            check(packet.payloadIndex() + packet.payloadLength() <= at + TsPacket.LENGTH);
            check(!packet.hasPcr() || packet.pcr27M() >= 0);
            Psi.section(packet, datagram);
            if (pes.wrap(datagram, packet.payloadIndex()).isWellFormed(packet.payloadLength())) {
                check(!pes.hasPts() || pes.pts90k() >= 0);
                check(!pes.hasDts() || pes.dts90k() >= 0);
                check(pes.headerLength() <= packet.payloadLength());
                int rest = packet.payloadLength() - pes.headerLength();
                if (lpcm.wrap(datagram, packet.payloadIndex() + pes.headerLength())
                        .isWellFormed(rest)) {
                    check(lpcm.sampleRate() > 0);
                }
                if (adts.wrap(datagram, packet.payloadIndex() + pes.headerLength())
                        .isWellFormed(rest)) {
                    check(adts.sampleRate() > 0 && adts.headerLength() <= rest);
                    check(adts.frameLength() > adts.headerLength() && adts.samples() > 0);
                }
            }
        }
    }

    @FuzzTest
    void section(byte[] octets) {
        // The last four octets would have to be the checksum of the others; so they are made that here.
        byte[] section =
                octets.length < 5 ? octets : Section.of(2, 1, Arrays.copyOf(octets, Math.min(1000, octets.length)));
        try {
            check(ProgramMap.parse(section).equals(ProgramMap.parse(section)));
            ProgramAssociation.parse(octets);
        } catch (MalformedSectionException e) {
            check(!e.getMessage().isEmpty());
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
