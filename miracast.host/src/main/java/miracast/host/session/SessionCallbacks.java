// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.Monitor;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DataRateListener;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SourceCapabilities;
import miracast.api.input.InputEvent;
import miracast.host.display.Display;
import miracast.host.display.EncoderChoice;
import miracast.host.display.FrameLedger;
import miracast.host.thread.CastMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callbacks of one session. A driver may call them whenever it likes and from wherever it likes: what is not allowed is
 * refused or ignored, and nothing of an older session reaches a newer one.
 */
final class SessionCallbacks implements MiracastCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCallbacks.class);
    /** How long a pull waits that comes too late, so that a driver that does not notice does not spin. */
    private static final long LATE_PULL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private enum Phase {
        CREATED,
        STARTING,
        RUNNING,
        STOPPING,
        CLOSED
    }

    /** What a session hears of its driver; called on the driver's threads, must not block. */
    interface Hearer {
        void status(MiracastStatus status, int ntStatus, String detail);

        void active(boolean active);

        void format(VideoFormat format, List<String> reasons);

        void formatExplained(List<String> reasons);

        void frameShare(int oneOf, String reason);

        void monitor(Monitor present);

        void monitorGone();
    }

    private final SessionParts parts;
    private final DataRates rates;
    private final BitRateChoice bitRate;
    private final Hearer hearer;
    private final AtomicBoolean statusReported = new AtomicBoolean();
    private final AtomicBoolean lateCallTold = new AtomicBoolean();
    private final Object phaseChange = new Object();

    /** Written under {@link #phaseChange}. */
    private volatile Phase phase = Phase.CREATED;

    private volatile Thread lifeCycleThread;

    /** Whether there was no encoder to tell of, so that the driver cannot be blamed for what it does about it. */
    private volatile boolean lacking;

    SessionCallbacks(SessionParts parts, DataRates rates, Hearer hearer) {
        this.parts = parts;
        this.rates = rates;
        this.hearer = hearer;
        bitRate = new BitRateChoice(parts.bitRates());
        parts.ring().attach(this);
        parts.sound().attach(this);
    }

    // ---- the session

    /** The calling thread begins a start of the session. */
    void starting() {
        enter(Phase.STARTING, Thread.currentThread());
    }

    /** The start has succeeded. */
    void started() {
        enter(Phase.RUNNING, null);
    }

    /** The calling thread begins to stop the session: no picture is made any more, and one that is being sent is sent to its end. */
    void stopping() {
        if (enter(Phase.STOPPING, Thread.currentThread())) {
            parts.ring().end(this);
            nothingIsMade();
        }
    }

    /** The session is stopped. */
    void stopped() {
        parts.ring().detach(this);
    }

    /** The context is closed, or given up: whatever is called now comes too late. */
    void closed() {
        if (enter(Phase.CLOSED, null)) {
            rates.end();
            nothingIsMade();
            parts.ring().detach(this);
        }
    }

    private void nothingIsMade() {
        parts.display().active(false);
        parts.sound().active(false);
        parts.sound().detach(this);
    }

    /** False if it was closed before: what is on the rings now is not this session's affair. */
    private boolean enter(Phase next, Thread thread) {
        synchronized (phaseChange) {
            if (phase == Phase.CLOSED) {
                return false;
            }
            phase = next;
            lifeCycleThread = thread;
            phaseChange.notifyAll();
            return true;
        }
    }

    private boolean isLate() {
        if (phase != Phase.CLOSED) {
            return false;
        }
        if (lateCallTold.compareAndSet(false, true)) {
            String castId = parts.castId();
            CastMark.on(
                            castId,
                            () -> LOG.warn(
                                    "cast {}: the driver still calls back after its context was closed; ignored",
                                    castId))
                    .run();
        }
        return true;
    }

    /** Whether the driver was not given what it needs for a start. Any thread. */
    boolean isLacking() {
        return lacking;
    }

    /** The cast's limits have changed. Any thread. */
    void bitRatesChanged() {
        if (parts.display().format() != null) {
            parts.display().bitRate(bitRate.reconsider());
        }
    }

    // ---- the driver

    @Override
    public String castId() {
        return parts.castId();
    }

    @Override
    public SourceCapabilities capabilities() {
        try {
            return parts.capabilities().get();
        } catch (IllegalStateException e) {
            lacking = true;
            throw e;
        }
    }

    @Override
    public void reportSessionStatus(MiracastStatus status, int ntStatus, String detail) {
        if (!isLate() && statusReported.compareAndSet(false, true)) {
            hearer.status(status, ntStatus, detail);
        }
    }

    @Override
    public void chunkProcessed(long chunkId, ChunkType type, int processingTimeUs, int encodeRateKbit) {
        if (isLate()) {
            return;
        }
        if (type == ChunkType.FRAME_START && processingTimeUs > 0) {
            // An old picture that is shown again has no such time.
            parts.meter().captured(processingTimeUs);
        } else if (type == ChunkType.COLOUR_CONVERSION_COMPLETE) {
            parts.meter().converted(processingTimeUs);
        } else if (type == ChunkType.ENCODE_COMPLETE) {
            long frame = ChunkId.frame(chunkId);
            int part = ChunkId.part(chunkId);
            long now = parts.clock().getAsLong();
            if (part == 0) {
                parts.meter().firstPacket(sinceUs(parts.ledger().takenNs(frame), now));
            }
            if (parts.ledger().isLast(frame, part)) {
                parts.ledger().pulled(frame, now);
                parts.meter().encoded(processingTimeUs);
                parts.meter().queued(sinceUs(parts.ledger().encodingNs(frame), now) - processingTimeUs);
            }
        }
    }

    @Override
    public void chunkSent(long chunkId) {
        long frame = ChunkId.frame(chunkId);
        if (!isLate() && parts.ledger().isLast(frame, ChunkId.part(chunkId))) {
            long now = parts.clock().getAsLong();
            parts.ledger().sent(frame, now);
            parts.meter().sent(sinceUs(parts.ledger().pulledNs(frame), now));
            parts.meter().lastPacket(now, sinceUs(parts.ledger().takenNs(frame), now));
        }
    }

    @Override
    public void pictureLeftOut(long chunkId) {
        if (!isLate()) {
            parts.meter().dropped(1);
        }
    }

    /** Negative, and so left out by the meter, if nothing is known of the frame any more. */
    private static long sinceUs(long thenNs, long nowNs) {
        return thenNs == FrameLedger.UNKNOWN ? -1 : (nowNs - thenNs) / 1000;
    }

    @Override
    public void protocolEvent(ProtocolEvent event) {
        if (!isLate() && event == ProtocolEvent.IDR_REQUESTED) {
            parts.meter().idrRequested();
        }
    }

    @Override
    public void packetsSent(int packets, int octets, int refused) {
        if (!isLate() && packets >= 0 && octets >= 0 && refused >= 0) {
            parts.meter().packets(packets, octets, refused);
        }
    }

    @Override
    public void sinkReported(long packetsLost) {
        if (!isLate()) {
            parts.meter().lost(packetsLost);
        }
    }

    @Override
    public int nextChunk(EncodeChunk chunk, long timeoutNs) {
        int waiting = isLate() ? NO_CHUNK : parts.ring().next(this, chunk, timeoutNs);
        if (waiting == NO_CHUNK && phase.compareTo(Phase.STOPPING) >= 0) {
            LockSupport.parkNanos(this, Math.min(timeoutNs, LATE_PULL_NS));
        }
        if (waiting != NO_CHUNK && chunk.idr()) {
            parts.recording().idr();
        }
        return waiting;
    }

    @Override
    public int nextAudio(EncodeChunk chunk) {
        return isLate() || phase == Phase.STOPPING ? NO_CHUNK : parts.sound().next(this, chunk);
    }

    @Override
    public void registerForDataRate(DataRateListener listener) {
        if (Thread.currentThread() != lifeCycleThread) {
            throw new IllegalStateException("data rates of cast " + parts.castId()
                    + " are registered for only on the thread that starts or stops the session");
        }
        rates.register(listener);
    }

    @Override
    public void ioControl(DisplayRequest request) throws MiracastException {
        if (request == null) {
            throw new MiracastException(
                    NtStatus.STATUS_INVALID_PARAMETER, "request of cast " + parts.castId() + " is null");
        }
        awaitStarted(request);
        Display display = parts.display();
        if (request instanceof DisplayRequest.RequestIdr) {
            display.requestIdr();
        } else if (request instanceof DisplayRequest.SetBitRate wanted) {
            display.bitRate(bitRate.wish(atLeastOne(wanted.bitRate())));
        } else if (request instanceof DisplayRequest.SetFrameShare wanted) {
            display.frameShare(wanted.oneOf());
            hearer.frameShare(wanted.oneOf(), wanted.reason());
        } else if (request instanceof DisplayRequest.SetFormat wanted) {
            setFormat(wanted);
            hearer.format(wanted.format(), wanted.reasons());
        } else if (request instanceof DisplayRequest.ExplainFormat present) {
            hearer.formatExplained(present.reasons());
        } else if (request instanceof DisplayRequest.SetActive wanted) {
            setActive(wanted.active());
        } else if (request instanceof DisplayRequest.SetAudio agreed) {
            parts.sound().coding(agreed.coding());
        } else if (request instanceof DisplayRequest.MonitorArrived monitor) {
            hearer.monitor(new Monitor(monitor.name(), monitor.edid()));
        } else {
            hearer.monitorGone();
        }
    }

    private void awaitStarted(DisplayRequest request) throws MiracastException {
        synchronized (phaseChange) {
            while (phase == Phase.STARTING && Thread.currentThread() != lifeCycleThread) {
                try {
                    phaseChange.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new MiracastException(
                            NtStatus.STATUS_CANCELLED, request + " of cast " + parts.castId() + " was interrupted", e);
                }
            }
            if (phase == Phase.STOPPING || phase == Phase.CLOSED) {
                throw new MiracastException(
                        NtStatus.STATUS_INVALID_DEVICE_STATE,
                        request + " of cast " + parts.castId() + " comes while the session stops");
            }
        }
    }

    private long atLeastOne(long bitRate) throws MiracastException {
        if (bitRate < 1) {
            throw new MiracastException(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "bitRate " + bitRate + " bit/s of cast " + parts.castId() + " is less than 1");
        }
        return bitRate;
    }

    private void setFormat(DisplayRequest.SetFormat wanted) throws MiracastException {
        VideoFormat format = wanted.format();
        if (!EncoderChoice.hasOneFor(parts.encoders(), format)) {
            throw new MiracastException(
                    NtStatus.STATUS_NOT_SUPPORTED,
                    "no encoder of cast " + parts.castId() + " takes " + format + ": "
                            + EncoderChoice.refusals(parts.encoders(), format));
        }
        parts.display().format(format);
        parts.display().bitRate(bitRate.begin(format, wanted.maxBitRate()));
    }

    private void setActive(boolean active) throws MiracastException {
        if (active && parts.display().format() == null) {
            throw new MiracastException(
                    NtStatus.STATUS_INVALID_DEVICE_STATE,
                    "cast " + parts.castId() + " cannot be active before it has a format");
        }
        parts.display().active(active);
        parts.sound().active(active);
        if (!active) {
            parts.meter().pause();
        }
        hearer.active(active);
    }

    @Override
    public void input(InputEvent event) {
        if (!isLate()) {
            parts.input().accept(parts.display().onPicture(event));
        }
    }

    @Override
    public void transportStream(ByteBuffer packets, int offset, int octets) {
        if (!isLate()) {
            parts.recording().write(packets, offset, octets);
        }
    }
}
