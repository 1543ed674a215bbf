// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import miracast.api.VideoFormat;
import miracast.api.cast.Cast;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PesPacketizer;
import miracast.wire.ts.Pid;
import miracast.wire.ts.PresentationTime;
import miracast.wire.ts.ProgramClockReference;
import miracast.wire.ts.RtpPacket;
import org.slf4j.MDC;

/**
 * Sends the chunks of one session: pulls them, reports them, cuts them into datagrams and sends these at once, but for what
 * pacing holds back of a large picture. In between it keeps tables, clock and sound going, also when no picture comes.
 *
 * <p>One thread, which it owns and which allocates nothing once it plays. Others tell it what to do by the public methods; it
 * adopts that between two chunks.
 */
public final class StreamSender {
    private static final long TABLES_NS = 100_000_000;
    /** A picture that comes so shortly before the tables are due takes them along. */
    private static final long TABLES_EARLY_NS = 15_000_000;
    /** Below the 40 ms that sinks may count on, with room for a late thread. */
    private static final long CLOCK_NS = 36_000_000;
    /** How long to wait for a chunk while nothing is to be sent: how soon a command is seen. */
    private static final long IDLE_NS = 20_000_000;
    /** A thread that parks for less wakes up too late to be of use. */
    private static final long LEAST_PARK_NS = 50_000;

    private static final long ONE_TICK_NS = 11_112;
    private static final long NEVER_NS = Long.MAX_VALUE;

    private final MiracastCallbacks callbacks;
    private final MediaClock clock;
    private final RtpOutput output;
    private final long ptsLeadNs;
    private final StreamListener listener;
    private final Thread thread;

    private volatile boolean running = true;
    /** Once the session ends: when the picture that is being sent has to be out. */
    private volatile long endNs = NEVER_NS;

    private volatile boolean playing;
    private volatile int plays;
    private volatile FormatChange change;
    private volatile long ptsEndNs = Long.MAX_VALUE;
    private final AtomicLong dropped = new AtomicLong();

    // From here on the sending thread's alone.
    private final EncodeChunk chunk = new EncodeChunk();
    private final Datagram video = new Datagram();
    private final Datagram other = new Datagram();
    private final PesPacketizer packetizer = new PesPacketizer();
    private final Tables tables;
    private final Encryption encryption;
    private final Sound sound;
    private final Pacer pacer;
    private final Outlet outlet = new Outlet();
    private final Departures departures;
    private final PictureGate gate;

    private VideoFormat picture;
    private boolean markers;
    private boolean active;
    private int adoptedPlays;
    private FormatChange adoptedChange;
    private long nextPtsNs = Long.MIN_VALUE;
    private long tablesDueNs;
    private long clockDueNs;
    private long frameNumber = -1;
    private boolean frameGoes;
    /** Whether a picture that goes has begun and is not out yet. */
    private boolean frameOpen;

    private long frameTimestamp90k;
    private long ptsNs = Long.MIN_VALUE;
    private int videoCounter;

