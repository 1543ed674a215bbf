// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.stream.IntStream;
import miracast.api.VideoMode;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A monitor that comes or goes behind a sink that plays 1920x1080p30, which no monitor asked for. */
@Timeout(120)
class MonitorChangeTest {
    private static final VideoMode FULL_HD = VideoMode.progressive(1920, 1080, 30);
    private static final VideoMode XGA = VideoMode.progressive(1024, 768, 60);

    private static final String CONNECTED = "wfd_connector_type: 05\n";
    private static final String FORMATS =
            "wfd_video_formats: 40 00 01 10 000101FF 0000000F 00000000 00 0000 0000 00 none none\n";
    /** 1024x768p60: 65 MHz, 1344 x 806. */
    private static final String PROJECTOR = edid("641900404100263018803600000000000018");
    /** 1920x1080p60: 148.5 MHz, 2200 x 1125. */
    private static final String TELEVISION = edid("023a801871382d40582c450000000000001e");

    private Rig rig;
    private RawSink sink;
    private TestHost host;

    private static String edid(String timing) {
        byte[] block = new byte[128];
        System.arraycopy(HexFormat.of().parseHex("00ffffffffffff00"), 0, block, 0, 8);
        System.arraycopy(HexFormat.of().parseHex(timing), 0, block, 54, 18);
        int sum = IntStream.range(0, 127).map(i -> block[i]).sum();
        block[127] = (byte) -sum;
        return "wfd_display_edid: 0001 " + HexFormat.of().formatHex(block) + "\n";
    }

    @BeforeEach
    void play() throws Exception {
        rig = new Rig().playing();
        sink = rig.sink();
        host = rig.host();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private void comes(String monitor) throws Exception {
        sink.set(CONNECTED);
        sink.answerCapabilities(FORMATS + CONNECTED + monitor);
    }

    private void goes() throws Exception {
        sink.set("wfd_connector_type: none\n");
        sink.answerCapabilities(FORMATS + "wfd_connector_type: none\nwfd_display_edid: none\n");
    }

    private void modesUntil(VideoMode... modes) {
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .containsExactly(modes));
    }

    private void explained(String... firstReasons) {
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.ExplainFormat.class))
                .extracting(request -> request.reasons().get(0))
                .containsExactly(firstReasons));
    }

    @Test
    void aMonitorThatComesIsShownTheModeThatItLikesBest() throws Exception {
        comes(PROJECTOR);
        assertThat(sink.agree().parameter("wfd_av_format_change_timing")).isNotNull();

        modesUntil(FULL_HD, XGA);
        assertThat(host.requests(DisplayRequest.SetFormat.class)
                        .get(1)
                        .reasons()
                        .get(0))
                .startsWith(
                        "1024x768p60 was chosen: another monitor came, and it has the size of the monitor behind the sink");
    }

    @Test
    void aMonitorThatComesDuringAPauseIsShownTheModeThatItLikesBestAfterIt() throws Exception {
        sink.inSession("PAUSE");
        comes(PROJECTOR);
        assertThat(sink.isSilentFor(100)).isTrue();
        rig.play();
        sink.agree();

        modesUntil(FULL_HD, XGA);
    }

    @Test
    void aMonitorThatComesInPlaceOfAnotherIsShownItsOwnMode() throws Exception {
        comes(PROJECTOR);
        sink.agree();
        modesUntil(FULL_HD, XGA);
        comes(TELEVISION);
        sink.agree();

        modesUntil(FULL_HD, XGA, FULL_HD);
    }

    @Test
    void aSinkThatRefusesTheModeThatItsMonitorLikesPlaysOn() throws Exception {
        ReceivedStream stream = new ReceivedStream(sink);
        comes(PROJECTOR);
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);

        modesUntil(FULL_HD);
        assertThat(host.pendingReports()).isZero();
    }

    @Test
    void aMonitorThatGoesTakesNoModeAlongAndComesBackToTheSame() throws Exception {
        comes(PROJECTOR);
        sink.agree();
        modesUntil(FULL_HD, XGA);
        goes();
        explained("1024x768p60 was chosen: it suited the monitor that was there before");
        comes(PROJECTOR);

        await().until(() -> host.requests(DisplayRequest.ExplainFormat.class).size() == 2);
        assertThat(host.requests(DisplayRequest.ExplainFormat.class)
                        .get(1)
                        .reasons()
                        .get(0))
                .contains("the size of the monitor behind the sink");
        assertThat(sink.isSilentFor(100)).isTrue();
        modesUntil(FULL_HD, XGA);
    }

    @Test
    void aMonitorThatComesDoesNotEndWhatASlowLinkMadeNecessary() throws Exception {
        host.dataRates().dataRate(new DataRateStats(600_000, 100_000_000, 0, 0, 0, 0));
        sink.agree();
        VideoMode small = VideoMode.progressive(640, 480, 60);
        modesUntil(FULL_HD, small);
        // Whatever the link is thought to carry now: the bit rate has yet to rise.
        host.dataRates().dataRate(null);
        comes(PROJECTOR);

        assertThat(sink.isSilentFor(100)).isTrue();
        modesUntil(FULL_HD, small);
    }

    @Test
    void aMonitorThatComesGetsNoModeThatTheLinkDoesNotCarry() throws Exception {
        host.dataRates().dataRate(new DataRateStats(2_000_000, 100_000_000, 0, 0, 0, 0));
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetBitRate.class))
                .containsExactly(new DisplayRequest.SetBitRate(2_000_000)));
        comes(PROJECTOR);

        VideoMode slower = VideoMode.progressive(1024, 768, 30);
        sink.agree();
        modesUntil(FULL_HD, slower);
        assertThat(host.requests(DisplayRequest.SetFormat.class).get(1).reasons())
                .contains("1024x768p60 needs 2.8 Mbit/s, the link carries 2.0 Mbit/s");
    }
}
