// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.input.InputEvent;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;

/** A sink that connects, as its contract says, and then only holds the line. */
final class PlainSink implements MiracastSink {
    final List<Session> sessions = new CopyOnWriteArrayList<>();
    /** What every session claims to have received. */
    volatile long packets;

    volatile long lost;
    /** Done in each call, on the thread that calls. */
    volatile Runnable onCall = () -> {};

    @Override
    public SinkSession connect(SinkRequest request) {
        onCall.run();
        Session session = new Session(request);
        sessions.add(session);
        session.thread.start();
        return session;
    }

    @Override
    public List<SinkSession> sessions() {
        return List.copyOf(running());
    }

    List<Session> running() {
        return sessions.stream().filter(session -> !session.end.isDone()).toList();
    }

    /** One connection. */
    final class Session implements SinkSession {
        final SinkRequest request;
        final List<Map<String, String>> changes = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> end = new CompletableFuture<>();
        private final Thread thread = new Thread(this::run, "plain sink");
        private volatile String farewell;
        private volatile Socket socket;

        private Session(SinkRequest request) {
            this.request = request;
            thread.setDaemon(true);
        }

        private void run() {
            long deadline = System.nanoTime() + request.connectTimeoutNs();
            while (farewell == null) {
                try (Socket attempt = new Socket()) {
                    InetAddress local = request.localAddress().orElseThrow();
                    attempt.bind(new InetSocketAddress(local, 0));
                    attempt.connect(request.source());
                    socket = attempt;
                    if (farewell == null && attempt.getInputStream().read() < 0) end.complete("the source hung up");
                    break;
                } catch (IOException e) {
                    if (socket != null || System.nanoTime() > deadline) {
                        if (farewell == null) end.completeExceptionally(e);
                        break;
                    }
                    Thread.yield();
                }
            }
            end.complete(farewell);
        }

        private void hangUp(String how) {
            farewell = how;
            Socket connected = socket;
            try {
                if (connected != null) connected.close();
            } catch (IOException e) {
                end.completeExceptionally(e);
            }
        }

        @Override
        public String name() {
            return request.name();
        }

        @Override
        public State state() {
            if (end.isDone()) return State.CLOSED;
            return socket == null ? State.CONNECTING : State.NEGOTIATING;
        }

        @Override
        public SinkStatistics statistics() {
            onCall.run();
            return (SinkStatistics) Proxy.newProxyInstance(
                    SinkStatistics.class.getClassLoader(),
                    new Class<?>[] {SinkStatistics.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "packets" -> packets;
                        case "lost" -> lost;
                        case "mode" -> Optional.empty();
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        @Override
        public void play() {}

        @Override
        public void pause() {}

        @Override
        public void requestIdr() {}

        @Override
        public void standby() {}

        @Override
        public void route(Route route) {}

        @Override
        public void change(Map<String, String> parameters) {
            onCall.run();
            changes.add(parameters);
        }

        @Override
        public void enableInput(boolean enabled) {}

        @Override
        public void input(InputEvent event) {}

        @Override
        public void faults(RtpFaults faults) {}

        @Override
        public void snapshot(Path file) throws IOException {
            throw new IOException("no picture for " + file);
        }

        @Override
        public void close() {
            onCall.run();
            hangUp("closed");
        }

        @Override
        public void vanish() {
            onCall.run();
            hangUp("vanished");
        }

        @Override
        public CompletionStage<String> closed() {
            return end.copy();
        }
    }
}