    /**
     * @param name of the thread
     * @param encryption of the video; null if it is not encrypted
     * @param listener of the sending thread's
     */
    StreamSender(
            String name,
            MiracastCallbacks callbacks,
            MediaClock clock,
            RtpOutput output,
            StreamFormat format,
            StreamSettings settings,
            Encryption encryption,
            StreamListener listener) {
        this.callbacks = callbacks;
        this.clock = clock;
        this.output = output;
        this.ptsLeadNs = settings.ptsLeadNs();
        this.encryption = encryption;
        this.tables = new Tables(encryption);
        this.listener = listener;
        this.sound = new Sound(callbacks, clock, ptsLeadNs);
        this.pacer = new Pacer(settings.burstPackets(), settings.pacingShare());
        gate = new PictureGate(callbacks, clock, outlet, ptsLeadNs, listener);
        departures = new Departures(output, pacer, outlet, clock, () -> running && clock.nowNs() < endNs);
        adopt(format);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    private void adopt(StreamFormat format) {
        picture = format.video();
        tables.format(format);
        pacer.frameInterval(format.video().mode().frameIntervalNs());
        sound.coding(format.sound().orElse(null));
        markers = format.markers();
    }

    /** Begins to send, or goes on after a pause: tables and clock at once, pictures from the next IDR picture on. */
    void play() {
        plays++;
        playing = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Sends, after the picture that it has begun, nothing until {@link #play()}; chunks are reported and dropped. */
    void pause() {
        playing = false;
    }

    /**
     * The sink was told of another format: of the present one no picture is sent at or beyond its time.
     *
     * @return that time, in ns of the {@link MediaClock}
     */
    long announceChange(long inNs) {
        long at = presentationTime(inNs);
        ptsEndNs = at;
        return at;
    }

    /** When a picture is presented that is taken in so many ns, in ns of the {@link MediaClock}. */
    long presentationTime(long inNs) {
        return clock.nowNs() + ptsLeadNs + inNs;
    }

    /** The sink did not take what was announced: the present format goes on. */
    void withdrawChange() {
        ptsEndNs = Long.MAX_VALUE;
    }

    /** Frames that the host dropped so far. Any thread. */
    long dropped() {
        return dropped.getOpaque();
    }

    /**
     * Goes on with another format, from the first IDR picture that is taken from now on and due at that time or later: one that came
     * sooner would have those behind it crowd at its time.
     */
    void change(StreamFormat format, long firstPtsNs) {
        change = new FormatChange(format, firstPtsNs, Math.max(clock.nowNs(), firstPtsNs - ptsLeadNs));
        ptsEndNs = Long.MAX_VALUE;
    }

    /**
     * Ends the thread once the picture is out that it has begun to send, which is not held back any more, or when that takes too
     * long; waits for nothing.
     */
    void finish(long withinNs) {
        endNs = clock.nowNs() + withinNs;
        LockSupport.unpark(thread);
    }

    /** Ends the thread as soon as it looks; waits for nothing. */
    void stop() {
        running = false;
        LockSupport.unpark(thread);
    }

    /** Waits until the thread has ended; whether it has. On the thread itself it does not wait. */
    boolean awaitEnd(long timeoutNs) throws InterruptedException {
        if (thread.getState() != Thread.State.NEW && Thread.currentThread() != thread) {
            TimeUnit.NANOSECONDS.timedJoin(thread, timeoutNs);
        }
        return !thread.isAlive();
    }

    private void run() {
        MDC.put(Cast.LOG_KEY, callbacks.castId());
        try {
            while (running && !isDone()) {
                turn();
            }
        } catch (ClosedChannelException e) {
            // The session is being stopped.
        } catch (RuntimeException | Error e) {
            // Also what a licensee's code lacks, or memory: without this thread nothing is sent any more.
            running = false;
            listener.streamFailed(e);
        }
    }

    private boolean isDone() {
        return isEnding() && (!frameOpen || clock.nowNs() >= endNs);
    }

    private boolean isEnding() {
        return endNs != NEVER_NS;
    }

    private void turn() throws ClosedChannelException {
        adoptCommands();
        long nowNs = clock.nowNs();
        long waitNs = Math.max(0, Math.min(active ? sendDue(nowNs) : IDLE_NS, endNs - nowNs));
        if (callbacks.nextChunk(chunk, waitNs) != MiracastCallbacks.NO_CHUNK && running) {
            // What was told while we waited holds for this chunk: it may be the first picture after PLAY.
            adoptCommands();
            callbacks.chunkProcessed(chunk.id(), chunk.type(), chunk.processingTimeUs(), chunk.encodeRateKbit());
            if (chunk.type() == ChunkType.FRAME_DROPPED) {
                dropped.setOpaque(dropped.getPlain() + 1);
                frameOpen &= ChunkId.frame(chunk.id()) != frameNumber;
            }
            if (chunk.length() > 0) {
                handle();
            }
        }
        if (running) {
            output.report();
        }
    }

    private void adoptCommands() {
        int latestPlays = plays;
        active = playing;
        if (latestPlays != adoptedPlays) {
            adoptedPlays = latestPlays;
            long nowNs = clock.nowNs();
            gate.awaitIdr();
            frameGoes = false;
            tablesDueNs = nowNs;
            sound.start(nowNs);
        }
        // Before the change, which is written first: the end of one format is never taken for that of the one before.
        gate.endBefore(ptsEndNs);
        FormatChange latestChange = change;
        if (latestChange != adoptedChange) {
            adoptedChange = latestChange;
            // Where only the sound is another, pictures go on.
            if (!latestChange.format().video().equals(picture)) {
                gate.awaitIdr(latestChange.notBeforeNs());
                frameGoes = false;
                nextPtsNs = latestChange.firstPtsNs();
            }
            adopt(latestChange.format());
            // Before any sound of another coding.
            tablesDueNs = clock.nowNs();
        }
    }

    /** A chunk with octets: decides at the first one of a picture whether it goes, and sends. */
    private void handle() throws ClosedChannelException {
        long frame = ChunkId.frame(chunk.id());
        boolean first = frame != frameNumber;
        if (first) {
            frameNumber = frame;
            frameGoes = active && !isEnding() && gate.admits(chunk);
            frameOpen = false;
        }
        if (frameGoes) {
            send(first);
            frameOpen = !chunk.endOfAccessUnit();
        }
    }

    private void timePicture() {
        long takenNs = clock.ofNanoTime(chunk.timestampNs());
        // Times rise, also if the clock that stamps frames stumbles or a format change moved them.
        long earliestNs = ptsNs == Long.MIN_VALUE ? Long.MIN_VALUE : ptsNs + ONE_TICK_NS;
        ptsNs = Math.max(earliestNs, nextPtsNs == Long.MIN_VALUE ? takenNs + ptsLeadNs : nextPtsNs);
        nextPtsNs = Long.MIN_VALUE;
    }

    private void send(boolean first) throws ClosedChannelException {
        long nowNs = clock.nowNs();
        ByteBuffer memory = encryption == null ? chunk.memory() : encryption.encrypt(chunk, first);
        int offset = encryption == null ? chunk.offset() : 0;
        int prefix = 0;
        if (first) {
            frameTimestamp90k = PresentationTime.ofNanoseconds(nowNs);
            timePicture();
            pacer.frame(nowNs, ptsNs);
            prefix = 1 + (withTables(nowNs) ? Tables.PACKETS : 0);
            begin(memory, offset, PresentationTime.ofNanoseconds(ptsNs));
        } else {
            packetizer.resume(memory, offset, chunk.length(), Pid.VIDEO, videoCounter);
        }
        int datagrams =
                (prefix + packetizer.remainingPackets() + RtpPacket.MAX_TS_PACKETS - 1) / RtpPacket.MAX_TS_PACKETS;
        pacer.chunk(datagrams, nowNs);
        for (int i = 0; i < datagrams && running; i++) {
            if (i > 0) {
                // On a slow network it is always this picture's turn.
                sendDue(clock.nowNs());
            }
            awaitTurn(pacer.due(i));
            pacer.leaves(i, clock.nowNs());
            if (i == 0 && first) {
                putPrefix(prefix);
            }
            video.added(packetizer.write(video.buffer(), video.next(), video.room()));
            boolean last = i == datagrams - 1;
            if (last) {
                callbacks.chunkSent(chunk.id());
            }
            departures.leave(video, frameTimestamp90k, last && markers && chunk.endOfAccessUnit(), true);
        }
        videoCounter = packetizer.continuityCounter();
    }

    private void begin(ByteBuffer memory, int offset, long pts90k) {
        int length = chunk.length();
        if (encryption == null) {
            packetizer.begin(memory, offset, length, Pid.VIDEO, videoCounter, PesHeader.VIDEO, 0, pts90k);
        } else {
            packetizer.beginProtected(
                    memory, offset, length, Pid.VIDEO, videoCounter, PesHeader.VIDEO, pts90k, encryption.privateData());
        }
    }

    private boolean withTables(long nowNs) {
        return chunk.idr() || nowNs >= tablesDueNs - TABLES_EARLY_NS;
    }

    private void putPrefix(int packets) {
        long nowNs = clock.nowNs();
        if (packets > 1) {
            tables.put(video);
            tablesDueNs = nowNs + TABLES_NS;
        }
        tables.putClock(video, ProgramClockReference.ofNanoseconds(nowNs));
        clockDueNs = nowNs + CLOCK_NS;
    }

    /** Waits until pacing lets the next packet of the picture go; what else is due goes meanwhile. */
    private void awaitTurn(long plannedNs) throws ClosedChannelException {
        long nowNs = clock.nowNs();
        while (running && !isTurn(plannedNs, nowNs)) {
            long otherNs = sendDue(nowNs);
            long dueNs = Math.max(isEnding() ? nowNs : plannedNs, pacer.mayLeaveNs());
            clock.park(Math.min(dueNs - nowNs, otherNs));
            nowNs = clock.nowNs();
        }
    }

    private boolean isTurn(long plannedNs, long nowNs) {
        return nowNs >= pacer.mayLeaveNs() && (isEnding() || plannedNs - nowNs < LEAST_PARK_NS);
    }

    /**
     * Sends tables, clock and sound that are due, as far as a burst goes.
     *
     * @return how long until something may be sent again, in ns
     */
    private long sendDue(long nowNs) throws ClosedChannelException {
        long timestamp90k = PresentationTime.ofNanoseconds(nowNs);
        boolean mayLeave = nowNs >= pacer.mayLeaveNs();
        while (mayLeave && fill(nowNs)) {
            departures.leave(other, timestamp90k, false, false);
            mayLeave = nowNs >= pacer.mayLeaveNs();
        }
        long dueNs = Math.min(Math.min(tablesDueNs, clockDueNs), sound.dueNs());
        return Math.max(0, (mayLeave ? dueNs : Math.max(dueNs, pacer.mayLeaveNs())) - nowNs);
    }

    /** Puts of tables, clock and sound that are due what one datagram holds; whether that is anything. */
    private boolean fill(long nowNs) {
        boolean withTables = nowNs >= tablesDueNs;
        if (withTables) {
            tables.put(other);
            tablesDueNs = nowNs + TABLES_NS;
        }
        if (withTables || nowNs >= clockDueNs) {
            tables.putClock(other, ProgramClockReference.ofNanoseconds(nowNs));
            clockDueNs = nowNs + CLOCK_NS;
        }
        while (other.room() > 0 && sound.dueNs() <= nowNs && sound.begin(nowNs)) {
            sound.write(other);
        }
        return !other.isEmpty();
    }

    /** Asked by {@link MediaStream}. */
    Outlet outlet() {
        return outlet;
    }
}
