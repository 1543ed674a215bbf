// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.sink.RtpFaults;

/** A pipeline with a clock of the test's, that keeps what comes out of it. */
final class PipelineFixture implements AccessUnitTarget {
    static final AgreedFormat FORMAT = new AgreedFormat(
            VideoMode.progressive(640, 480, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1);
    /** Time between two datagrams. */
    static final long STEP_NS = 1_000_000;

    final StreamCounters counters = new StreamCounters();
    final Complaints complaints = new Complaints("test");
    final List<byte[]> units = new ArrayList<>();
    final List<Boolean> damaged = new ArrayList<>();
    final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    final AccessUnit unit = new AccessUnit();
    final SyncTrack sync = new SyncTrack();
    final ClockTrack clock = new ClockTrack();
    final FormatTrack formats = new FormatTrack();
    final StreamPipeline pipeline;
    int idrRequests;
    long cutOctets;
    long nowNs = 1_000_000_000L;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DatagramTarget.MAX_LENGTH + 1);

    PipelineFixture(RtpFaults faults) {
        this(faults, SoundDecoder.NONE);
    }

    PipelineFixture(RtpFaults faults, SoundDecoder decoder) {
        pipeline = new StreamPipeline(
                faults,
                counters,
                complaints,
                new KeyframeWatch(() -> idrRequests++),
                this,
                new StreamPipeline.Hearing(decoder, sync, clock, formats),
                new StreamPipeline.Recording() {
                    @Override
                    public void record(ByteBuffer from, int index, int length) {
                        byte[] octets = new byte[length];
                        from.get(index, octets);
                        recorded.writeBytes(octets);
                    }

                    @Override
                    public void cut(long octets) {
                        cutOctets += octets;
                    }
                });
        pipeline.expect(FORMAT, Optional.empty());
    }

    /** A fixture in good air, after PLAY. */
    static PipelineFixture playing() {
        PipelineFixture fixture = new PipelineFixture(RtpFaults.NONE);
        fixture.pipeline.play();
        return fixture;
    }

    PipelineFixture receive(List<byte[]> datagrams) {
        datagrams.forEach(this::receive);
        return this;
    }

    PipelineFixture receive(byte[] datagram) {
        buffer.put(0, datagram);
        nowNs += STEP_NS;
        pipeline.datagram(buffer, datagram.length, nowNs);
        pipeline.poll(nowNs);
        return this;
    }

    PipelineFixture passes(long ms) {
        for (long i = 0; i < ms; i++) {
            nowNs += 1_000_000;
            pipeline.poll(nowNs);
        }
        return this;
    }

    PipelineFixture finish() {
        pipeline.finish(nowNs);
        return this;
    }

    List<String> complaints() {
        return complaints.list();
    }

    List<String> late() {
        return complaints.lateList();
    }

    @Override
    public AccessUnit finished(AccessUnit finished) {
        byte[] octets = new byte[finished.length()];
        finished.data().get(0, octets);
        units.add(octets);
        damaged.add(finished.damaged());
        return unit;
    }

    @Override
    public AccessUnit first() {
        return unit;
    }
}
