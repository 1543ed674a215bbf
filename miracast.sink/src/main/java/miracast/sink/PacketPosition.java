// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** The packet at which the receive thread is. One thread. */
final class PacketPosition {
    private long number;
    private int sequence;
    private long payload;
    private int length;
    private int longest;
    private int packet;

    /**
     * @param packetNumber place in the stream, the first packet is 1
     * @param sequenceNumber 16 bits of the RTP header
     */
    void set(long packetNumber, int sequenceNumber) {
        number = packetNumber;
        sequence = sequenceNumber;
    }

    /**
     * @param octets of the transport stream before the RTP packet's payload
     * @param newLength octets of that
     */
    void payload(long octets, int newLength) {
        payload = octets;
        length = newLength;
        longest = Math.max(longest, newLength);
        packet = 0;
    }

    /** @param octets of the payload before the transport packet */
    void packet(int octets) {
        packet = octets;
    }

    /** Whether the source's RTP packets are never longer than this one. */
    boolean isFull() {
        return length == longest;
    }

    /** Octets of the transport stream before the transport packet. */
    long octets() {
        return payload + packet;
    }

    /** For complaints. */
    @Override
    public String toString() {
        return number == 0 ? "before the first packet" : "packet " + number + " (sequence " + sequence + ")";
    }
}
