// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The RTCP packets that Wi-Fi Display needs: sender reports to write, receiver reports to read (RFC 3550, 6.4), and requests for a
 * picture that can be decoded alone (RFC 4585, 6.3.1, and RFC 5104, 4.3.1).
 */
final class Rtcp {
    private static final int VERSION_2 = 2 << 30;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int PAYLOAD_FEEDBACK = 206;
    private static final int PICTURE_LOSS = 1;
    private static final int FULL_INTRA_REQUEST = 4;
    private static final int CNAME = 1;

    private static final int HEAD = 8;
    private static final int SENDER_INFO = 20;
    private static final int REPORT_BLOCK = 24;
    private static final int FRACTION_OFFSET = 4;
    private static final double FRACTION = 256;

    /** Seconds from 1900, where NTP begins, to 1970. */
    private static final long NTP_EPOCH_S = 2_208_988_800L;

    /** Told what was found in a packet from the sink. */
    interface Receiver {
        /**
         * @param fractionLost share of the packets since the last report that were lost, 0 to 1
         * @param packetsLost packets lost since the beginning; less than 0 if duplicates came
         */
        void report(double fractionLost, int packetsLost);

        /** The sink cannot go on without an IDR picture. */
        void pictureLost();
    }

    private Rtcp() {}

    /** A sender report, followed by the description that every compound packet has to have. */
    static ByteBuffer senderReport(
            int ssrc, long unixMs, long timestamp90k, long packets, long octets, String canonicalName) {
        byte[] name = canonicalName.getBytes(StandardCharsets.UTF_8);
        // Item type, length, text, at least one 0 as the end of the list, up to a multiple of four.
        int items = (2 + name.length + 1 + 3) / 4 * 4;
        ByteBuffer packet = ByteBuffer.allocate(HEAD + SENDER_INFO + HEAD + items);
        packet.putInt(VERSION_2 | SENDER_REPORT << 16 | (HEAD + SENDER_INFO) / 4 - 1);
        packet.putInt(ssrc);
        packet.putInt((int) (unixMs / 1000 + NTP_EPOCH_S));
        packet.putInt((int) ((unixMs % 1000 << 32) / 1000));
        packet.putInt((int) timestamp90k);
        packet.putInt((int) packets);
        packet.putInt((int) octets);
        packet.putInt(VERSION_2 | 1 << 24 | SOURCE_DESCRIPTION << 16 | (HEAD + items) / 4 - 1);
        packet.putInt(ssrc);
        packet.put((byte) CNAME).put((byte) name.length).put(name);
        return packet.clear();
    }

    /**
     * Reads a compound packet as far as it can be read. Blocks about another source do not count, unless they are the only
     * ones: sinks exist that put anything there.
     *
     * @return whether it began like RTCP at all
     */
    static boolean read(ByteBuffer packet, int ssrc, Receiver receiver) {
        int at = packet.position();
        boolean valid = false;
        while (at + HEAD <= packet.limit()) {
            int head = packet.getInt(at);
            int end = at + ((head & 0xFFFF) + 1) * 4;
            int type = head >>> 16 & 0xFF;
            if (head >>> 30 != 2 || type < SENDER_REPORT || end > packet.limit()) {
                return valid;
            }
            valid = true;
            int blocks = head >>> 24 & 0x1F;
            int first = at + HEAD + (type == SENDER_REPORT ? SENDER_INFO : 0);
            if ((type == SENDER_REPORT || type == RECEIVER_REPORT) && blocks > 0) {
                readBlocks(packet, first, Math.min(blocks, (end - first) / REPORT_BLOCK), ssrc, receiver);
            }
            // Feedback has its kind where reports have the number of their blocks.
            if (type == PAYLOAD_FEEDBACK && (blocks == PICTURE_LOSS || blocks == FULL_INTRA_REQUEST)) {
                receiver.pictureLost();
            }
            at = end;
        }
        return valid;
    }

    private static void readBlocks(ByteBuffer packet, int first, int blocks, int ssrc, Receiver receiver) {
        for (int i = 0; i < blocks; i++) {
            int at = first + i * REPORT_BLOCK;
            if (blocks == 1 || packet.getInt(at) == ssrc) {
                int loss = packet.getInt(at + FRACTION_OFFSET);
                // The upper octet, and 24 bits with a sign.
                receiver.report((loss >>> 24) / FRACTION, loss << 8 >> 8);
                return;
            }
        }
    }
}
