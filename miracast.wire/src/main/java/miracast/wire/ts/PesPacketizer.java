// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Cuts one chunk of an elementary stream into transport packets, written right where they are sent from.
 *
 * <p>A chunk is an address range of a buffer. The first one of an access unit begins a PES packet ({@link #begin},
 * {@link #beginLpcm}); further ones go on with it ({@link #resume}). A chunk's last transport packet is filled up with
 * stuffing, so that nothing waits for the next chunk. Then {@link #write} is called until {@link #remainingPackets} is 0, with
 * as many packets each time as the datagram has room for:
 *
 * <pre>
 * packetizer.begin(ring, offset, length, Pid.VIDEO, continuityCounter, PesHeader.VIDEO, 0, pts90k);
 * while (packetizer.remainingPackets() &gt; 0) {
 *     packets += packetizer.write(datagram, RtpPacket.tsPacketIndex(0, packets), RtpPacket.MAX_TS_PACKETS - packets);
 *     … send when full
 * }
 * continuityCounter = packetizer.continuityCounter();
 * </pre>
 *
 * A cursor over one chunk, nothing more: PID and continuity counter are the caller's. Allocates nothing after construction; one
 * thread at a time.
 */
public final class PesPacketizer {
    private final TsPacket packet = new TsPacket();
    private final ByteBuffer head =
            ByteBuffer.allocateDirect(Math.max(PesHeader.PROTECTED_LENGTH, PesHeader.LENGTH + LpcmHeader.LENGTH));
    private final PesHeader pesHeader = new PesHeader().wrap(head, 0);
    private final LpcmHeader lpcmHeader = new LpcmHeader().wrap(head, PesHeader.LENGTH);

    private ByteBuffer chunk = head;
    private int next;
    private int end;
    private int headLength;
    private int pid;
    private int continuityCounter;

    /**
     * Begins a PES packet with a chunk.
     *
     * @param chunk buffer that holds the octets; read only, until the last packet is written
     * @param offset where in it they begin
     * @param length how many they are; 0 is allowed
     * @param continuityCounter of the first packet
     * @param streamId a constant of {@link PesHeader}
     * @param payloadLength octets of the whole PES packet's payload; 0 leaves it open, as video does
     * @param pts90k presentation time
     */
    public PesPacketizer begin(
            ByteBuffer chunk,
            int offset,
            int length,
            int pid,
            int continuityCounter,
            int streamId,
            int payloadLength,
            long pts90k) {
        resume(chunk, offset, length, pid, continuityCounter);
        pesHeader.header(streamId, payloadLength, pts90k);
        headLength = PesHeader.LENGTH;
        return this;
    }

    /**
     * Begins a PES packet of open length with a chunk that is encrypted; parameters as in {@link #begin}.
     *
     * @param privateData {@link PesHeader#PRIVATE_DATA} octets from index 0
     */
    public PesPacketizer beginProtected(
            ByteBuffer chunk,
            int offset,
            int length,
            int pid,
            int continuityCounter,
            int streamId,
            long pts90k,
            ByteBuffer privateData) {
        resume(chunk, offset, length, pid, continuityCounter);
        pesHeader.protectedHeader(streamId, pts90k, privateData);
        headLength = PesHeader.PROTECTED_LENGTH;
        return this;
    }

    /** Begins, and ends, a PES packet of LPCM: {@code length} octets of samples, a multiple of the audio unit. */
    public PesPacketizer beginLpcm(
            ByteBuffer samples, int offset, int length, int pid, int continuityCounter, long pts90k) {
        begin(
                samples,
                offset,
                length,
                pid,
                continuityCounter,
                PesHeader.PRIVATE_STREAM_1,
                length + LpcmHeader.LENGTH,
                pts90k);
        lpcmHeader.header(length / LpcmHeader.UNIT_LENGTH);
        headLength += LpcmHeader.LENGTH;
        return this;
    }

    /** Goes on with a PES packet; parameters as in {@link #begin}. */
    public PesPacketizer resume(ByteBuffer chunk, int offset, int length, int pid, int continuityCounter) {
        this.chunk = chunk;
        this.next = offset;
        this.end = offset + length;
        this.headLength = 0;
        this.pid = pid;
        this.continuityCounter = continuityCounter & 0xF;
        return this;
    }

    /** How many packets are still to be written. */
    public int remainingPackets() {
        return (headLength + end - next + TsPacket.MAX_PAYLOAD - 1) / TsPacket.MAX_PAYLOAD;
    }

    /** Continuity counter of the next packet: what the PID goes on with once nothing remains. */
    public int continuityCounter() {
        return continuityCounter;
    }

    /**
     * Writes the next packets, one behind the other.
     *
     * @param target where to; big-endian
     * @param targetOffset index of the first packet
     * @param maxPackets how many there is room for
     * @return how many were written
     */
    public int write(ByteBuffer target, int targetOffset, int maxPackets) {
        int packets = 0;
        int at = targetOffset;
        if (headLength > 0 && maxPackets > 0) {
            writeFirst(target, at);
            packets++;
            at += TsPacket.LENGTH;
        }
        while (packets < maxPackets && next < end) {
            int length = Math.min(TsPacket.MAX_PAYLOAD, end - next);
            int payload = packet.wrap(target, at).header(pid, false, continuityCounter, length);
            target.put(payload, chunk, next, length);
            next += length;
            continuityCounter = continuityCounter + 1 & 0xF;
            packets++;
            at += TsPacket.LENGTH;
        }
        return packets;
    }

    private void writeFirst(ByteBuffer target, int at) {
        int length = Math.min(TsPacket.MAX_PAYLOAD - headLength, end - next);
        int payload = packet.wrap(target, at).header(pid, true, continuityCounter, headLength + length);
        target.put(payload, head, 0, headLength);
        target.put(payload + headLength, chunk, next, length);
        next += length;
        headLength = 0;
        continuityCounter = continuityCounter + 1 & 0xF;
    }
}
