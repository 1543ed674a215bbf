// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static miracast.encoder.ffmpeg.FfmpegError.check;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import java.nio.ByteBuffer;
import miracast.api.encoder.EncoderException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;

/** What comes out of an encoder of FFmpeg, packet by packet. One thread at a time; receiving allocates nothing on the heap. */
final class CodedPacket implements AutoCloseable {
    /** Where AVPacket has its member data, in longs: after buf, pts and dts (packet.h, the same since its version 59). */
    private static final int PACKET_DATA = 3;

    private final String encoder;
    private final AVPacket packet = av_packet_alloc();
    private final LongPointer packetMembers = new LongPointer(packet);
    private final Octets source = new Octets();
    private ByteBuffer octets;
    private BytePointer octetsPointer;

    /** A pointer that is moved instead of made anew: {@link AVPacket#data()} would make an object for each packet. */
    private static final class Octets extends BytePointer {
        private Octets at(long newAddress) {
            address = newAddress;
            return this;
        }
    }

    /**
     * @param encoder its name, for messages
     * @param capacity octets to begin with; grows
     */
    CodedPacket(String encoder, int capacity) {
        this.encoder = encoder;
        allocate(capacity);
    }

    private void allocate(int capacity) {
        octets = ByteBuffer.allocateDirect(capacity);
        octetsPointer = new BytePointer(octets);
    }

    /** Takes the next packet, into {@link #octets()}; returns how many there are, 0 if there is no packet. */
    int receive(AVCodecContext context) throws EncoderException {
        int result = avcodec_receive_packet(context, packet);
        if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
            return 0;
        }
        check(encoder, "avcodec_receive_packet", result);
        int size = packet.size();
        if (size > octets.capacity()) {
            allocate(2 * size);
        }
        BytePointer.memcpy(octetsPointer, source.at(packetMembers.get(PACKET_DATA)), size);
        return size;
    }

    /** The packet that was received last, from index 0 on. */
    ByteBuffer octets() {
        return octets;
    }

    /** Time stamp of what it was made from. */
    long pts() {
        return packet.pts();
    }

    /** Gives the received packet back. */
    void release() {
        av_packet_unref(packet);
    }

    @Override
    public void close() {
        av_packet_free(packet);
    }
}
