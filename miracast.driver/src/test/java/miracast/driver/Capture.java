// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What passed between a source and a sink of raw sockets, in the order in which it did, as a capture file. Ethernet, IP, UDP and TCP
 * headers are made up around the octets; ports are real, but for the source's RTSP port. Any thread.
 */
final class Capture {
    /** Where sources listen. The port of a test is of no program's knowledge. */
    static final int RTSP_PORT = 7236;

    private static final int ETHERNET_AND_IP = 34;
    private static final int UDP = 8;
    private static final int TCP = 20;

    private final List<Frame> frames = new ArrayList<>();
    private final int[] tcpSequence = {1, 1};
    private int datagrams;

    private record Frame(long timeNs, int protocol, byte[] headerAndData) {}

    /** A datagram that the sink received. */
    synchronized void rtp(DatagramPacket packet, int sinkPort) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeShort(packet.getPort());
        out.writeShort(sinkPort);
        out.writeShort(UDP + packet.getLength());
        out.writeShort(0);
        out.write(packet.getData(), packet.getOffset(), packet.getLength());
        frames.add(new Frame(System.nanoTime(), 17, octets.toByteArray()));
        datagrams++;
        notifyAll();
    }

    /** Octets of the RTSP connection, whose ends are the source and a port of the sink. */
    synchronized void rtsp(boolean fromSource, int sinkPort, byte[] text) throws IOException {
        int own = fromSource ? 0 : 1;
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeShort(fromSource ? RTSP_PORT : sinkPort);
        out.writeShort(fromSource ? sinkPort : RTSP_PORT);
        out.writeInt(tcpSequence[own]);
        out.writeInt(tcpSequence[1 - own]);
        // Header of five words; PSH and ACK.
        out.writeShort(0x5018);
        out.writeShort(0xFFFF);
        out.writeInt(0);
        out.write(text);
        tcpSequence[own] += text.length;
        frames.add(new Frame(System.nanoTime(), 6, octets.toByteArray()));
    }

    /** Takes every datagram that a sink receives from now on, until the sink is closed. */
    void listen(RawSink sink) {
        Thread listener = new Thread(
                () -> {
                    try {
                        while (true) {
                            rtp(sink.receiveRtp(), sink.rtpPort());
                        }
                    } catch (IOException e) {
                        // Nothing came for long, or it is closed: the test looks at what is there.
                    }
                },
                "capture");
        listener.setDaemon(true);
        listener.start();
    }

    /** Waits until so many datagrams are there, 10 s at most. */
    synchronized void await(int count) throws InterruptedException {
        long endNs = System.nanoTime() + 10_000_000_000L;
        while (datagrams < count && System.nanoTime() < endNs) {
            wait(100);
        }
    }

    /** An input of the sink that is captured, each read of octets that were there at once as a segment. */
    InputStream tap(InputStream in, int sinkPort) {
        return new FilterInputStream(in) {
            private final byte[] segment = new byte[1400];
            private int at;
            private int end;

            @Override
            public int read() throws IOException {
                if (at == end) {
                    at = 0;
                    end = Math.max(0, in.read(segment));
                    if (end == 0) {
                        return -1;
                    }
                    rtsp(true, sinkPort, Arrays.copyOf(segment, end));
                }
                return segment[at++] & 0xFF;
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int first = length == 0 ? -1 : read();
                if (first < 0) {
                    return -1;
                }
                to[from] = (byte) first;
                int more = Math.min(length - 1, end - at);
                System.arraycopy(segment, at, to, from + 1, more);
                at += more;
                return 1 + more;
            }
        };
    }

    /** Writes all of it, in order. */
    synchronized void write(Path file) throws IOException {
        frames.sort(Comparator.comparingLong(Frame::timeNs));
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            // Times in ns.
            out.writeInt(0xA1B23C4D);
            out.writeInt(0x00020004);
            out.writeLong(0);
            out.writeInt(65535);
            out.writeInt(1);
            for (Frame frame : frames) {
                long timeNs = frame.timeNs() - frames.get(0).timeNs();
                int length = ETHERNET_AND_IP + frame.headerAndData().length;
                out.writeInt((int) (timeNs / 1_000_000_000));
                out.writeInt((int) (timeNs % 1_000_000_000));
                out.writeInt(length);
                out.writeInt(length);
                out.write(new byte[12]);
                out.writeShort(0x0800);
                out.writeShort(0x4500);
                out.writeShort(length - 14);
                out.writeInt(0x00004000);
                out.writeShort(0x4000 | frame.protocol());
                out.writeShort(0);
                out.writeInt(0x7F000001);
                out.writeInt(0x7F000001);
                out.write(frame.headerAndData());
            }
        }
    }
}
