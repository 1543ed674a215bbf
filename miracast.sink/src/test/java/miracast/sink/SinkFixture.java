// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;

/** A sink as Declarative Services would make it, and a source for it. */
final class SinkFixture implements AutoCloseable {
    /** Patient with slow machines, impatient with mute sources where a test waits for that. */
    static final Timing TIMING =
            new Timing(20_000_000_000L, 20_000_000_000L, 20_000_000_000L, 500_000_000L, 20_000_000L);

    final FfmpegLibrary library = new FfmpegLibrary();
    final WifiDisplaySink sink;
    final TestSource source;

    SinkFixture() throws Exception {
        this(TIMING);
    }

    SinkFixture(Timing timing) throws Exception {
        sink = new WifiDisplaySink(library, new Settings(), timing);
        source = new TestSource();
    }

    SinkRequest.Builder request() {
        return SinkRequest.builder("tv", source.address()).connectTimeoutNs(20_000_000_000L);
    }

    SinkSession connect() {
        return sink.connect(request().build());
    }

    /** How a session ended: the reason, or the message of the failure. */
    static String end(SinkSession session) throws Exception {
        try {
            return session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return "failed: " + e.getCause().getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
        sink.close();
        library.close();
    }

    /** The configuration, with what is not set at its default. */
    static class Settings implements WifiDisplaySink.Config {
        String videoFormats = (String) byDefault("videoFormats");
        String audioCodecs = (String) byDefault("audioCodecs");
        String monitorName = (String) byDefault("monitorName");
        String[] parameters = (String[]) byDefault("parameters");
        int receiveBuffer = (Integer) byDefault("receiveBuffer");
        int decoderThreads = (Integer) byDefault("decoderThreads");

        private static Object byDefault(String attribute) {
            try {
                return WifiDisplaySink.Config.class.getDeclaredMethod(attribute).getDefaultValue();
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String videoFormats() {
            return videoFormats;
        }

        @Override
        public String audioCodecs() {
            return audioCodecs;
        }

        @Override
        public String monitorName() {
            return monitorName;
        }

        @Override
        public String[] parameters() {
            return parameters;
        }

        @Override
        public int receiveBuffer() {
            return receiveBuffer;
        }

        @Override
        public int decoderThreads() {
            return decoderThreads;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return WifiDisplaySink.Config.class;
        }
    }
}
