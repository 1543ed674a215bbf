// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
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

/**
 * A host that a test feeds with chunks and that notes what its driver does. It keeps to the contract, and holds the driver to
 * it: what breaks a rule of {@link MiracastCallbacks} is listed by {@link #violations}. Any thread.
 */
public final class TestHost implements MiracastCallbacks {
    /** What a driver asks for while nothing is shown. */
    static final DisplayRequest INACTIVE = new DisplayRequest.SetActive(false);

    /** What was reported when a session ended. */
    public record Report(MiracastStatus status, int ntStatus, String detail) {}

    private record Fed(
            byte[] octets, long id, ChunkType type, long timestampNs, int processingTimeUs, boolean idr, boolean end) {}

    private record Heard(byte[] octets, AudioCoding coding, long timestampNs) {}

    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final List<DisplayRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ProtocolEvent> events = new CopyOnWriteArrayList<>();
    private final List<Long> processed = new CopyOnWriteArrayList<>();
    private final List<Long> sent = new CopyOnWriteArrayList<>();
    private final List<InputEvent> inputs = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Deque<Fed> chunks = new ArrayDeque<>();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(4 << 20);
    private final Queue<Heard> sounds = new ConcurrentLinkedQueue<>();
    private final ByteBuffer soundMemory = ByteBuffer.allocateDirect(1 << 16);
    private final ByteArrayOutputStream recording = new ByteArrayOutputStream();
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong(-1);
    private final AtomicInteger refused = new AtomicInteger();

    private volatile SourceCapabilities capabilities =
            SourceCapabilities.builder().build();
    private volatile DataRateListener dataRates;
    private volatile Thread puller;
    private volatile Thread lifeCycleThread;
    private volatile boolean starting;
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile Class<? extends DisplayRequest> refusedRequest;
    private volatile boolean holdsFormat;
    private volatile boolean held;
    private long nextFrame;

    /** Sets what encoders and cast allow. */
    public TestHost capabilities(SourceCapabilities value) {
        capabilities = value;
        return this;
    }

    /** Makes requests of a kind fail from now on. */
    public void refuse(Class<? extends DisplayRequest> kind) {
        refusedRequest = kind;
    }

    /** From now on a format takes until {@link #letFormatGo()}, as with an encoder that is slow to open. */
    public void holdFormat() {
        holdsFormat = true;
    }

    /** Whether a format is being held. */
    public boolean isHeld() {
        return held;
    }

    /** Ends {@link #holdFormat()}. */
    public synchronized void letFormatGo() {
        holdsFormat = false;
        notifyAll();
    }

    // The phases of the contract, told by the test's own calls.

    void beginStart() {
        starting = true;
        lifeCycleThread = Thread.currentThread();
    }

    synchronized void endStart() {
        starting = false;
        lifeCycleThread = null;
        notifyAll();
    }

    void beginStop() {
        stopping = true;
        lifeCycleThread = Thread.currentThread();
    }

    /** Whether a stop is under way. */
    boolean isStopping() {
        return stopping;
    }

    void endStop() {
        stopping = false;
        lifeCycleThread = null;
        puller = null;
    }

