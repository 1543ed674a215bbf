// SPDX-License-Identifier: Apache-2.0
package benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.wire.h264.NalUnit;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PesPacketizer;
import miracast.wire.ts.Pid;
import miracast.wire.ts.ProgramAssociation;
import miracast.wire.ts.ProgramMap;
import miracast.wire.ts.RtpPacket;
import miracast.wire.ts.TsPacket;

/**
 * Makes RTP packets with a transport stream of an H.264 file, over and over: all that the driver does to an access unit between
 * the chunk and the socket, tables and clock included, without the socket.
 */
final class Packets {
    private static final long FRAME_TICKS = 3_000;
    private static final int TABLES_EACH = 3;

    private final ByteBuffer stream;
    private final int[] units;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(RtpPacket.MAX_LENGTH);
    private final ByteBuffer tables = ByteBuffer.allocateDirect(2 * TsPacket.LENGTH);
    private final RtpPacket rtp = new RtpPacket().wrap(datagram, 0);
    private final TsPacket packet = new TsPacket();
    private final PesPacketizer packetizer = new PesPacketizer();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private int sequenceNumber;
    private int tablesCounter;
    private int videoCounter;
    private long octets;

    /** @param file Annex B, an access unit delimiter before each picture */
    Packets(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        stream = ByteBuffer.allocateDirect(content.length).put(0, content);
        int[] starts = new int[content.length / 16];
        int count = 0;
        NalUnit unit = new NalUnit().wrap(stream, 0, content.length);
        while (unit.next()) {
            if (unit.type() == NalUnit.ACCESS_UNIT_DELIMITER) {
                starts[count++] = unit.offset() - 4;
            }
        }
        starts[count] = content.length;
        units = Arrays.copyOf(starts, count + 1);
        ProgramAssociation.WIFI_DISPLAY.put(tables, 0, 0);
        ProgramMap.wifiDisplay(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, null)
                .put(tables, TsPacket.LENGTH, 0, 0);
    }

    /** Octets of H.264 that went in for each second of CPU time of this thread. */
    double octetsPerCpuSecond(int times) {
        octets = 0;
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            for (int unit = 0; unit + 1 < units.length; unit++) {
                accessUnit(unit, (long) (i * (units.length - 1) + unit) * FRAME_TICKS);
            }
        }
        return octets / ((threads.getCurrentThreadCpuTime() - before) / 1e9);
    }

    private void accessUnit(int unit, long time90k) {
        int length = units[unit + 1] - units[unit];
        packetizer.begin(stream, units[unit], length, Pid.VIDEO, videoCounter, PesHeader.VIDEO, 0, time90k);
        int packets = 0;
        if (unit % TABLES_EACH == 0) {
            datagram.put(RtpPacket.tsPacketIndex(0, 0), tables, 0, tables.capacity());
            packet.wrap(datagram, RtpPacket.tsPacketIndex(0, 0)).continuityCounter(tablesCounter);
            packet.wrap(datagram, RtpPacket.tsPacketIndex(0, 1)).continuityCounter(tablesCounter);
            tablesCounter = tablesCounter + 1 & 0xF;
            packets = 2;
        }
        packet.wrap(datagram, RtpPacket.tsPacketIndex(0, packets++)).clock(Pid.PCR, 0, time90k * 300);
        while (packetizer.remainingPackets() > 0) {
            packetizer.write(datagram, RtpPacket.tsPacketIndex(0, packets), RtpPacket.MAX_TS_PACKETS - packets);
            rtp.header(false, sequenceNumber++ & 0xFFFF, time90k, 1);
            packets = 0;
        }
        videoCounter = packetizer.continuityCounter();
        octets += length;
    }
}
