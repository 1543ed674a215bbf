// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.Optional;
import miracast.api.sink.RtpFaults;
import miracast.wire.rtsp.FormatChangeTiming;

/**
 * All that happens to a datagram from the socket to the finished access unit: faults, order, recording, checks. Has no threads and
 * no sockets; belongs to the receive thread.
 *
 * <pre>
 * BadAir → DelayLine → RtpInput (ReorderWindow) → Recorder
 *                                               → TransportDemultiplexer → AccessUnitAssembly → AccessUnitTarget
 *                                                                        → AudioCheck
 * </pre>
 */
final class StreamPipeline implements DatagramTarget, TransportTarget {
    /** What is on its way when PAUSE is answered may still come. */
    private static final long PAUSE_GRACE_NS = 500_000_000;

    private final Complaints complaints;
    private final PacketPosition position = new PacketPosition();
    private final BadAir air;
    private final DelayLine delays;
    private final RtpInput input;
    private final Recording recording;
    private final StreamClock clock;
    private final KeyframeWatch keyframes;
    private final AccessUnitCheck check;
    private final AccessUnitAssembly assembly;
    private final AudioCheck audio;
    private final TransportDemultiplexer demultiplexer;

    private long octets;
    private boolean playing;
    private boolean played;
    private boolean complained;
    private long pausedNs;

    /** Where received transport packets are written to. */
    interface Recording {
        /** Nowhere. */
        Recording NONE = new Recording() {
            @Override
            public void record(ByteBuffer buffer, int index, int length) {
                // Nobody wants it.
            }

            @Override
            public void cut(long octets) {
                // There is nothing.
            }
        };

        /** Takes octets; the buffer is the caller's again after return. */
        void record(ByteBuffer buffer, int index, int length);

        /** Leaves out the last {@code octets} after all. Nothing comes after this. */
        void cut(long octets);
    }

    /** What is learned about times of sound, pictures and clock, and about formats, and what it takes to hear. */
    record Hearing(SoundDecoder decoder, SyncTrack sync, ClockTrack clock, FormatTrack formats) {
        /** Hears nothing, and keeps nothing. */
        static Hearing none() {
            return new Hearing(SoundDecoder.NONE, new SyncTrack(), new ClockTrack(), new FormatTrack());
        }
    }

    /** @param keyframes told about damage, and asked to ask */
    StreamPipeline(
            RtpFaults faults,
            StreamCounters counters,
            Complaints complaints,
            KeyframeWatch keyframes,
            AccessUnitTarget target,
            Hearing hearing,
            Recording recording) {
        this.complaints = complaints;
        this.keyframes = keyframes;
        this.recording = recording;
        this.clock = new StreamClock(counters, complaints, position, hearing.clock());
        this.check = new AccessUnitCheck(complaints, hearing.formats());
        this.assembly = new AccessUnitAssembly(counters, complaints, position, clock, check, keyframes, target);
        this.audio = new AudioCheck(counters, complaints, position, clock, hearing.decoder(), hearing.sync());
        this.demultiplexer = new TransportDemultiplexer(counters, complaints, position, clock, assembly, audio);
        this.input = new RtpInput(counters, complaints, position, this);
        this.delays = new DelayLine(faults.seed(), faults.jitterMs(), input);
        this.air = new BadAir(faults, delays);
    }

    /** Harms packets so from now on; those that wait keep their times. */
    void faults(RtpFaults faults) {
        air.faults(faults);
        delays.longestMs(faults.jitterMs());
    }

    @Override
    public void datagram(ByteBuffer buffer, int length, long arrivalNs) {
        if (!playing && !isInGrace(arrivalNs)) {
            if (!complained) {
                complained = true;
                complaints.add(
                        played ? "RTP packets %d ms after PAUSE was answered" : "RTP packets before PLAY",
                        (arrivalNs - pausedNs) / 1_000_000);
            }
            return;
        }
        air.datagram(buffer, length, arrivalNs);
    }

    @Override
    public void payload(ByteBuffer buffer, int index, int length, long arrivalNs) {
        recording.record(buffer, index, length);
        position.payload(octets, length);
        octets += length;
        demultiplexer.payload(buffer, index, length, arrivalNs);
    }

    @Override
    public void gap(int packets) {
        demultiplexer.gap(packets);
    }

    /** Does what is due by now. */
    void poll(long nowNs) {
        air.poll(nowNs);
        delays.poll(nowNs);
        input.poll(nowNs);
        assembly.poll(nowNs);
        if (playing) {
            keyframes.poll(nowNs);
        }
    }

    /** How long {@link #poll} may wait when no datagram comes, in ns. */
    long idleNs(long nowNs) {
        long longest = input.hasWaiting() ? ReorderWindow.LONGEST_WAIT_NS : 50_000_000;
        return Math.min(longest, delays.untilDueNs(nowNs));
    }

    /** Pictures from the next IDR picture on, or from the time given, are to be of this format. */
    void expect(AgreedFormat format, Optional<FormatChangeTiming> from) {
        from.ifPresentOrElse(timing -> check.expect(format, timing), () -> check.expect(format));
    }

    /** What the sink is from now on. */
    void offer(SinkParameters parameters) {
        check.offer(parameters);
    }

    /** PLAY is being sent: the stream may begin, with an IDR picture. */
    void play() {
        playing = true;
        assembly.play(played ? pausedNs + PAUSE_GRACE_NS : Long.MIN_VALUE);
        played = true;
        complained = false;
    }

    /** PAUSE was answered: the stream ends soon. */
    void pause(long nowNs) {
        playing = false;
        pausedNs = nowNs;
        assembly.pause();
        audio.pause();
        clock.pause();
    }

    /** Nothing will come any more: what is under way is finished. A picture that is not whole now is nobody's fault, and left out. */
    void finish(long nowNs) {
        air.flush(nowNs);
        delays.flush(nowNs);
        input.flush();
        if (assembly.isCut()) {
            assembly.leaveOut();
            recording.cut(octets - assembly.begunAt());
        } else {
            assembly.end();
        }
    }

    private boolean isInGrace(long nowNs) {
        return played && nowNs - pausedNs < PAUSE_GRACE_NS;
    }
}
