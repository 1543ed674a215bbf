// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In steady state the receive thread allocates nothing on the heap. */
@Timeout(120)
class AllocationTest {
    private static final int WARM_UP = 1_000;
    private static final int PICTURES = 5_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<byte[]> stream() {
        TestMultiplexer source = new TestMultiplexer().withSound(AudioCoding.LPCM);
        List<byte[]> datagrams = new ArrayList<>();
        byte[] idr = Pictures.idr(3_000);
        byte[] predicted = Pictures.predicted(1_500);
        byte[] lpcm = TestMultiplexer.lpcm(6, 0);
        for (int i = 0; i < WARM_UP + PICTURES; i++) {
            datagrams.addAll(source.picture(i % 30 == 0 ? idr : predicted));
            source.sound90k = source.time90k + source.delay90k;
            datagrams.addAll(source.sound(AudioCoding.LPCM, lpcm).datagrams());
        }
        return datagrams;
    }

    @Test
    void thePipelineAllocatesNothing() {
        List<byte[]> stream = stream();
        AccessUnit unit = new AccessUnit();
        AccessUnitTarget target = new AccessUnitTarget() {
            @Override
            public AccessUnit finished(AccessUnit finished) {
                return unit;
            }

            @Override
            public AccessUnit first() {
                return unit;
            }
        };
        StreamCounters counters = new StreamCounters();
        StreamPipeline pipeline = new StreamPipeline(
                RtpFaults.NONE,
                counters,
                new Complaints("test"),
                new KeyframeWatch(() -> {}),
                target,
                StreamPipeline.Hearing.none(),
                StreamPipeline.Recording.NONE);
        pipeline.expect(PipelineFixture.FORMAT, Optional.empty());
        pipeline.play();
        ByteBuffer buffer = ByteBuffer.allocateDirect(DatagramTarget.MAX_LENGTH);
        long before = 0;
        long now = 0;
        int warm = stream.size() / 5;
        for (int i = 0; i < stream.size(); i++) {
            if (i == warm) {
                before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            }
            buffer.put(0, stream.get(i));
            pipeline.datagram(buffer, stream.get(i).length, now);
            pipeline.poll(now);
            now += 1_000_000;
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(counters.audioUnits.value()).isEqualTo(WARM_UP + PICTURES);
        assertThat(counters.accessUnits.value()).isEqualTo(WARM_UP + PICTURES - 1);
        assertThat(allocated).isLessThan(20_000);
    }

    @Test
    void theDecoderAllocatesNothing() throws Exception {
        List<byte[]> video = SampleVideo.encode(10, n -> n);
        AccessUnit[] units = new AccessUnit[video.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = new AccessUnit();
            units[i].begin(0, 0);
            units[i].append(ByteBuffer.wrap(video.get(i)), 0, video.get(i).length);
            units[i].pad();
            units[i].number(i + 1);
        }
        FfmpegLibrary library = new FfmpegLibrary();
        long[] pictures = {0};
        PictureDecoder.Output output = (number, damaged, luma, stride, width, height) -> pictures[0]++;
        try (PictureDecoder decoder = library.decoder(1)) {
            long before = 0;
            for (int round = 0; round < 110; round++) {
                if (round == 10) {
                    before = threads.getThreadAllocatedBytes(
                            Thread.currentThread().getId());
                }
                for (AccessUnit unit : units) {
                    decoder.decode(unit, output);
                }
            }
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(pictures[0]).isEqualTo(1100);
            assertThat(allocated).isLessThan(20_000);
        } finally {
            library.close();
        }
    }

    @Test
    void theReceiveThreadAllocatesNextToNothing() throws Exception {
        List<byte[]> stream = stream();
        try (SinkFixture fixture = new SinkFixture()) {
            SinkSession session =
                    fixture.sink.connect(fixture.request().decode(false).build());
            fixture.source.negotiate();
            int warm = stream.size() / 5;
            send(fixture, session, stream.subList(0, warm));
            long thread = threadOf("miracast-sink-tv-receive");
            long before = threads.getThreadAllocatedBytes(thread);
            send(fixture, session, stream.subList(warm, stream.size()));
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(session.statistics().lost()).isZero();
            assertThat(allocated / PICTURES).isLessThan(100);
            session.vanish();
        }
    }

    /** In portions, so that the system keeps all until they are read. */
    private static void send(SinkFixture fixture, SinkSession session, List<byte[]> datagrams) throws Exception {
        long sent = session.statistics().packets();
        for (int from = 0; from < datagrams.size(); from += 50) {
            List<byte[]> part = datagrams.subList(from, Math.min(datagrams.size(), from + 50));
            fixture.source.send(part);
            sent += part.size();
            long expected = sent;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> session.statistics().packets() >= expected);
        }
    }

    private static long threadOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getId();
    }
}
