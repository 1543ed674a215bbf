// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of the driver contract. What a driver may do with callbacks is watched by {@link TestHost} in every test. */
@Timeout(120)
class ContractTest {
    private static final WfdConnectionStats SLOW = new WfdConnectionStats(1_000_000, 0, 0);
    private static final WfdConnectionStats MIDDLING = new WfdConnectionStats(2_000_000, 0, 0);

    private Rig rig;
    private TestHost host;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        host = rig.host();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    // Life cycle.

    @Test
    void aSecondStartIsRefused() throws Exception {
        rig.playing();

        assertThatThrownBy(() -> rig.context().startSession(rig.rtsp(), WfdConnectionStats.UNKNOWN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test");
    }

    @Test
    void aClosedContextDoesNotStart() throws Exception {
        rig.context().close();

        assertThatThrownBy(() -> rig.context().startSession(rig.rtsp(), WfdConnectionStats.UNKNOWN))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingTwiceDoesNothing() {
        rig.context().close();
        rig.context().close();

        assertThat(host.violations()).isEmpty();
    }

    @Test
    void stoppingWithoutASessionDoesNothing() {
        rig.stop();

        assertThat(host.requests()).isEmpty();
    }

    @Test
    void aContextHasSessionAfterSession() throws Exception {
        rig.playing();
        rig.stop();
        rig.reconnect();

        rig.playing();

        assertThat(rig.sink().receiveRtp().getLength()).isPositive();
    }

    @Test
    void twoLifeCycleCallsNeverRunAtOnce() throws Exception {
        rig.start();
        rig.sink().expect("OPTIONS");
        Thread second = new Thread(rig.context()::stopSession);
        second.start();
        await().until(() -> second.getState() == Thread.State.WAITING);

        rig.rtsp().close();

        rig.awaitFailure();
        second.join(60_000);
        assertThat(second.isAlive()).isFalse();
    }

    // Sockets.

    @Test
    void theDriverNeverClosesTheHostsSocket() throws Exception {
        rig.playing();
        rig.stop();
        rig.context().close();

        assertThat(rig.rtsp().isOpen()).isTrue();
    }

    @Test
    void theHostsSocketStaysOpenWhenTheSinkLeaves() throws Exception {
        rig.playing();
        rig.sink().close();
        host.awaitReport();

        assertThat(rig.rtsp().isOpen()).isTrue();
    }

    @Test
    void theHostsSocketStaysOpenWhenTheSinkIsResetAndNothingCanBeWritten() throws Exception {
        rig.playing();
        rig.sink().reset();
        host.awaitReport();

        assertThat(rig.rtsp().isOpen()).isTrue();
    }

    @Test
    void afterTheFarewellTheSocketIsTheHostsAlone() throws Exception {
        rig.playing();
        rig.stop();
        rig.sink().answerTrigger("TEARDOWN");
        rig.sink().inSession("TEARDOWN");
        assertThat(rig.context().farewell().toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
        rig.sink().send("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: 99\n\n");

        assertThat(rig.sink().isSilentFor(100)).isTrue();
    }

    @Test
    void mediaSocketsAreClosedByAStop() throws Exception {
        rig.ready();
        int port = Integer.parseInt(rig.sink()
                .setUp("RTP/AVP/UDP;unicast;client_port=" + rig.sink().rtpPort())
                .header("Transport")
                .replaceAll(".*server_port=", ""));
        rig.play();
        rig.sink().receiveRtp();
        rig.stop();

        try (DatagramSocket again = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void aStopDoesNotWaitForTheNetwork() throws Exception {
        rig.playing();
        // The first one loads classes.
        long tookNs = rig.stop();

        assertThat(TimeUnit.NANOSECONDS.toMillis(tookNs)).isLessThan(100);
    }

    @Test
    void aStopTellsTheSink() throws Exception {
        rig.playing();
        rig.stop();

        assertThat(rig.sink().answerTrigger("TEARDOWN").header("Session"))
                .isEqualTo(rig.sink().session());
    }

    @Test
    void chunksThatComeAfterAStopAreNotPulled() throws Exception {
        rig.playing();
        rig.stop();
        host.feed(true, 1000);

        assertThat(rig.sink().isDarkFor(100)).isTrue();
        assertThat(host.processed()).isEmpty();
    }

    // Start.

    @Test
    void closingTheSocketEndsAStart() throws Exception {
        rig.start();
        rig.sink().expect("OPTIONS");

        rig.rtsp().close();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_CANCELLED);
    }

    @Test
    void aDriverThatGoesEndsAStart() throws Exception {
        rig.start();
        rig.sink().expect("OPTIONS");

        rig.driver().close();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_CANCELLED);
    }

    @Test
    void aSocketThatIsClosedAlreadyIsAnError() throws Exception {
        rig.rtsp().close();
        rig.start();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
    }

    @Test
    void callbacksOfAStartComeOnItsThread() throws Exception {
        rig.start();
        rig.sink().negotiate();
        rig.awaitStarted();

        // TestHost lets no other thread through while a session starts; that there were requests proves the rest.
        assertThat(host.requests()).hasSize(3).element(0).isInstanceOf(DisplayRequest.MonitorArrived.class);
        assertThat(host.events()).containsExactly(ProtocolEvent.MONITOR_ARRIVED);
    }

    @Test
    void aHostThatCannotTakeTheFormatEndsTheStart() throws Exception {
        host.refuse(DisplayRequest.SetFormat.class);
        rig.start();
        rig.sink().negotiate();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_UNSUCCESSFUL);
    }

    @Test
    void aLinkThatCarriesNoMoreThan1024x768FailsTheStart() throws Exception {
        rig.start(SLOW);
        rig.sink().exchangeOptions();
        rig.sink().answerCapabilities();

        MiracastException failure = rig.awaitFailure();
        assertThat(failure.ntStatus()).isEqualTo(NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES);
        assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("1.0 Mbit/s");
        // A sentence, and not one for each mode.
        assertThat(failure.getMessage().split("Mbit/s, the link carries")).hasSize(2);
    }

    @Test
    void aSinkThatHasNoMoreThan1024x768StartsOnTheSameLink() throws Exception {
        rig.start(SLOW);
        rig.sink().exchangeOptions();
        rig.sink()
                .answerCapabilities(
                        "wfd_video_formats: 00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none\n"
                                + "wfd_audio_codecs: none\nwfd_client_rtp_ports: RTP/AVP/UDP;unicast "
                                + rig.sink().rtpPort() + " 0 mode=play\n");
        rig.sink().agree();

        assertThat(rig.awaitStarted()).isNotNull();
    }

    @Test
    void modesLeftOutForWantOfBandwidthAreTold() throws Exception {
        rig.start(MIDDLING);
        rig.sink().negotiate();

        SessionInfo info = rig.awaitStarted();

        assertThat(info.modesReduced()).isTrue();
        assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .containsExactly(VideoMode.progressive(1280, 720, 30));
    }

    @Test
    void nothingLeftOutIsToldAsWell() throws Exception {
        rig.start();
        rig.sink().negotiate();

        assertThat(rig.awaitStarted().modesReduced()).isFalse();
    }

    // End.

    @Test
    void theEndOfASessionIsReportedOnce() throws Exception {
        rig.playing();

        rig.sink().inSession("TEARDOWN");
        rig.sink().close();

        assertThat(host.awaitReport().status()).isEqualTo(MiracastStatus.SINK_DISCONNECT_REQUEST);
        rig.stop();
        assertThat(host.pendingReports()).isZero();
    }

    // Messages.

    @Test
    void aMessageSentDuringAStartWaits() throws Exception {
        rig.start();
        rig.sink().exchangeOptions();
        rig.context().handleMessage(new DisplayMessage.Power(false));
        rig.sink().answerCapabilities();
        rig.sink().agree();
        rig.awaitStarted();
        rig.sink().setUp();
        rig.sink().play();

        assertThat(rig.sink().answerTrigger("PAUSE").method()).isEqualTo("SET_PARAMETER");
    }

    @Test
    void aMessageSentAfterAStopIsDropped() throws Exception {
        rig.playing();
        rig.stop();
        rig.sink().answerTrigger("TEARDOWN");

        rig.context().handleMessage(new DisplayMessage.Power(false));

        assertThat(rig.sink().isSilentFor(100)).isTrue();
    }

    // Statistics.

    @Test
    void everyStepIsReportedAndEverySliceOnceMoreWhenItLeaves() throws Exception {
        rig.playing();
        host.feedStep(0, ChunkType.FRAME_START);
        host.feedStep(0, ChunkType.COLOUR_CONVERSION_COMPLETE);
        host.feedSlice(0, 0, true, false, 500, System.nanoTime());
        host.feedSlice(0, 1, true, true, 500, System.nanoTime());

        await().untilAsserted(() -> assertThat(host.sent()).containsExactly(ChunkId.of(0, 0), ChunkId.of(0, 1)));
        assertThat(host.processed())
                .containsExactly(ChunkId.of(0, 0), ChunkId.of(0, 0), ChunkId.of(0, 0), ChunkId.of(0, 1));
    }

    @Test
    void packetsAreCounted() throws Exception {
        rig.playing();
        host.feed(true, 20_000);
        new ReceivedStream(rig.sink()).untilPictures(1, 20_000);

        await().untilAsserted(() -> assertThat(host.packets()).isGreaterThanOrEqualTo(16));
        assertThat(host.refused()).isZero();
    }

    @Test
    void packetsThatNobodyTakesAreCountedAndHarmNothing() throws Exception {
        rig.start();
        rig.sink().negotiate();
        rig.awaitStarted();
        rig.sink().answerTrigger("SETUP");
        int closedPort;
        try (DatagramSocket socket = new DatagramSocket()) {
            closedPort = socket.getLocalPort();
        }
        rig.sink().setUp("RTP/AVP/UDP;unicast;client_port=" + closedPort);
        rig.play();

        await().untilAsserted(() -> assertThat(host.refused()).isPositive());
        assertThat(host.pendingReports()).isZero();
    }

    // Rates.

    @Test
    void theBitRateFollowsTheLinkDownAtOnce() throws Exception {
        rig.playing();

        host.dataRates().dataRate(new DataRateStats(3_000_000, 50_000_000, 100, 0, 0, 0));

        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetBitRate(3_000_000)));
    }

    @Test
    void unknownRatesChangeNothing() throws Exception {
        rig.playing();
        host.dataRates().dataRate(new DataRateStats(3_000_000, 50_000_000, 100, 0, 0, 0));
        host.dataRates().dataRate(null);
        host.dataRates().dataRate(new DataRateStats(2_000_000, 50_000_000, 100, 0, 0, 0));

        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetBitRate.class))
                .containsExactly(new DisplayRequest.SetBitRate(3_000_000), new DisplayRequest.SetBitRate(2_000_000)));
    }

    @Test
    void registrationEndsWithTheSession() throws Exception {
        rig.playing();
        rig.stop();

        assertThat(host.dataRates()).isNull();
    }
}
