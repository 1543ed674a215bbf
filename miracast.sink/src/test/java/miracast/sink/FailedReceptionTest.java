// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.Optional;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reception that does not come about, for a reason that nobody foresaw, as when there is no memory for its buffers. */
@Timeout(120)
class FailedReceptionTest {
    private final ClosableDecoder decoder = new ClosableDecoder();
    private DatagramChannel channel;

    @TempDir
    Path folder;

    private static final class ClosableDecoder implements PictureDecoder {
        private boolean closed;

        @Override
        public boolean decode(AccessUnit unit, Output output) {
            return true;
        }

        @Override
        public void drain(Output output) {}

        @Override
        public Optional<BufferedImage> lastPicture() {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void open() throws Exception {
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
    }

    /** Without faults to do, which every request has, the pipeline cannot be made. */
    @Test
    void leavesNothingOpen() {
        RtpFaults none = null;
        MediaReception.Plan plan = new MediaReception.Plan(
                "tv",
                none,
                folder.resolve("recording.ts"),
                decoder,
                StreamPipeline.Hearing.none(),
                () -> {},
                failure -> {});

        assertThatThrownBy(() -> new MediaReception(
                        plan,
                        channel,
                        InetAddress.getLoopbackAddress(),
                        new StreamCounters(),
                        new Complaints("tv"),
                        new MarkerTrack()))
                .isInstanceOf(NullPointerException.class);
        assertThat(channel.isOpen()).isFalse();
        assertThat(decoder.closed).isTrue();
    }

    @Test
    void endsItsSessionWhichTellsWhy() throws Exception {
        FfmpegLibrary none = null;
        WifiDisplaySink sink = new WifiDisplaySink(none, new SinkFixture.Settings(), SinkFixture.TIMING);
        try (TestSource source = new TestSource()) {
            SinkSession session =
                    sink.connect(SinkRequest.builder("tv", source.address()).build());
            source.accept();

            assertThat(SinkFixture.end(session))
                    .startsWith("failed: tv: cannot receive: java.lang.NullPointerException");
            assertThat(source.isClosed()).isTrue();
            await().until(() -> sink.sessions().isEmpty());
        } finally {
            sink.close();
        }
    }
}
