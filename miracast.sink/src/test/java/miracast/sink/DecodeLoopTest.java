// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.sink.FormatRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DecodeLoopTest {
    private static final long NOW_NS = 5_000_000_000L;
    private static final long MS = 1_000_000;
    /** Beyond 32 bits, as the real clock is. */
    private static final long NOW_MS = (7L << 32) + 100;

    private final FfmpegLibrary library = new FfmpegLibrary();
    private final StreamCounters counters = new StreamCounters();
    private final Complaints complaints = new Complaints("test");
    private final MarkerTrack markers = new MarkerTrack();
    private final FormatTrack formats = new FormatTrack();
    private final SyncTrack sync = new SyncTrack();
    private final DecodeQueue queue = new DecodeQueue(counters.dropped, () -> {}, complaints);
    private AccessUnit unit = queue.first();
    private long number;

    @AfterEach
    void close() {
        library.close();
    }

    private void put(byte[] octets, long arrivalNs) {
        put(octets, arrivalNs, null);
    }

    private void put(byte[] octets, long arrivalNs, FormatTrack.Run format) {
        unit.begin(0, 0);
        unit.format(format);
        unit.append(ByteBuffer.wrap(octets), 0, octets.length);
        unit.pad();
        unit.number(++number);
        unit.lastPacketNs(arrivalNs);
        unit = queue.finished(unit);
    }

    private void run() throws Exception {
        queue.close();
        new DecodeLoop(queue, library.decoder(1), counters, markers, sync, complaints, () -> NOW_NS, () -> NOW_MS)
                .run();
    }

    @Test
    void delayIsFromTheMarkersClockToTheLastPacketHoweverLateItIsDecoded() throws Exception {
        // Painted 30 ms before the last packet came, which is 60 ms ago.
        List<byte[]> video = SampleVideo.encode(3, n -> (int) (NOW_MS - 90));
        video.forEach(each -> put(each, NOW_NS - 60 * MS));
        run();
        assertThat(markers.findings().markers()).isEqualTo(3);
        assertThat(markers.findings().delayMedianMs()).isEqualTo(30);
        assertThat(markers.findings().delay99Ms()).isEqualTo(30);
    }

    @Test
    void delayIsRightAcrossTheWrapOfTheMarkersClock() throws Exception {
        put(SampleVideo.encode(1, n -> (int) (NOW_MS - 150)).get(0), NOW_NS);
        run();
        assertThat(markers.findings().delayMedianMs()).isEqualTo(150);
    }

    @Test
    void picturesCountToTheFormatOfTheirAccessUnit() throws Exception {
        List<byte[]> video = SampleVideo.encode(3, n -> n);
        FormatTrack.Run own = formats.begin(PipelineFixture.FORMAT);
        FormatTrack.Run other = formats.begin(new AgreedFormat(
                VideoMode.progressive(1280, 720, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1));
        put(video.get(0), NOW_NS, own);
        put(video.get(1), NOW_NS, own);
        put(video.get(2), NOW_NS, other);
        run();

        assertThat(formats.findings()).extracting(FormatRun::decoded).containsExactly(2L, 1L);
        assertThat(complaints.list()).containsExactly("picture 3 is decoded as 640 x 480, and is of 1280x720p30");
    }

    @Test
    void aUnitThatTheDecoderRefusesIsCountedAndNamed() throws Exception {
        List<byte[]> video = SampleVideo.encode(2, n -> n);
        put(video.get(0), NOW_NS);
        put(new byte[] {0, 0, 0, 1, 0x65, 1, 2, 3}, NOW_NS);
        put(video.get(1), NOW_NS);
        run();
        assertThat(counters.decoded.value()).isGreaterThanOrEqualTo(2);
        assertThat(counters.decodeErrors.value()).isPositive();
        assertThat(complaints.list().get(0)).startsWith("picture 2: the decoder ");
    }
}
