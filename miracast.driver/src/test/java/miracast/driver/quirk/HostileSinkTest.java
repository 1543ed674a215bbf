// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import miracast.api.NtStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.driver.RawSink;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sinks that mean harm. Their session ends with a text that says why, or goes on; either way a cast beside them on the same event
 * loop does not notice, and afterwards nothing is left open.
 */
class HostileSinkTest extends QuirkTestCase {
    private static final String IN_SESSION = "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 70\r\n";
    private static final String TOO_MUCH = "more than 20 messages a second";
    /** What the system may hold for us in its buffers, and more than we may. */
    private static final long BOUND = 64L << 20;

    private static final long GIGABYTE = 1L << 30;

    private Neighbour neighbour;

    @BeforeEach
    void moveIn() throws Exception {
        neighbour = Neighbour.of(rig);
    }

    @AfterEach
    void moveOut() throws Exception {
        neighbour.close();
    }

    private void beginAgainWithNeighbour(TestSettings settings) throws Exception {
        neighbour.close();
        beginAgain(settings);
        neighbour = Neighbour.of(rig);
    }

    private void assertEndsAlone(int ntStatus, String... words) throws Exception {
        assertEnds(ntStatus, words);
        neighbour.assertUntouched();
        rig.stop();
        neighbour.assertUntouched();
    }

    private void assertBreaksTheProtocol(String... words) throws Exception {
        assertEndsAlone(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, words);
    }

    /** Sends this over and over on a thread of its own, up to a gigabyte; once the session is over, the host closes. */
    private void assertIsCutOff(String begin, String more, String... words) throws Exception {
        AtomicLong sent = new AtomicLong();
        Thread writer = new Thread(
                () -> catchThrowable(() -> {
                    sink.sendRaw(begin);
                    for (byte[] piece = more.repeat((1 << 16) / more.length()).getBytes(); sent.get() < GIGABYTE; ) {
                        sink.sendRaw(piece);
                        sent.addAndGet(piece.length);
                    }
                }),
                "hostile");
        writer.start();
        assertBreaksTheProtocol(words);
        rig.rtsp().close();
        writer.join();

        assertThat(sent).hasValueLessThan(BOUND);
    }

