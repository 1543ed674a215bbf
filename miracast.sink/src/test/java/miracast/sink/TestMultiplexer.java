// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.wire.h264.NalUnit;
import miracast.wire.ts.LpcmHeader;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PesPacketizer;
import miracast.wire.ts.Pid;
import miracast.wire.ts.ProgramAssociation;
import miracast.wire.ts.ProgramMap;
import miracast.wire.ts.Psi;
import miracast.wire.ts.RtpPacket;
import miracast.wire.ts.TsPacket;

/**
 * Makes RTP datagrams of access units as our source lays them out. Tests plant their faults by setting a field before a picture,
 * or by changing the datagrams.
 */
final class TestMultiplexer {
    private final PesPacketizer packetizer = new PesPacketizer();
    private final RtpPacket rtp = new RtpPacket();
    private final TsPacket packet = new TsPacket();
    private final ByteBuffer scratch = ByteBuffer.allocate(TsPacket.LENGTH);
    private final List<byte[]> packets = new ArrayList<>();

    int sequence = 65_530;
    int ssrc = 0x1234_5678;
    int continuityCounter;
    int tableCounter;
    int soundCounter;
    /** When the next packet of sound is to be heard. */
    long sound90k = 909_000;

    int soundStreamId = -1;
    int soundLength = -1;
    long time90k = 900_000;
    /** PTS is that far ahead of PCR. */
    long delay90k = 9_000;

    int pesLength;
    boolean tables = true;
    byte[] association = ProgramAssociation.WIFI_DISPLAY.section();
    byte[] map = ProgramMap.wifiDisplay(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, null)
            .section();

    /** One picture, with the clock and, before an IDR picture, the tables. Time goes on by 1/30 s. */
    List<byte[]> picture(byte[] unit) {
        if (tables && isIdr(unit)) {
            table(Pid.PAT, association);
            table(Pid.PMT, map);
            tableCounter++;
        }
        clock();
        ByteBuffer chunk = ByteBuffer.wrap(unit);
        packetizer.begin(
                chunk, 0, unit.length, Pid.VIDEO, continuityCounter, PesHeader.VIDEO, pesLength, time90k + delay90k);
        while (packetizer.remainingPackets() > 0) {
            packetizer.write(scratch, 0, 1);
            add();
        }
        continuityCounter = packetizer.continuityCounter();
        time90k += 3_000;
        return datagrams();
    }

    /** From the next tables on there is sound. */
    TestMultiplexer withSound(AudioCoding coding) {
        map = ProgramMap.wifiDisplay(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, coding)
                .section();
        return this;
    }

    /** A packet of sound, as it is on the wire behind the PES header. */
    TestMultiplexer sound(AudioCoding coding, byte[] payload) {
        boolean lpcm = coding == AudioCoding.LPCM;
        int streamId = soundStreamId >= 0 ? soundStreamId : lpcm ? PesHeader.PRIVATE_STREAM_1 : PesHeader.AAC;
        ByteBuffer whole = ByteBuffer.wrap(payload);
        packetizer.begin(
                whole,
                0,
                payload.length,
                Pid.AUDIO,
                soundCounter,
                streamId,
                soundLength >= 0 ? soundLength : payload.length,
                sound90k);
        while (packetizer.remainingPackets() > 0) {
            packetizer.write(scratch, 0, 1);
            add();
        }
        soundCounter = packetizer.continuityCounter();
        sound90k += coding.unitSamples() * 90_000L / 48_000;
        return this;
    }

    /** LPCM as it is on the wire: a level in all samples. */
    static byte[] lpcm(int units, int level) {
        ByteBuffer payload = ByteBuffer.allocate(LpcmHeader.LENGTH + units * LpcmHeader.UNIT_LENGTH);
        new LpcmHeader().wrap(payload, 0).header(units);
        for (int at = LpcmHeader.LENGTH; at < payload.capacity(); at += 2) {
            payload.putShort(at, (short) level);
        }
        return payload.array();
    }

    /** A clock packet alone. */
    TestMultiplexer clock() {
        packet.wrap(scratch, 0).clock(Pid.PCR, 0, time90k * 300);
        add();
        return this;
    }

    /** A packet that a test made. */
    TestMultiplexer packet(byte[] octets) {
        packets.add(octets);
        return this;
    }

    /** Puts what there is into datagrams. */
    List<byte[]> datagrams() {
        List<byte[]> datagrams = new ArrayList<>();
        for (int from = 0; from < packets.size(); from += RtpPacket.MAX_TS_PACKETS) {
            List<byte[]> part = packets.subList(from, Math.min(packets.size(), from + RtpPacket.MAX_TS_PACKETS));
            ByteBuffer datagram = ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + part.size() * TsPacket.LENGTH);
            rtp.wrap(datagram, 0).header(false, sequence++, time90k, ssrc);
            datagram.position(RtpPacket.HEADER_LENGTH);
            part.forEach(datagram::put);
            datagrams.add(datagram.array());
        }
        packets.clear();
        return datagrams;
    }

    private void table(int pid, byte[] section) {
        Psi.put(scratch, 0, pid, tableCounter, section);
        add();
    }

    private void add() {
        packets.add(scratch.array().clone());
    }

    private static boolean isIdr(byte[] unit) {
        NalUnit nal = new NalUnit().wrap(ByteBuffer.wrap(unit), 0, unit.length);
        while (nal.next()) {
            if (nal.type() == NalUnit.IDR_SLICE) {
                return true;
            }
        }
        return false;
    }
}
