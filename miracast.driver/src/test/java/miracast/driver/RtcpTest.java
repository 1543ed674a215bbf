// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.ProtocolEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTCP with a display that named two ports. */
@Timeout(120)
class RtcpTest {
    private static final int SENDER_REPORT = 200;

    private Rig rig;
    private DatagramSocket rtcp;
    private int serverRtcpPort;

    @BeforeEach
    void play() throws Exception {
        rig = new Rig(TestSettings.defaults().senderReportMs(100));
        rtcp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        rtcp.setSoTimeout(60_000);
        rig.start();
        rig.sink().negotiate();
        rig.awaitStarted();
        rig.sink().answerTrigger("SETUP");
        String transport = rig.sink()
                .setUp("RTP/AVP/UDP;unicast;client_port=" + rig.sink().rtpPort() + "-" + rtcp.getLocalPort())
                .header("Transport");
        serverRtcpPort = Integer.parseInt(transport.replaceAll(".*server_port=[0-9]+-", ""));
        rig.play();
    }

    @AfterEach
    void disconnect() throws Exception {
        rtcp.close();
        rig.close();
    }

    private DatagramPacket receive() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        rtcp.receive(packet);
        return packet;
    }

    @Test
    void senderReportsComeFromTheAnnouncedPort() throws Exception {
        assertThat(receive().getPort()).isEqualTo(serverRtcpPort);
    }

    @Test
    void aSenderReportCountsWhatWasSent() throws Exception {
        ReceivedStream stream = new ReceivedStream(rig.sink());
        rig.host().feed(true, 20_000);
        stream.untilPictures(1, 20_000);
        receive();

        ByteBuffer report = ByteBuffer.wrap(receive().getData());

        assertThat(report.get(1) & 0xFF).isEqualTo(SENDER_REPORT);
        assertThat(report.getInt(4)).isEqualTo(stream.rtp().get(0).ssrc());
        assertThat(report.getInt(20)).isGreaterThanOrEqualTo(15);
        assertThat(report.getInt(24) % 188).isZero();
    }

    @Test
    void lossThatTheSinkReportsLowersTheBitRate() throws Exception {
        byte[] report = new byte[32];
        ByteBuffer.wrap(report).putInt(0x81C90007).position(12).put((byte) 0x40);

        rtcp.send(new DatagramPacket(report, report.length, InetAddress.getLoopbackAddress(), serverRtcpPort));

        await().untilAsserted(() ->
                assertThat(rig.host().requests(DisplayRequest.SetBitRate.class)).isNotEmpty());
    }

    @Test
    void lossThatTheSinkReportsIsTold() throws Exception {
        byte[] report = new byte[32];
        ByteBuffer.wrap(report).putInt(0x81C90007).putInt(0x0A0B0C0D).putInt(0).putInt(258);

        rtcp.send(new DatagramPacket(report, report.length, InetAddress.getLoopbackAddress(), serverRtcpPort));

        await().untilAsserted(() -> assertThat(rig.host().lost()).isEqualTo(258));
    }

    @Test
    void aSinkMayAskForAnIdrPictureByRtcp() throws Exception {
        byte[] request = new byte[12];
        ByteBuffer.wrap(request).putInt(0x81CE0002);

        rtcp.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), serverRtcpPort));

        await().untilAsserted(() ->
                assertThat(rig.host().requests(DisplayRequest.RequestIdr.class)).isNotEmpty());
    }

    /** Each one that is read is told to the host. */
    @Test
    void ofAFloodOnlyAFewAreRead() throws Exception {
        byte[] request = new byte[12];
        ByteBuffer.wrap(request).putInt(0x81CE0002);
        long beganNs = System.nanoTime();
        DatagramPacket flood =
                new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), serverRtcpPort);
        for (int i = 0; i < 20_000; i++) {
            rtcp.send(flood);
        }

        // Answered behind what the loop has taken of the flood by then.
        assertThat(rig.sink().request("OPTIONS", "*", "").status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(rig.host().events()).contains(ProtocolEvent.IDR_REQUESTED));
        long read = rig.host().events().stream()
                .filter(ProtocolEvent.IDR_REQUESTED::equals)
                .count();
        double seconds = (System.nanoTime() - beganNs) / 1e9;
        assertThat(read).isLessThanOrEqualTo((long) (100 * (seconds + 1)) + 1);
    }

    @Test
    void garbageHarmsNothing() throws Exception {
        for (int length : new int[] {0, 1, 7, 8, 1400}) {
            byte[] garbage = new byte[length];
            java.util.Arrays.fill(garbage, (byte) 0x81);
            rtcp.send(new DatagramPacket(garbage, length, InetAddress.getLoopbackAddress(), serverRtcpPort));
        }

        assertThat(rig.sink().request("OPTIONS", "*", "").status()).isEqualTo(200);
        assertThat(receive().getLength()).isPositive();
    }
}
