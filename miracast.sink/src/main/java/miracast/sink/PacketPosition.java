// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** The RTP packet at which the receive thread is, for complaints. One thread. */
final class PacketPosition {
    private long number;
    private int sequence;

    /**
     * @param packetNumber place in the stream, the first packet is 1
     * @param sequenceNumber 16 bits of the RTP header
     */
    void set(long packetNumber, int sequenceNumber) {
        number = packetNumber;
        sequence = sequenceNumber;
    }

    @Override
    public String toString() {
        return number == 0 ? "before the first packet" : "packet " + number + " (sequence " + sequence + ")";
    }
}
