// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;

/** A sink with one session that does what a test tells it. */
final class FakeSink implements MiracastSink {
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile SinkRequest request;
    volatile Map<String, ?> shown = Map.of(
            "mode",
            Optional.of(VideoMode.progressive(1280, 720, 30)),
            "accessUnits",
            300L,
            "decoded",
            300L,
            "markers",
            300L);

    @Override
    public List<SinkSession> sessions() {
        return List.of();
    }

    @Override
    public SinkSession connect(SinkRequest wish) {
        request = wish;
        return new SinkSession() {
            @Override
            public String name() {
                return wish.name();
            }

            @Override
            public State state() {
                return State.PLAYING;
            }

            @Override
            public SinkStatistics statistics() {
                return Figured.of(SinkStatistics.class, shown);
            }

            @Override
            public void play() {
                done.add("play");
            }

            @Override
            public void pause() {
                done.add("pause");
            }

            @Override
            public void requestIdr() {
                done.add("idr");
            }

            @Override
            public void standby() {
                done.add("standby");
            }

            @Override
            public void route(Route route) {
                done.add("route " + route);
            }

            @Override
            public void change(Map<String, String> parameters) {
                done.add("change " + parameters);
            }

            @Override
            public void enableInput(boolean enabled) {
                done.add("input " + enabled);
            }

            @Override
            public void input(InputEvent event) {}

            @Override
            public void faults(RtpFaults faults) {}

            @Override
            public void snapshot(Path file) throws IOException {
                Files.writeString(file, "picture");
            }

            @Override
            public void close() {
                closed.complete("left");
            }

            @Override
            public void vanish() {}

            @Override
            public CompletionStage<String> closed() {
                return closed;
            }
        };
    }
}
