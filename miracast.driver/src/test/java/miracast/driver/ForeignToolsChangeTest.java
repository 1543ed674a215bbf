// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SourceCapabilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What FFmpeg and Wireshark make of a stream with sound that pauses by its sink's wish, pauses by its source's wish, and then changes
 * its format. Where these programs are not installed there is nothing to ask, and the tests say so.
 */
@Timeout(120)
class ForeignToolsChangeTest {
    private static final int PICTURES = 15;
    private static final VideoMode LARGE = VideoMode.progressive(1280, 720, 30);
    private static final VideoMode SMALL = VideoMode.progressive(640, 480, 60);

    @TempDir
    static Path folder;

    private static ForeignTools tools;
    private static final Map<AudioCoding, Integer> RTP_PORTS = new EnumMap<>(AudioCoding.class);

    /** One run for each kind of sound: the stream as sent, and a capture of RTSP and RTP. */
    @BeforeAll
    static void castWithPausesAndAChange() throws Exception {
        tools = new ForeignTools(folder);
        if (!ForeignTools.isInstalled("ffmpeg", "-version") || !ForeignTools.isInstalled("ffprobe", "-version")) {
            return;
        }
        List<byte[]> large = tools.pictures("1280x720", PICTURES);
        List<byte[]> small = tools.pictures("640x480", PICTURES);
        List<byte[]> tone = tools.sound(50);
        cast(AudioCoding.AAC_LC, (host, first) -> ForeignTools.feed(host, first ? large : small, tone));
        List<byte[]> plain = tools.lpcm();
        cast(AudioCoding.LPCM, (host, first) -> ForeignTools.feedWithLpcm(host, first ? large : small, plain));
    }

    /** What the host has to send. */
    private interface Feed {
        void to(TestHost host, boolean large) throws InterruptedException;
    }

