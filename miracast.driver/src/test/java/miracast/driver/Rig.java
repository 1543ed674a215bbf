// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.MiracastException;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.driver.session.SessionSettings;

/**
 * The driver under test between a {@link TestHost} and a {@link RawSink}, with the socket that the host owns.
 *
 * <pre>
 * try (Rig rig = new Rig()) {
 *     rig.start();                       // on a thread of its own
 *     rig.sink().negotiate();            // M1 to M4
 *     rig.awaitStarted();
 *     rig.sink().setUp();
 *     rig.sink().play();
 *     …
 * }
 * </pre>
 */
public final class Rig implements AutoCloseable {
    private static final long WAIT_S = 60;

    private final RtspLoop loop;
    private final boolean ownsLoop;
    private final MiracastCallbacks callbacks;
    private final TestHost host;
    private final WfdSourceDriver driver;
    private final MiracastContext context;
    private final ServerSocketChannel listener;
    private final ExecutorService hostThread = Executors.newSingleThreadExecutor(task -> new Thread(task, "host"));
    private RawSink sink;
    private SocketChannel rtsp;
    private CompletableFuture<SessionInfo> started = CompletableFuture.completedFuture(null);

    public Rig() throws IOException, MiracastException {
        this(TestSettings.defaults());
    }

    public Rig(TestSettings settings) throws IOException, MiracastException {
        this(settings.build(), new TestHost());
    }

    public Rig(SessionSettings settings, MiracastCallbacks callbacks) throws IOException, MiracastException {
        this(settings, callbacks, new RtspLoop(), true);
    }

    /** A cast of its own on the other's event loop, as casts in one framework have it. To be closed before the other. */
    public static Rig beside(Rig other, TestSettings settings) throws IOException, MiracastException {
        return new Rig(settings.build(), new TestHost(), other.loop, false);
    }

    private Rig(SessionSettings settings, MiracastCallbacks callbacks, RtspLoop loop, boolean ownsLoop)
            throws IOException, MiracastException {
        this.loop = loop;
        this.ownsLoop = ownsLoop;
        this.callbacks = callbacks;
        this.host = callbacks instanceof TestHost given ? given : new TestHost();
        driver = new WfdSourceDriver(loop, () -> settings);
        context = driver.createContext(callbacks);
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        connect();
    }

    private void connect() throws IOException {
        sink = RawSink.connect((InetSocketAddress) listener.getLocalAddress());
        rtsp = listener.accept();
    }

    /** Another sink on another connection, as after a stop. */
    public void reconnect() throws IOException {
        rtsp.close();
        sink.close();
        connect();
    }

    /** Another sink beside the one before, whose connection is the test's to close. */
    void connectAnother() throws IOException {
        connect();
    }

    /** What a host does that has no use for the display any more. */
    void closeContext() {
        onHostThread(() -> {
            host.beginStop();
            context.close();
            host.endStop();
            host.contextClosed();
            return null;
        });
    }

    /** The host; one without use if the test brought its own kind. */
    public TestHost host() {
        return host;
    }

    public RawSink sink() {
        return sink;
    }

    /** The host's end of the connection. */
    public SocketChannel rtsp() {
        return rtsp;
    }

    public MiracastContext context() {
        return context;
    }

    public WfdSourceDriver driver() {
        return driver;
    }

    RtspLoop loop() {
        return loop;
    }

    /** Runs startSession on the host's thread. */
    public CompletableFuture<SessionInfo> start() {
        return start(WfdConnectionStats.UNKNOWN);
    }

    /** Runs startSession on the host's thread. */
    public CompletableFuture<SessionInfo> start(WfdConnectionStats link) {
        started = CompletableFuture.supplyAsync(
                () -> {
                    host.beginStart();
                    try {
                        return context.startSession(rtsp, link);
                    } catch (MiracastException e) {
                        throw new CompletionException(e);
                    } finally {
                        host.endStart();
                    }
                },
                hostThread);
        return started;
    }

    /** What startSession returned; waits for it. */
    public SessionInfo awaitStarted() throws Exception {
        return started.get(WAIT_S, TimeUnit.SECONDS);
    }

    /** What startSession threw; waits for it. */
    public MiracastException awaitFailure() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("session started: " + started.get(WAIT_S, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MiracastException failure) {
                return failure;
            }
            throw new AssertionError(e.getCause());
        }
    }

    /** A session that plays, with a well-behaved sink. */
    public Rig playing() throws Exception {
        return ready().play();
    }

    /** A session that was set up, with a well-behaved sink. */
    public Rig ready() throws Exception {
        start();
        sink.negotiate();
        awaitStarted();
        sink.setUp();
        return this;
    }

    /** M7, until the host knows; also after a pause. */
    public Rig play() throws Exception {
        long before = plays();
        sink.play();
        await().until(() -> callbacks != host || plays() > before);
        return this;
    }

    private long plays() {
        return host.requests().stream()
                .filter(new DisplayRequest.SetActive(true)::equals)
                .count();
    }

    /** Runs stopSession on the host's thread, and returns how long it took, in ns. */
    public long stop() {
        return onHostThread(() -> {
            long beganNs = System.nanoTime();
            host.beginStop();
            context.stopSession();
            host.endStop();
            return System.nanoTime() - beganNs;
        });
    }

    private <T> T onHostThread(Callable<T> task) {
        try {
            return hostThread.submit(task).get(WAIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends everything, and fails if the driver broke a rule of the contract. */
    @Override
    public void close() throws IOException {
        if (!started.isDone()) {
            // What a host does that wants to have a start over.
            rtsp.close();
        }
        closeContext();
        hostThread.shutdown();
        rtsp.close();
        sink.close();
        listener.close();
        driver.close();
        if (ownsLoop) {
            loop.close();
        }
        if (!host.violations().isEmpty()) {
            throw new AssertionError("the driver broke rules: " + host.violations());
        }
    }
}