    // What is no RTSP.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "RTSP/1.0\r\n\r\n",
                "RTSP/1.0 200 OK\r\nNonsense\r\n\r\n",
                "RTSP/1.0 2000 OK\r\n\r\n",
                "RTSP/1.0 -5 OK\r\n\r\n",
                "RTSP/1.0 99999999999 OK\r\n\r\n",
                "OPTIONS\r\n\r\n",
                "$\u0000\u0000\u0008interleaved\n",
                "\u00ff\u00fe\u0000\u0001 \u00e4 \u0080/1.x\n"
            })
    void garbageInsteadOfAReplyToM1IsTheEnd(String garbage) throws Exception {
        sink.expect("OPTIONS");
        sink.sendRaw(garbage);

        assertBreaksTheProtocol("cannot be read");
    }

    @Test
    void garbageWhilePlayingIsTheEnd() throws Exception {
        playing();
        byte[] garbage = new byte[10_000];
        new Random(1).nextBytes(garbage);
        sink.sendRaw(garbage);

        assertBreaksTheProtocol("cannot be read", "PLAYING");
    }

    @Test
    void zerosForEverAreCutOff() throws Exception {
        playing();

        assertIsCutOff("", "\0", "start line is longer than 8192");
    }

    @Test
    void aRequestBodyThatIsLongerThanAnnouncedIsTheEnd() throws Exception {
        playing();
        sink.sendRaw(IN_SESSION + "Content-Length: 5\r\n\r\nwfd_idr_request is wanted now\r\n\r\n");

        assertBreaksTheProtocol("start line 'dr_request is wanted now' is neither a request nor a reply");
    }

    @Test
    void aReplyBodyThatIsLongerThanAnnouncedIsTheEnd() throws Exception {
        sink.exchangeOptions();
        sink.expect("GET_PARAMETER");
        sink.sendRaw("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 20\r\n\r\n"
                + String.format(RawSink.CAPABILITIES, sink.rtpPort()));

        assertBreaksTheProtocol("wfd_client_rtp_ports is missing");
    }

    @Test
    void aBodyThatIsShorterThanAnnouncedIsWaitedForInVain() throws Exception {
        beginAgainWithNeighbour(TestSettings.defaults().replyMs(700));
        sink.exchangeOptions();
        sink.expect("GET_PARAMETER");
        sink.sendRaw("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 2000\r\n\r\n"
                + String.format(RawSink.CAPABILITIES, sink.rtpPort()));

        assertEndsAlone(NtStatus.STATUS_IO_TIMEOUT, "did not answer M3", "700 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "nonsense", "0x10", "1e3", "99999999999999999999", "9223372036854775808", "5, 6"})
    void aContentLengthThatIsNoneIsTheEnd(String length) throws Exception {
        playing();
        sink.sendRaw(IN_SESSION + "Content-Length: " + length + "\r\n\r\nwfd_idr_request\r\n");

        assertBreaksTheProtocol("SET_PARAMETER", "Content-Length", length.substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"131073", "2147483647", "2147483648", "9223372036854775807"})
    void aContentLengthThatIsTooMuchIsTheEnd(String length) throws Exception {
        playing();
        sink.sendRaw(IN_SESSION + "Content-Length: " + length + "\r\n\r\nwfd_idr_request\r\n");
        assertThat(sink.receiveReply().status()).isEqualTo(413);

        assertBreaksTheProtocol("Content-Length " + length, "131072");
    }

    // Too much of it.

    @Test
    void aStartLineOfAGigabyteIsCutOff() throws Exception {
        playing();

        assertIsCutOff("SET_PARAMETER ", "a", "start line is longer than 8192");
    }

    @Test
    void aHeaderOfAGigabyteIsCutOff() throws Exception {
        playing();

        assertIsCutOff(IN_SESSION + "User-Agent: ", "a", "SET_PARAMETER rtsp://localhost/wfd1.0", "65536");
    }

    @Test
    void aGigabyteOfHeadersIsCutOff() throws Exception {
        playing();

        assertIsCutOff(IN_SESSION, "X: y\r\n", "SET_PARAMETER rtsp://localhost/wfd1.0", "64 headers");
    }

    @Test
    void aGigabyteOfFoldedHeaderIsCutOff() throws Exception {
        playing();

        assertIsCutOff(IN_SESSION + "User-Agent: x\r\n", " y\r\n", "a header goes on for more than 64 lines");
    }

    @Test
    void aGigabyteOfBodyIsCutOff() throws Exception {
        playing();

        assertIsCutOff(IN_SESSION + "Content-Length: 1073741824\r\n\r\n", "wfd_idr_request\r\n", "1073741824");
    }

    @Test
    void aGigabyteOfEmptyLinesIsCutOff() throws Exception {
        playing();

        assertIsCutOff("", "\r\n", "start line is longer than 8192");
    }

    @Test
    void aFloodOfRequestsIsCutOff() throws Exception {
        playing();

        assertIsCutOff("", "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 70\r\n\r\n", TOO_MUCH);
    }

    @Test
    void aFloodOfRepliesIsCutOff() throws Exception {
        playing();

        assertIsCutOff("", "RTSP/1.0 200 OK\r\nCSeq: 70\r\n\r\n", TOO_MUCH);
    }

    @Test
    void aFloodBeforeM1IsAnsweredIsCutOff() throws Exception {
        assertIsCutOff("", "OPTIONS * RTSP/1.0\r\nCSeq: 70\r\n\r\n", TOO_MUCH);
    }

    @Test
    void aSinkThatDoesNotReadIsGivenUpBeforeItsRepliesPileUp() throws Exception {
        rig.rtsp().setOption(StandardSocketOptions.SO_SNDBUF, 4096);
        playing();
        // Each name comes back with an error: 8 KB of answer to a message.
        String names = IntStream.range(0, 60)
                .mapToObj(i -> "odd_" + i + "x".repeat(110) + "\r\n")
                .collect(Collectors.joining());
        String question = "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 70\r\nContent-Length: "
                + names.length() + "\r\n\r\n" + names;
        for (int i = 0; i < 190; i++) {
            catchThrowable(() -> sink.sendRaw(question));
        }

        assertBreaksTheProtocol("does not read what it is sent");
    }

    @Test
    void aSinkThatWritesOctetByOctetForEverIsNotAlive() throws Exception {
        beginAgainWithNeighbour(TestSettings.defaults().keepAliveMs(100, 100, 700));
        playing();
        sink.sendRaw("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nX: ");
        Screen.soon().until(() -> {
            catchThrowable(() -> sink.sendRaw("x"));
            return host.pendingReports() > 0;
        });

        assertEndsAlone(NtStatus.STATUS_IO_TIMEOUT, "no sign of life");
    }

    // Replies that are too much.

    @Test
    void capabilitiesOfTheLargestSizeAreRead() throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("wfd_display_edid: none", "wfd_display_edid: 0100 " + "00".repeat(128 * 256)));
        sink.agree();

        assertPlays();
        neighbour.assertUntouched();
    }

    @Test
    void capabilitiesBeyondItAreTheEnd() throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities("wfd_display_edid: 0100 " + "00".repeat(128 * 1024) + "\n");

        assertBreaksTheProtocol("Content-Length", "131072");
    }

    @Test
    void aThousandVideoFormatsAreNotReadForEver() throws Exception {
        String entry = ", 01 10 0001FFFF 1FFFFFFF 00000FFF 00 0000 0000 00 none none";
        sink.exchangeOptions();
        sink.answerCapabilities("wfd_video_formats: 40 00" + entry.substring(1) + entry.repeat(120)
                + "\nwfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play\n");
        sink.agree();

        assertPlays();
        neighbour.assertUntouched();
    }

    // What does not come over RTSP.

    @Test
    void garbageAtTheMediaPortsDoesNotMatter() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
        String transport = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort() + "-" + (sink.rtpPort() + 1))
                .header("Transport");
        int port = Integer.parseInt(transport.replaceFirst(".*server_port=([0-9]+)-.*", "$1"));
        assertShows();
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            byte[] garbage = new byte[random.nextInt(1400)];
            random.nextBytes(garbage);
            sink.sendDatagram(garbage, InetAddress.getLoopbackAddress(), port + (i & 1));
        }

        screen.assertGoesOn();
        neighbour.assertUntouched();
    }

    @Test
    void aSinkThatIsFasterThanTheHostHoldsUpNobody() throws Exception {
        host.holdFormat();
        sink.negotiate();
        Screen.soon().until(host::isHeld);
        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort())
                        .status())
                .isEqualTo(200);
        sink.send("PLAY " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 90\n\n");
        sink.send("SET_PARAMETER " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 91\nContent-Length: 17\n\n"
                + "wfd_idr_request\n");

        neighbour.assertUntouched();
        host.letFormatGo();
        rig.awaitStarted();
        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("90");
        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("91");
        screen.assertShowsFromIdr();
    }

    @Test
    void whatASinkAsksForAgainAndAgainWhileTheHostIsBusyIsMetOnce() throws Exception {
        host.holdFormat();
        sink.negotiate();
        Screen.soon().until(host::isHeld);
        sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());
        for (int i = 0; i < 20; i++) {
            assertThat(sink.set("wfd_idr_request\n").status()).isEqualTo(200);
        }

        host.letFormatGo();
        rig.awaitStarted();
        Screen.soon().until(() -> host.events().contains(ProtocolEvent.IDR_REQUESTED));
        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);

        assertThat(host.events()).containsOnlyOnce(ProtocolEvent.IDR_REQUESTED);
    }

    /** A stranger that connects to the address is the host's to refuse; one that connects and is silent is ours to give up. */
    @Test
    void aSinkThatSaysNothingAtAllIsGivenUp() throws Exception {
        beginAgainWithNeighbour(TestSettings.defaults().replyMs(700));

        assertEndsAlone(NtStatus.STATUS_IO_TIMEOUT, "did not answer M1", "700 ms");
    }
}