    private static void cast(AudioCoding sound, Feed feed) throws Exception {
        TestHost host = new TestHost()
                .capabilities(SourceCapabilities.builder()
                        .preferredMode(LARGE)
                        .audioCodings(List.of(sound))
                        .recording(true)
                        .build());
        Capture capture = new Capture();
        try (Rig rig = new Rig(TestSettings.defaults().build(), host)) {
            RawSink sink = rig.sink();
            sink.capture(capture);
            capture.listen(sink);
            rig.playing();
            feed.to(host, true);

            sink.inSession("PAUSE");
            awaitDark(host);
            rig.play();
            feed.to(host, true);

            rig.context().handleMessage(new DisplayMessage.Power(false));
            sink.answerTrigger("PAUSE");
            sink.inSession("PAUSE");
            awaitDark(host);
            rig.context().handleMessage(new DisplayMessage.Power(true));
            sink.answerTrigger("PLAY");
            rig.play();
            feed.to(host, true);

            rig.context().handleMessage(new DisplayMessage.SetMode(SMALL));
            sink.agree();
            await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);
            // Pictures go from the announced time on, which is 200 ms ahead.
            long agreedNs = System.nanoTime();
            await().until(() -> System.nanoTime() - agreedNs > 250_000_000);
            feed.to(host, false);

            rig.stop();
            sink.answerTrigger("TEARDOWN");
            sink.inSession("TEARDOWN");
            capture.await(host.packets());
            RTP_PORTS.put(sound, sink.rtpPort());
        }
        Files.write(stream(sound), host.recording());
        capture.write(capture(sound));
    }

    private static Path stream(AudioCoding sound) {
        return folder.resolve(sound + ".ts");
    }

    private static Path capture(AudioCoding sound) {
        return folder.resolve(sound + ".pcap");
    }

    private static void awaitDark(TestHost host) {
        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(false)));
    }

    private static void assumeStream(AudioCoding sound) {
        assumeTrue(RTP_PORTS.containsKey(sound), "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");
    }

    private static void assumeCapture(AudioCoding sound) {
        assumeTrue(
                RTP_PORTS.containsKey(sound) && ForeignTools.isInstalled("tshark", "--version"),
                "ffmpeg, ffprobe or tshark is missing; Debian: apt install ffmpeg tshark");
    }

    /** What Wireshark finds in the packets that a filter lets through, field by field. */
    private static List<String[]> wireshark(AudioCoding sound, String which, String... fields) throws Exception {
        return tools.packets(capture(sound), RTP_PORTS.get(sound), which, fields).stream()
                .map(line -> line.stripTrailing().split("\t"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void ffmpegDecodesTheStreamWithoutAnError(AudioCoding sound) throws Exception {
        assumeStream(sound);

        // FFmpeg does not know LPCM of this kind.
        assertThat(tools.decode(stream(sound), sound == AudioCoding.AAC_LC ? "0" : "0:v"))
                .isEmpty();
    }

    private static List<String> pictures(AudioCoding sound) throws Exception {
        return tools.run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "frame=pts,width,height",
                "-of",
                "compact=p=0",
                stream(sound).toString());
    }

    private static long pts(String picture) {
        return Long.parseLong(picture.replaceAll(".*pts=([0-9]+).*", "$1"));
    }

    @ParameterizedTest
    @EnumSource
    void ffprobeSeesEveryPictureInItsSizeAndNoTimeRunBackwards(AudioCoding sound) throws Exception {
        assumeStream(sound);

        List<String> pictures = pictures(sound);

        List<String> expected = new ArrayList<>(Collections.nCopies(3 * PICTURES, "1280x720"));
        expected.addAll(Collections.nCopies(PICTURES, "640x480"));
        assertThat(pictures)
                .extracting(line -> line.replaceAll(".*width=([0-9]+)\\|height=([0-9]+).*", "$1x$2"))
                .isEqualTo(expected);
        assertThat(pictures).extracting(ForeignToolsChangeTest::pts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ffprobeSeesSoundAllTheTimeAndNoTimeOfItRunBackwards() throws Exception {
        assumeStream(AudioCoding.AAC_LC);

        List<Long> times = tools
                .run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "packet=pts",
                        "-of",
                        "csv=p=0",
                        stream(AudioCoding.AAC_LC).toString())
                .stream()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9].*", "")))
                .toList();

        // Four parts of 15 pictures, and the quarter of a second before the change.
        assertThat(times).hasSizeGreaterThan(4 * PICTURES).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void wiresharkSeesSoundAllTheTimeAndNoTimeOfItRunBackwards(AudioCoding sound) throws Exception {
        assumeCapture(sound);
        String id = sound == AudioCoding.AAC_LC ? "0xc0" : "0xbd";

        List<Long> times = new ArrayList<>();
        for (String[] packet : wireshark(sound, "mpeg-pes", "mpeg-pes.stream", "mpeg-pes.pts")) {
            String[] streams = packet[0].split(",");
            String[] seconds = packet[1].split(",");
            for (int i = 0; i < streams.length; i++) {
                if (streams[i].equals(id)) {
                    times.add(Math.round(Double.parseDouble(seconds[i]) * 90_000));
                }
            }
        }

        // Four parts of 15 pictures and the quarter of a second before the change, in units of 21 ms at most.
        assertThat(times).hasSizeGreaterThan(4 * PICTURES).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void wiresharkFindsNothingMalformedNothingMissingAndNoTimeRunBackwards(AudioCoding sound) throws Exception {
        assumeCapture(sound);
        assertThat(wireshark(sound, "_ws.malformed or _ws.unreassembled or mp2t.cc.drop", "frame.number"))
                .isEmpty();

        List<String[]> packets = wireshark(sound, "rtp", "rtp.p_type", "rtp.seq");

        assertThat(packets)
                .hasSizeGreaterThan(4 * PICTURES)
                .allSatisfy(fields -> assertThat(fields[0]).isEqualTo("33"));
        for (int i = 1; i < packets.size(); i++) {
            long number = Long.parseLong(packets.get(i)[1]) - Long.parseLong(packets.get(i - 1)[1]);
            assertThat(number & 0xFFFF)
                    .as("numbers of packet %d and the one before", i)
                    .isEqualTo(1);
        }
        List<Long> clock = wireshark(sound, "mp2t.af.pcr", "mp2t.af.pcr").stream()
                .flatMap(fields -> Stream.of(fields[0].split(",")))
                .map(Long::decode)
                .toList();
        assertThat(clock).hasSizeGreaterThan(4 * PICTURES).isSorted().doesNotHaveDuplicates();
    }

    /** In one capture: what both ends ask, and a stream in each part in which the sink plays. */
    @ParameterizedTest
    @EnumSource
    void wiresharkSeesTheDialogueAroundTheStream(AudioCoding sound) throws Exception {
        assumeCapture(sound);

        List<String> seen = new ArrayList<>();
        for (String[] packet : wireshark(sound, "rtsp.request or rtp", "rtsp.method", "rtp.p_type")) {
            String what = packet[0].isEmpty() ? "RTP" : packet[0];
            if (!what.equals("RTP") || !seen.get(seen.size() - 1).equals("RTP")) {
                seen.add(what);
            }
        }

        // While a source hears of a pause, it still sends.
        assertThat(String.join(" ", seen))
                .matches("OPTIONS OPTIONS GET_PARAMETER SET_PARAMETER SET_PARAMETER SETUP PLAY RTP"
                        + " PAUSE( RTP)? PLAY RTP SET_PARAMETER( RTP)? PAUSE( RTP)? SET_PARAMETER PLAY RTP"
                        + " SET_PARAMETER RTP SET_PARAMETER( RTP)? TEARDOWN( RTP)?");
    }

    @ParameterizedTest
    @EnumSource
    void theFirstPictureOfAFormatHasTheTimeThatM4Announced(AudioCoding sound) throws Exception {
        assumeCapture(sound);
        String first = pictures(sound).get(3 * PICTURES);

        List<String[]> m4 = wireshark(sound, "rtsp contains \"wfd_av_format_change_timing\"", "tcp.payload");

        assertThat(first).contains("width=640");
        assertThat(m4).singleElement().satisfies(packet -> {
            String text = new String(HexFormat.of().parseHex(packet[0]), StandardCharsets.US_ASCII);
            String time = String.format("%010X", pts(first) << 7);
            assertThat(text)
                    .contains("wfd_av_format_change_timing: " + time + " " + time + "\r\n")
                    .contains("wfd_audio_codecs: " + (sound == AudioCoding.AAC_LC ? "AAC 00000001" : "LPCM 00000002"));
        });
    }
}
