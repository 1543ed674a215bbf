// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    private static boolean streamThere;

    /** One run for all tests: the stream as sent in stream.ts, the datagrams as received in stream.pcap. */
    @BeforeAll
    static void castWithPausesAndAChange() throws Exception {
        tools = new ForeignTools(folder);
        if (!ForeignTools.isInstalled("ffmpeg", "-version") || !ForeignTools.isInstalled("ffprobe", "-version")) {
            return;
        }
        List<byte[]> large = tools.pictures("1280x720", PICTURES);
        List<byte[]> small = tools.pictures("640x480", PICTURES);
        List<byte[]> tone = tools.sound(50);
        TestHost host = new TestHost()
                .capabilities(SourceCapabilities.builder()
                        .preferredMode(LARGE)
                        .audioCodings(List.of(AudioCoding.AAC_LC))
                        .recording(true)
                        .build());
        try (Rig rig = new Rig(TestSettings.defaults().build(), host).playing()) {
            RawSink sink = rig.sink();
            ForeignTools.feed(host, large, tone);

            sink.inSession("PAUSE");
            awaitDark(host);
            rig.play();
            ForeignTools.feed(host, large, tone);

            rig.context().handleMessage(new DisplayMessage.Power(false));
            sink.answerTrigger("PAUSE");
            sink.inSession("PAUSE");
            awaitDark(host);
            rig.context().handleMessage(new DisplayMessage.Power(true));
            sink.answerTrigger("PLAY");
            rig.play();
            ForeignTools.feed(host, large, tone);

            rig.context().handleMessage(new DisplayMessage.SetMode(SMALL));
            sink.agree();
            await().until(() -> host.requests(DisplayRequest.SetFormat.class).size() == 2);
            // Pictures go from the announced time on, which is 200 ms ahead.
            long agreedNs = System.nanoTime();
            await().until(() -> System.nanoTime() - agreedNs > 250_000_000);
            ForeignTools.feed(host, small, tone);

            rig.stop();
            Files.write(folder.resolve("stream.ts"), host.recording());
            tools.writeCapture(sink, host.packets());
        }
        streamThere = true;
    }

    private static void awaitDark(TestHost host) {
        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(false)));
    }

    @Test
    void ffmpegDecodesTheStreamWithoutAnError() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

        assertThat(tools.decode(folder.resolve("stream.ts"), "0")).isEmpty();
    }

    @Test
    void ffprobeSeesEveryPictureInItsSizeAndNoTimeRunBackwards() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

        List<String> sizes = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (String line : tools.run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "frame=pts,width,height",
                "-of",
                "compact=p=0",
                folder.resolve("stream.ts").toString())) {
            times.add(Long.parseLong(line.replaceAll(".*pts=([0-9]+).*", "$1")));
            sizes.add(line.replaceAll(".*width=([0-9]+)\\|height=([0-9]+).*", "$1x$2"));
        }

        List<String> expected = new ArrayList<>(Collections.nCopies(3 * PICTURES, "1280x720"));
        expected.addAll(Collections.nCopies(PICTURES, "640x480"));
        assertThat(sizes).isEqualTo(expected);
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ffprobeSeesSoundAllTheTimeAndNoTimeOfItRunBackwards() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

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
                        folder.resolve("stream.ts").toString())
                .stream()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9].*", "")))
                .toList();

        // Four parts of 15 pictures, and the quarter of a second before the change.
        assertThat(times).hasSizeGreaterThan(4 * PICTURES).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void wiresharkFindsNothingMalformedNothingMissingAndNoTimeRunBackwards() throws Exception {
        assumeTrue(
                streamThere && ForeignTools.isInstalled("tshark", "--version"),
                "ffmpeg, ffprobe or tshark is missing; Debian: apt install ffmpeg tshark");

        List<String[]> packets = tools.packets("rtp.p_type", "rtp.seq", "_ws.malformed", "mp2t.cc.drop").stream()
                .map(line -> line.stripTrailing().split("\t"))
                .toList();

        assertThat(packets)
                .hasSizeGreaterThan(4 * PICTURES)
                .allSatisfy(fields -> assertThat(fields)
                        .as("type, number, and nothing malformed or dropped")
                        .hasSize(2)
                        .startsWith("33"));
        for (int i = 1; i < packets.size(); i++) {
            long number = Long.parseLong(packets.get(i)[1]) - Long.parseLong(packets.get(i - 1)[1]);
            assertThat(number & 0xFFFF)
                    .as("numbers of packet %d and the one before", i)
                    .isEqualTo(1);
        }
        assertThat(tools.packets("mp2t.pid")).anyMatch(pids -> pids.contains("0x00001100"));
        List<Long> clock = tools.packets("mp2t.af.pcr").stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(Long::decode)
                .toList();
        assertThat(clock).hasSizeGreaterThan(4 * PICTURES).isSorted().doesNotHaveDuplicates();
    }
}
