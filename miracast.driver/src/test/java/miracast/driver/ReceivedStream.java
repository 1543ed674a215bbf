// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a raw sink received, taken apart in a few lines that share nothing with the source: RTP packets, transport packets, PES
 * packets. Throws AssertionError at once for what no receiver could read.
 */
public final class ReceivedStream {
    /** An RTP packet. */
    public record Rtp(
            boolean marker, int type, int sequence, long timestamp, int ssrc, int tsPackets, long arrivalNs) {}

    /** A transport packet; pcr is -1 if there is none. */
    public record Ts(int pid, boolean start, int counter, boolean payloadThere, long pcr, byte[] payload, Rtp rtp) {}

    /** A PES packet; pts is -1 if there is none. */
    public record Pes(int streamId, int length, long pts, byte[] payload, List<Ts> packets) {}

    private static final long MAX_WAIT_NS = 60_000_000_000L;

    private final RawSink sink;
    private final List<Rtp> rtp = new ArrayList<>();
    private final List<Ts> ts = new ArrayList<>();

    public ReceivedStream(RawSink sink) {
        this.sink = sink;
    }

    /** Receives until enough is there. */
    public ReceivedStream until(Predicate<ReceivedStream> enough) throws IOException {
        long beganNs = System.nanoTime();
        while (!enough.test(this)) {
            if (System.nanoTime() - beganNs > MAX_WAIT_NS) {
                throw new AssertionError("not enough came: " + rtp.size() + " RTP packets, pictures "
                        + pes(0x1011).stream().map(pes -> pes.payload().length).toList());
            }
            receive();
        }
        return this;
    }

    /** Receives until the video PID has brought so many whole pictures (a further one has begun, or the count is told). */
    public ReceivedStream untilPictures(int count, int octetsOfLast) throws IOException {
        return until(stream -> {
            List<Pes> pictures = stream.pes(0x1011);
            return pictures.size() >= count && pictures.get(count - 1).payload().length >= octetsOfLast;
        });
    }

    private void receive() throws IOException {
        DatagramPacket packet = sink.receiveRtp();
        byte[] d = Arrays.copyOf(packet.getData(), packet.getLength());
        if (d.length < 12 || (d[0] & 0xFF) != 0x80 || (d.length - 12) % 188 != 0) {
            throw new AssertionError("no RTP packet of whole transport packets: " + d.length + " octets");
        }
        Rtp header = new Rtp(
                (d[1] & 0x80) != 0,
                d[1] & 0x7F,
                (int) number(d, 2, 2),
                number(d, 4, 4),
                (int) number(d, 8, 4),
                (d.length - 12) / 188,
                System.nanoTime());
        rtp.add(header);
        for (int at = 12; at < d.length; at += 188) {
            ts.add(transportPacket(d, at, header));
        }
    }

    private static Ts transportPacket(byte[] d, int at, Rtp rtp) {
        if (d[at] != 0x47) {
            throw new AssertionError("no sync octet at " + at);
        }
        boolean adaptation = (d[at + 3] & 0x20) != 0;
        boolean payload = (d[at + 3] & 0x10) != 0;
        int length = adaptation ? 1 + (d[at + 4] & 0xFF) : 0;
        if (length > 184) {
            throw new AssertionError("adaptation field of " + length + " octets");
        }
        long pcr = -1;
        if (length > 7 && (d[at + 5] & 0x10) != 0) {
            long base = number(d, at + 6, 4) << 1 | (d[at + 10] & 0x80) >> 7;
            pcr = base * 300 + ((d[at + 10] & 1) << 8 | d[at + 11] & 0xFF);
        }
        return new Ts(
                (int) number(d, at + 1, 2) & 0x1FFF,
                (d[at + 1] & 0x40) != 0,
                d[at + 3] & 0xF,
                payload,
                pcr,
                payload ? Arrays.copyOfRange(d, at + 4 + length, at + 188) : new byte[0],
                rtp);
    }

    private static long number(byte[] octets, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | octets[from + i] & 0xFF;
        }
        return value;
    }

    public List<Rtp> rtp() {
        return rtp;
    }

    public List<Ts> ts() {
        return ts;
    }

    /** Transport packets of one PID. */
    public List<Ts> ts(int pid) {
        return ts.stream().filter(packet -> packet.pid() == pid).toList();
    }

    /** PES packets of one PID, as far as they came. */
    public List<Pes> pes(int pid) {
        List<Pes> found = new ArrayList<>();
        List<Ts> packets = new ArrayList<>();
        for (Ts packet : ts(pid)) {
            if (packet.start() && !packets.isEmpty()) {
                found.add(pes(packets));
                packets = new ArrayList<>();
            }
            packets.add(packet);
        }
        if (!packets.isEmpty()) {
            found.add(pes(packets));
        }
        return found;
    }

    private static Pes pes(List<Ts> packets) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        packets.forEach(packet -> joined.writeBytes(packet.payload()));
        byte[] d = joined.toByteArray();
        if (number(d, 0, 3) != 1) {
            throw new AssertionError("no PES packet");
        }
        long pts = -1;
        if ((d[7] & 0x80) != 0) {
            pts = (long) (d[9] & 0x0E) << 29 | (number(d, 10, 2) & 0xFFFE) << 14 | number(d, 12, 2) >> 1;
        }
        return new Pes(
                d[3] & 0xFF, (int) number(d, 4, 2), pts, Arrays.copyOfRange(d, 9 + (d[8] & 0xFF), d.length), packets);
    }
}
