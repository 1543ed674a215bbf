// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.driver.input.InputChannel;
import miracast.driver.log.CastLog;
import miracast.driver.stream.MediaStream;
import miracast.driver.stream.StreamListener;
import miracast.wire.mode.ModeChoice;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.Transport;

/**
 * What comes of a session's dialogue and stream: hands it on to the host's display, to the rate control and to the stream. On the
 * event loop, where a method does not say otherwise.
 */
final class SessionEvents implements DialogueEvents, StreamListener {
    /** Told what the session as a whole has come to. */
    interface Listener {
        /** The sink has agreed to a format. */
        void opened();

        /** The session goes no further. On the loop, or on the sending thread. */
        void ended(SessionEnd how);
    }

    /** What may come before the session has started. */
    private enum Early {
        LINK,
        FLOW,
        IDR,
        MONITOR
    }

    private final EventLoop loop;
    private final Display display;
    private final StreamSetUp streamSetUp;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final String sink;
    private final CastLog log;
    private final Listener listener;
    private final RateWatch rate;
    private final IdrRequests idrRequests;
    /** What came before the session has started, in that order: of each kind the last, since a sink may send without end. */
    private final Map<Early, Runnable> early = new LinkedHashMap<>();

    private Dialogue dialogue;
    private volatile Agreement agreement;
    private volatile MediaStream stream;
    private boolean ready;

    /**
     * @param local where the sink reached us
     * @param remote the sink
     */
    SessionEvents(
            EventLoop loop,
            SessionSettings settings,
            Display display,
            StreamSetUp streamSetUp,
            InetSocketAddress local,
            InetSocketAddress remote,
            CastLog log,
            Listener listener) {
        this.loop = loop;
        this.display = display;
        this.streamSetUp = streamSetUp;
        this.local = local;
        this.remote = remote;
        this.sink = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        this.log = log;
        this.listener = listener;
        this.rate = new RateWatch(
                loop, new RateControl(settings.minBitRate(), new Rates()), () -> starved(settings.minBitRate()));
        this.idrRequests = new IdrRequests(loop, settings.idrNs(), () -> display.ask(new DisplayRequest.RequestIdr()));
    }

    /** Whose events these are. */
    void listenTo(Dialogue whose) {
        dialogue = whose;
    }

    /** What was agreed last; null before the first time. Any thread. */
    Agreement agreement() {
        return agreement;
    }

    /** The first format begins. On the starting thread, before the session is ready. */
    void start(ModeChoice.Agreed choice) {
        rate.start(choice);
    }

    /** The session has started: what came early takes effect, and the dialogue goes on. */
    void becomeReady() {
        ready = true;
        if (dialogue.state() != SessionState.CLOSED) {
            early.values().forEach(Runnable::run);
        }
        early.clear();
        dialogue.proceed();
    }

    /**
     * Does it at once, or when the session has started. Until then the host lets requests wait, and with them the loop and all casts
     * would: a sink may be faster than the host.
     */
    private void whenReady(Early kind, Runnable task) {
        if (ready) {
            task.run();
        } else {
            early.remove(kind);
            early.put(kind, task);
        }
    }

    /** How the link fares. */
    void linkReported(DataRateStats stats) {
        whenReady(Early.LINK, () -> rate.linkReported(stats));
    }

    /** Nothing more is asked of encoders. */
    void stop() {
        idrRequests.stop();
        rate.stop();
    }

    /** Lets the stream, if there is one, send the picture that it has begun, and nothing more; waits for nothing. Any thread. */
    void finishStream(long withinNs) {
        MediaStream present = stream;
        if (present != null) {
            present.finish(withinNs);
        }
    }

    /** Ends the stream, if there is one; waits for nothing. Any thread. */
    void stopStream() {
        MediaStream present = stream;
        if (present != null) {
            present.stop();
        }
    }

    /** Waits until the stream's thread has ended; whether it has. Any thread. */
    boolean awaitStreamEnd(long timeoutNs) throws InterruptedException {
        MediaStream present = stream;
        return present == null || present.awaitEnd(timeoutNs);
    }

    private void starved(long leastBitRate) {
        listener.ended(new SessionEnd(
                MiracastStatus.INSUFFICIENT_BANDWIDTH,
                NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES,
                "link to sink " + sink + " carries less than " + leastBitRate
                        + " bit/s, the least that is configured"));
    }

    /** What the rate control sets. */
    private final class Rates implements RateControl.Outcome {
        @Override
        public void bitRate(long bitRate) {
            log.debug("bit rate {} bit/s", bitRate);
            display.ask(new DisplayRequest.SetBitRate(bitRate));
        }

        @Override
        public void frameShare(int share, long bitRate) {
            String reason = String.format(Locale.ROOT, "the link carries %.1f Mbit/s", bitRate / 1e6);
            log.info("one of {} frames is made: {}", share, reason);
            display.ask(new DisplayRequest.SetFrameShare(share, reason));
        }

