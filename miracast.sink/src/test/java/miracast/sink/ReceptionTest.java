// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import miracast.api.VideoMode;
import miracast.api.sink.RtpFaults;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import miracast.wire.ts.RtpPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions with a real stream over real sockets. */
@Timeout(120)
class ReceptionTest {
    private static final int PICTURES = 30;

    private final TestMultiplexer multiplexer = new TestMultiplexer();
    private SinkFixture fixture;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        fixture = new SinkFixture();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private List<byte[]> stream() {
        int now = (int) System.currentTimeMillis();
        List<byte[]> datagrams = new ArrayList<>();
        SampleVideo.encode(PICTURES, n -> now).forEach(unit -> datagrams.addAll(multiplexer.picture(unit)));
        return datagrams;
    }

    private SinkStatistics endAndCount(SinkSession session) throws Exception {
        fixture.source.tearDown();
        assertThat(SinkFixture.end(session)).isEqualTo("the source ended the session");
        return session.statistics();
    }

    @Test
    void receivesDecodesAndFindsEveryMarkerOfACleanStream() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        List<byte[]> stream = stream();
        fixture.source.send(stream);
        SinkStatistics statistics = endAndCount(session);
        assertThat(statistics.complaints()).isEmpty();
        assertThat(statistics.mode()).contains(VideoMode.progressive(640, 480, 60));
        assertThat(statistics.packets()).isEqualTo(stream.size());
        assertThat(statistics.accessUnits()).isEqualTo(PICTURES);
        assertThat(statistics.idrPictures()).isEqualTo(3);
        assertThat(statistics.decoded()).isEqualTo(PICTURES);
        assertThat(statistics.decodeErrors()).isZero();
        assertThat(statistics.dropped()).isZero();
        assertThat(statistics.markers()).isEqualTo(PICTURES);
        assertThat(statistics.markersMissing()).isZero();
        assertThat(statistics.markersOutOfOrder()).isZero();
        assertThat(statistics.lastMarker()).isEqualTo(SampleVideo.FIRST_FRAME + PICTURES - 1);
        assertThat(statistics.delayMedianMs()).isNotNegative();
        assertThat(statistics.delay99Ms()).isGreaterThanOrEqualTo(statistics.delayMedianMs());
    }

    @Test
    void recordsWhatWasSent() throws Exception {
        Path file = folder.resolve("recording.ts");
        SinkSession session = fixture.sink.connect(
                fixture.request().decode(false).recording(file).build());
        fixture.source.negotiate();
        List<byte[]> stream = stream();
        fixture.source.send(stream);
        endAndCount(session);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (byte[] datagram : stream) {
            sent.write(datagram, RtpPacket.HEADER_LENGTH, datagram.length - RtpPacket.HEADER_LENGTH);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(sent.toByteArray());
    }

    @Test
    void snapshotIsThePictureAsPng() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        fixture.source.send(stream());
        await().atMost(Duration.ofSeconds(60)).until(() -> session.statistics().decoded() >= PICTURES - 1);
        Path file = folder.resolve("snapshot.png");
        session.snapshot(file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(SampleVideo.WIDTH);
        assertThat(picture.getHeight()).isEqualTo(SampleVideo.HEIGHT);
        assertThat(picture.getRGB(320, 400) >> 8 & 0xFF).isGreaterThan(235);
    }

    @Test
    void snapshotIsThereAfterTheEndToo() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        fixture.source.send(stream());
        endAndCount(session);
        Path file = folder.resolve("snapshot.png");
        session.snapshot(file);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(SampleVideo.WIDTH);
    }

    @Test
    void snapshotWithoutAPictureSaysSo() throws Exception {
        SinkSession session = fixture.connect();
        assertThatThrownBy(() -> session.snapshot(folder.resolve("none.png")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tv: no picture was decoded yet")
                .hasMessageContaining("none.png");
        session.close();
    }

    @Test
    void snapshotThatCannotBeWrittenNamesTheFile() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        fixture.source.send(stream());
        endAndCount(session);
        Path file = folder.resolve("no folder/snapshot.png");
        assertThatThrownBy(() -> session.snapshot(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void withoutDecodingAllElseIsChecked() throws Exception {
        SinkSession session =
                fixture.sink.connect(fixture.request().decode(false).build());
        fixture.source.negotiate();
        fixture.source.send(stream());
        SinkStatistics statistics = endAndCount(session);
        assertThat(statistics.accessUnits()).isEqualTo(PICTURES);
        assertThat(statistics.decoded()).isZero();
        assertThat(statistics.delayMedianMs()).isNaN();
        assertThat(statistics.complaints()).isEmpty();
    }

    @Test
    void plantedErrorsAreCountedAndPlaced() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        List<byte[]> stream = stream();
        stream.remove(20);
        byte[] swapped = stream.remove(30);
        stream.add(31, swapped);
        fixture.source.send(stream);
        SinkStatistics statistics = endAndCount(session);
        assertThat(statistics.lost()).isEqualTo(1);
        assertThat(statistics.reordered()).isEqualTo(1);
        assertThat(statistics.accessUnits()).isLessThan(PICTURES);
        assertThat(statistics.complaints().get(0))
                .isEqualTo("after packet 20 (sequence 13): 1 RTP packet is missing, sequence number 14");
    }

    @Test
    void faultsAreTheSameForTheSameSeed() throws Exception {
        List<byte[]> stream = stream();
        SinkStatistics first = withFaults(stream, 42);
        SinkStatistics second = withFaults(stream, 42);
        SinkStatistics other = withFaults(stream, 43);
        assertThat(first.lost()).isPositive().isEqualTo(second.lost());
        assertThat(first.reordered()).isPositive().isEqualTo(second.reordered());
        assertThat(first.packets()).isEqualTo(second.packets()).isNotEqualTo(other.packets());
        assertThat(first.decodeErrors()).isPositive();
    }

    private SinkStatistics withFaults(List<byte[]> stream, long seed) throws Exception {
        try (SinkFixture own = new SinkFixture()) {
            SinkSession session = own.sink.connect(
                    own.request().faults(new RtpFaults(0.1, 0.1, 0, seed)).build());
            own.source.negotiate();
            own.source.send(stream);
            session.close();
            SinkFixture.end(session);
            return session.statistics();
        }
    }

    @Test
    void lossMakesTheSinkAskForAnIdrPicture() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        List<byte[]> stream = stream();
        stream.remove(20);
        fixture.source.send(stream.subList(0, 40));
        TestSource.Message request = fixture.source.read();
        assertThat(request.start()).isEqualTo("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0");
        assertThat(request.body()).isEqualTo("wfd_idr_request\r\n");
        assertThat(request.headers()).containsEntry("session", TestSource.SESSION);
        fixture.source.ok(request, "");
        session.vanish();
    }

    @Test
    void datagramsOfStrangersAreNotTaken() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            byte[] datagram = stream().get(0);
            stranger.send(new DatagramPacket(
                    datagram, datagram.length, InetAddress.getByName("127.0.0.1"), fixture.source.sinkPort));
        }
        await().until(() -> !session.statistics().complaints().isEmpty());
        assertThat(session.statistics().packets()).isZero();
        assertThat(session.statistics().complaints().get(0))
                .startsWith("datagrams from /127.0.0.2:")
                .endsWith("expected from /127.0.0.1 only");
        session.close();
    }

    @Test
    void packetsFromAnotherPortThanPromisedAreAComplaint() throws Exception {
        SinkSession session = fixture.connect();
        fixture.source.negotiate();
        List<byte[]> stream = stream();
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            byte[] datagram = stream.get(0);
            other.send(new DatagramPacket(
                    datagram, datagram.length, InetAddress.getByName("127.0.0.1"), fixture.source.sinkPort));
            await().until(() -> !session.statistics().complaints().isEmpty());
            assertThat(session.statistics().complaints())
                    .containsExactly("RTP comes from port " + other.getLocalPort() + ", server_port was "
                            + fixture.source.rtp.getLocalPort());
        }
        session.close();
    }
}
