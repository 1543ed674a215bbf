// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import miracast.api.sink.RtpFaults;
import miracast.wire.ts.TsPacket;

/** Whatever comes as RTP or transport stream, the receive thread neither fails nor leaves its buffers. With JAZZER_FUZZ=1 and one method chosen it looks for more. */
class StreamPipelineFuzzTest {
    private static final RtpFaults FAULTS = new RtpFaults(0.05, 0.05, 5, 1);

    /** Datagrams, each behind two octets of length. */
    @FuzzTest
    void rtp(byte[] data) {
        PipelineFixture sink = new PipelineFixture(FAULTS);
        sink.pipeline.play();
        ByteBuffer in = ByteBuffer.wrap(data);
        while (in.remaining() > 2) {
            byte[] datagram = new byte[Math.min(in.remaining() - 2, in.getShort() & 0x7FF)];
            in.get(datagram);
            sink.receive(Arrays.copyOf(datagram, Math.min(datagram.length, DatagramTarget.MAX_LENGTH)));
        }
        sink.passes(300).finish();
    }

    /** Transport packets in the places of those of a good stream: tables and clock are known when they come. */
    @FuzzTest
    void transportPackets(byte[] data) {
        PipelineFixture sink = PipelineFixture.playing();
        TestMultiplexer source = new TestMultiplexer();
        sink.receive(source.picture(Pictures.idr(100)));
        for (int at = 0; at < data.length; at += TsPacket.LENGTH) {
            source.packet(Arrays.copyOf(Arrays.copyOfRange(data, at, Math.min(data.length, at + 188)), 188));
        }
        List<byte[]> datagrams = source.datagrams();
        sink.receive(datagrams)
                .receive(source.picture(Pictures.predicted(100)))
                .passes(300)
                .finish();
    }

    /** Access units behind a good PES header. */
    @FuzzTest
    void accessUnits(byte[] data) {
        PipelineFixture sink = PipelineFixture.playing();
        TestMultiplexer source = new TestMultiplexer();
        sink.receive(source.picture(Pictures.idr(100)));
        sink.receive(source.picture(data))
                .receive(source.picture(Pictures.predicted(100)))
                .finish();
    }
}