        @Override
        public boolean mode(long bitRate) {
            return dialogue.fitMode(bitRate);
        }
    }

    // What comes from dialogue and stream.

    @Override
    public void agreed(Agreement agreed) {
        agreement = agreed;
        listener.opened();
    }

    @Override
    public boolean takesSetUp() {
        return streamSetUp.isSecured();
    }

    @Override
    public Transport setUp(Agreement agreed, Transport request) throws IOException {
        StreamSetUp.Outcome outcome = streamSetUp.open(agreed, request, this);
        stream = outcome.stream();
        return outcome.reply();
    }

    @Override
    public void play() {
        log.info("sink plays");
        whenReady(Early.FLOW, () -> {
            stream.play();
            rate.play(stream);
            display.ask(new DisplayRequest.SetActive(true));
        });
    }

    @Override
    public void pause() {
        log.info("sink pauses");
        whenReady(Early.FLOW, () -> {
            rate.stop();
            stream.pause();
            display.ask(new DisplayRequest.SetActive(false));
        });
    }

    @Override
    public void idrRequested() {
        whenReady(Early.IDR, () -> {
            display.tell(ProtocolEvent.IDR_REQUESTED);
            if (dialogue.state() == SessionState.PLAYING) {
                rate.idrRequested();
                idrRequests.requested();
            }
        });
    }

    @Override
    public void monitorChanged(SinkCapabilities sink) {
        whenReady(Early.MONITOR, () -> tellMonitor(sink));
    }

    private void tellMonitor(SinkCapabilities sink) {
        if (Agreement.monitorConnected(sink)) {
            display.ask(display.arrival(sink));
            display.tell(ProtocolEvent.MONITOR_ARRIVED);
        } else {
            display.ask(new DisplayRequest.MonitorDeparted());
            display.tell(ProtocolEvent.MONITOR_DEPARTED);
        }
    }

    @Override
    public long announceFormatChange(Proposal proposal, long aheadNs) {
        // Where only the sound is another, pictures go on, however long the sink thinks about it.
        return proposal.format().equals(agreement.proposal().format())
                ? stream.presentationTime(aheadNs)
                : stream.announceChange(aheadNs);
    }

    @Override
    public void formatChanged(Agreement agreed, long firstPtsNs) {
        VideoFormat before = agreement.proposal().format();
        VideoFormat format = agreed.proposal().format();
        agreement = agreed;
        log.info("format changes: {}", agreed.proposal());
        if (!format.equals(before)) {
            // A format brings its own bit rate: what the link carries of it is told after it.
            display.ask(agreed.request());
            rate.start(agreed.proposal().choice());
        }
        display.ask(new DisplayRequest.SetAudio(agreed.proposal().sound()));
        stream.change(StreamSetUp.format(agreed), firstPtsNs);
    }

    @Override
    public InputChannel openInput() throws IOException {
        return InputChannel.open(
                loop,
                local.getAddress(),
                remote.getAddress(),
                () -> agreement.proposal().format().mode(),
                display::input,
                log);
    }

    @Override
    public void modeStays() {
        rate.modeStays();
    }

    @Override
    public void formatExplained(List<String> reasons) {
        display.ask(new DisplayRequest.ExplainFormat(reasons));
    }

    @Override
    public long linkBitRate() {
        return rate.linkBitRate();
    }

    @Override
    public void changeRefused() {
        stream.withdrawChange();
    }

    @Override
    public void modeRefused() {
        changeRefused();
        rate.modeRefused();
    }

    @Override
    public void ended(SessionEnd how) {
        stop();
        listener.ended(how);
    }

    @Override
    public void rtcpReceived() {
        dialogue.lived();
    }

    @Override
    public void receiverReport(double fractionLost, int packetsLost) {
        display.sinkReported(packetsLost);
        if (ready) {
            rate.sinkReported(fractionLost);
        }
    }

    @Override
    public void pictureLost() {
        idrRequested();
    }

    @Override
    public void pictureTooLate(long bitRate) {
        loop.execute(() -> {
            if (dialogue.state() == SessionState.PLAYING) {
                log.debug("picture left out, since the network carries no more than {} bit/s", bitRate);
                rate.carried(bitRate);
                // After the bit rate: the picture is the smaller for it.
                display.ask(new DisplayRequest.RequestIdr());
            }
        });
    }

    @Override
    public void streamFailed(Throwable cause) {
        listener.ended(new SessionEnd(
                MiracastStatus.CRITICAL_ERROR,
                NtStatus.STATUS_UNSUCCESSFUL,
                "stream to sink " + sink + " cannot go on: " + cause));
        // After the end was told, since whatever failed may fail here again.
        log.warn("stream cannot go on", cause);
    }
}
