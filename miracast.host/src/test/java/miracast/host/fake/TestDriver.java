// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.MiracastDriver;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;

/**
 * A driver without a protocol: the sink plays as soon as it is connected, and is told nothing. Pulls chunks on a thread of its own
 * and writes down what they were made of. A test makes it hostile by overriding what is to go wrong.
 */
public class TestDriver implements MiracastDriver {
    /** A picture as it came. */
    public record Shown(long frame, int picture, char encoder, boolean idr, long timestampNs) {}

    public static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(320, 240, 50), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 2_000_000);

    public final List<Shown> shown = new CopyOnWriteArrayList<>();
    public final List<DisplayMessage> messages = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public volatile MiracastCallbacks callbacks;
    public volatile SocketChannel socket;
    public volatile WfdConnectionStats stats;
    public volatile VideoFormat format = FORMAT;
    public volatile boolean pulls = true;
    private volatile Thread puller;

    @Override
    public MiracastContext createContext(MiracastCallbacks newCallbacks) throws MiracastException {
        calls.add("create");
        callbacks = newCallbacks;
        return new Context();
    }

    /** What a start does. */
    protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
        callbacks.ioControl(new DisplayRequest.SetFormat(format));
        play();
        return new SessionInfo(true, false);
    }

    /** Begins to pull, and has frames flow. */
    public void play() throws MiracastException {
        Thread thread = new Thread(this::pull, "test-driver-send-" + callbacks.castId());
        puller = thread;
        thread.start();
        callbacks.ioControl(new DisplayRequest.SetActive(true));
    }

    /** What a stop does. */
    protected void stop() {
        Thread thread = puller;
        puller = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** How far its leave-taking is. */
    protected CompletionStage<Void> farewell() {
        return CompletableFuture.completedStage(null);
    }

    /** What a message does. */
    protected void hear(DisplayMessage message) {
        messages.add(message);
    }

    /** What the end of the context does. */
    protected void close() {
        stop();
    }

    /** Tells that the sink has left. */
    public void sinkLeaves() {
        callbacks.reportSessionStatus(
                MiracastStatus.SINK_DISCONNECT_REQUEST, NtStatus.STATUS_SUCCESS, "sink sent TEARDOWN");
    }

    /** What was shown, by the numbers in the pictures. */
    public List<Integer> pictures() {
        return shown.stream().map(Shown::picture).toList();
    }

    /** Called again and again by the thread that pulls. */
    protected void pulled() {
        // A driver that takes no sound.
    }

    private void pull() {
        EncodeChunk chunk = new EncodeChunk();
        while (Thread.currentThread() == puller) {
            pulled();
            if (!pulls || callbacks.nextChunk(chunk, 50_000_000) == MiracastCallbacks.NO_CHUNK) {
                Thread.onSpinWait();
                continue;
            }
            callbacks.chunkProcessed(chunk.id(), chunk.type(), chunk.processingTimeUs(), chunk.encodeRateKbit());
            if (chunk.type() == ChunkType.ENCODE_COMPLETE) {
                send(chunk);
            }
        }
    }

    private void send(EncodeChunk chunk) {
        ByteBuffer memory = chunk.memory();
        if (ChunkId.part(chunk.id()) == 0) {
            shown.add(new Shown(
                    ChunkId.frame(chunk.id()),
                    memory.getInt(chunk.offset()),
                    (char) memory.get(chunk.offset() + 4),
                    chunk.idr(),
                    chunk.timestampNs()));
        }
        callbacks.packetsSent(1, chunk.length(), 0);
        callbacks.chunkSent(chunk.id());
        callbacks.transportStream(memory, chunk.offset(), chunk.length());
    }

    private final class Context implements MiracastContext {
        @Override
        public SessionInfo startSession(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            calls.add("start");
            socket = rtsp;
            stats = connection;
            try {
                rtsp.configureBlocking(false);
            } catch (IOException e) {
                throw new MiracastException(NtStatus.STATUS_CONNECTION_ABORTED, "socket: " + e.getMessage(), e);
            }
            return start(rtsp, connection);
        }

        @Override
        public void stopSession() {
            calls.add("stop");
            stop();
        }

        @Override
        public CompletionStage<Void> farewell() {
            return TestDriver.this.farewell();
        }

        @Override
        public void handleMessage(DisplayMessage message) {
            hear(message);
        }

        @Override
        public void close() {
            calls.add("close");
            TestDriver.this.close();
        }
    }
}