    void contextClosed() {
        closed = true;
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            violations.add(rule + " (on " + Thread.currentThread().getName() + ")");
        }
    }

    /** Rules that the driver broke. */
    public List<String> violations() {
        return violations;
    }

    // Feeding.

    /** One picture in one slice, taken now; returns its number. */
    public long feed(boolean idr, int octets) {
        return feed(idr, octets, System.nanoTime());
    }

    /** One picture in one slice. */
    public long feed(boolean idr, int octets, long timestampNs) {
        long frame = nextFrame++;
        feedSlice(frame, 0, idr, true, octets, timestampNs);
        return frame;
    }

    /** One picture of the test's own octets, in one slice, taken now. */
    public void feed(boolean idr, byte[] octets) {
        offer(new Fed(
                octets, ChunkId.of(nextFrame++, 0), ChunkType.ENCODE_COMPLETE, System.nanoTime(), 1000, idr, true));
    }

    /** One picture with octets of the test's. */
    public void feed(byte[] octets, boolean idr, long timestampNs) {
        offer(new Fed(octets, ChunkId.of(nextFrame++, 0), ChunkType.ENCODE_COMPLETE, timestampNs, 1000, idr, true));
    }

    /** One slice; its octets tell frame and part, so that a test finds them again. */
    public void feedSlice(long frame, int part, boolean idr, boolean end, int octets, long timestampNs) {
        nextFrame = Math.max(nextFrame, frame + 1);
        offer(new Fed(
                slice(frame, part, octets),
                ChunkId.of(frame, part),
                ChunkType.ENCODE_COMPLETE,
                timestampNs,
                1000,
                idr,
                end));
    }

    /** One unit of sound. */
    public void feedSound(AudioCoding coding, byte[] octets, long timestampNs) {
        sounds.add(new Heard(octets, coding, timestampNs));
    }

    /** A step without octets. */
    public void feedStep(long frame, ChunkType type) {
        offer(new Fed(null, ChunkId.of(frame, 0), type, System.nanoTime(), 10, false, false));
    }

    /** The octets that {@link #feedSlice} makes: never a start code. */
    public static byte[] slice(long frame, int part, int octets) {
        byte[] slice = new byte[octets];
        for (int i = 0; i < octets; i++) {
            slice[i] = (byte) (1 + (frame * 31 + part * 7L + i) % 250);
        }
        return slice;
    }

    private synchronized void offer(Fed chunk) {
        chunks.add(chunk);
        notifyAll();
    }

    // What was seen.

    /** The next report of an end; waits up to a minute. */
    public Report awaitReport() throws InterruptedException {
        Report report = reports.poll(60, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no end of the session was reported");
        }
        return report;
    }

    /** Ends that were reported and not taken yet. */
    public int pendingReports() {
        return reports.size();
    }

    public List<DisplayRequest> requests() {
        return requests;
    }

    /** Requests of one kind. */
    public <T extends DisplayRequest> List<T> requests(Class<T> kind) {
        return requests.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<ProtocolEvent> events() {
        return events;
    }

    /** Ids of chunks reported as processed. */
    public List<Long> processed() {
        return processed;
    }

    /** Ids of chunks reported as sent. */
    public List<Long> sent() {
        return sent;
    }

    /** RTP packets reported as sent. */
    public int packets() {
        return packets.get();
    }

    /** RTP packets reported as refused. */
    public int refused() {
        return refused.get();
    }

    /** Who is told data rates; null if nobody is. */
    public DataRateListener dataRates() {
        return dataRates;
    }

    /** The transport stream so far. */
    public synchronized byte[] recording() {
        return recording.toByteArray();
    }

    // MiracastCallbacks.

    @Override
    public String castId() {
        return "test";
    }

    @Override
    public SourceCapabilities capabilities() {
        check(!closed, "capabilities after close");
        return capabilities;
    }

    @Override
    public void reportSessionStatus(MiracastStatus status, int ntStatus, String detail) {
        check(!closed, "reportSessionStatus after close");
        // On another thread it may come just before a successful start has returned: the driver cannot see that moment.
        check(!starting || Thread.currentThread() != lifeCycleThread, "reportSessionStatus from within startSession");
        check(reports.isEmpty(), "reportSessionStatus twice");
        reports.add(new Report(status, ntStatus, detail));
    }

    @Override
    public void chunkProcessed(long chunkId, ChunkType type, int processingTimeUs, int encodeRateKbit) {
        check(!closed, "chunkProcessed after close");
        processed.add(chunkId);
    }

    @Override
    public void chunkSent(long chunkId) {
        check(!closed, "chunkSent after close");
        sent.add(chunkId);
    }

    @Override
    public void protocolEvent(ProtocolEvent event) {
        check(!closed, "protocolEvent after close");
        events.add(event);
    }

    @Override
    public void packetsSent(int newPackets, int octets, int newRefused) {
        check(!closed, "packetsSent after close");
        packets.addAndGet(newPackets);
        refused.addAndGet(newRefused);
    }

    @Override
    public void sinkReported(long newLost) {
        check(!closed, "sinkReported after close");
        lost.set(newLost);
    }

    /** RTP packets that the sink reported as lost; -1 if it reported nothing. */
    public long lost() {
        return lost.get();
    }

    @Override
    public int nextAudio(EncodeChunk chunk) {
        check(!closed, "nextAudio after close");
        check(puller == null || puller == Thread.currentThread(), "sound is pulled on another thread than video");
        Heard heard = sounds.poll();
        if (heard == null) {
            return NO_CHUNK;
        }
        soundMemory.put(0, heard.octets());
        chunk.wrapAudio(
                soundMemory, 0, heard.octets().length, ChunkId.of(0, 0), heard.coding(), heard.timestampNs(), 100);
        return sounds.size();
    }

    @Override
    public synchronized int nextChunk(EncodeChunk chunk, long timeoutNs) {
        check(!closed, "nextChunk after close");
        check(puller == null || puller == Thread.currentThread(), "two threads pull chunks");
        puller = Thread.currentThread();
        long deadlineNs = System.nanoTime() + timeoutNs;
        long leftNs = timeoutNs;
        while (chunks.isEmpty() && leftNs > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            } catch (InterruptedException e) {
                check(false, "interrupt of the pulling thread");
                return NO_CHUNK;
            }
            leftNs = deadlineNs - System.nanoTime();
        }
        if (chunks.isEmpty()) {
            return NO_CHUNK;
        }
        Fed fed = chunks.poll();
        if (fed.octets() == null) {
            chunk.wrap(fed.id(), fed.type(), fed.timestampNs(), fed.processingTimeUs());
        } else {
            memory.put(0, fed.octets());
            chunk.wrap(
                    memory,
                    0,
                    fed.octets().length,
                    fed.id(),
                    fed.type(),
                    fed.timestampNs(),
                    fed.processingTimeUs(),
                    8000,
                    fed.idr(),
                    fed.end());
        }
        return chunks.size();
    }

    @Override
    public void registerForDataRate(DataRateListener listener) {
        check(Thread.currentThread() == lifeCycleThread, "registerForDataRate on another thread");
        check(listener == null || dataRates == null, "registered for data rates twice");
        dataRates = listener;
    }

    @Override
    public void ioControl(DisplayRequest request) throws MiracastException {
        check(!closed, "ioControl after close");
        awaitStarted();
        if (stopping && Thread.currentThread() != lifeCycleThread) {
            throw new MiracastException(NtStatus.STATUS_INVALID_DEVICE_STATE, "the session stops");
        }
        if (request.getClass() == refusedRequest) {
            throw new MiracastException(NtStatus.STATUS_UNSUCCESSFUL, request + " is refused by the test");
        }
        if (request instanceof DisplayRequest.SetFormat) {
            held = holdsFormat;
            await(() -> holdsFormat);
        }
        requests.add(request);
    }

    private void awaitStarted() {
        await(() -> starting && Thread.currentThread() != lifeCycleThread);
    }

    private synchronized void await(BooleanSupplier condition) {
        boolean interrupted = false;
        while (condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void input(InputEvent event) {
        check(!closed, "input after close");
        check(capabilities.input(), "input that nobody asked for");
        inputs.add(event);
    }

    /** What was done at the display. */
    public List<InputEvent> inputs() {
        return inputs;
    }

    @Override
    public synchronized void transportStream(ByteBuffer packets, int offset, int octets) {
        check(capabilities.recording(), "transport stream without recording");
        byte[] copy = new byte[octets];
        packets.get(offset, copy);
        recording.writeBytes(copy);
    }
}
