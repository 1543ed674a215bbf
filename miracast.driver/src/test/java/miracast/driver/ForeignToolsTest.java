// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import miracast.api.driver.SourceCapabilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What FFmpeg and Wireshark make of two seconds of real H.264 that went through the source. Where these programs are not
 * installed there is nothing to ask, and the tests say so.
 */
@Timeout(120)
class ForeignToolsTest {
    private static final int PICTURES = 60;

    @TempDir
    static Path folder;

    private static ForeignTools tools;
    private static boolean streamThere;

    /** One run for all tests: the stream as sent in stream.ts, the datagrams as received in stream.pcap. */
    @BeforeAll
    static void castTwoSeconds() throws Exception {
        tools = new ForeignTools(folder);
        if (!ForeignTools.isInstalled("ffmpeg", "-version") || !ForeignTools.isInstalled("ffprobe", "-version")) {
            return;
        }
        List<byte[]> pictures = tools.pictures("640x480", PICTURES);
        TestHost host = new TestHost()
                .capabilities(SourceCapabilities.builder().recording(true).build());
        try (Rig rig = new Rig(TestSettings.defaults().build(), host).playing()) {
            ForeignTools.feed(host, pictures);
            rig.stop();
            Files.write(folder.resolve("stream.ts"), host.recording());
            tools.writeCapture(rig.sink(), host.packets());
        }
        streamThere = true;
    }

    @Test
    void ffmpegDecodesTheStreamWithoutAnError() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

        assertThat(tools.decode(folder.resolve("stream.ts"))).isEmpty();
    }

    @Test
    void ffprobeSeesEveryPictureAndItsTime() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

        List<Long> times = tools
                .run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=pts",
                        "-of",
                        "csv=p=0",
                        folder.resolve("stream.ts").toString())
                .stream()
                .map(line -> Long.parseLong(line.replace(",", "")))
                .toList();

        assertThat(times).hasSize(PICTURES).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ffprobeSeesTheStreamsWhereTheyBelong() throws Exception {
        assumeTrue(streamThere, "ffmpeg and ffprobe are missing; Debian: apt install ffmpeg");

        List<String> streams = tools.run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,profile,id",
                "-of",
                "default=nw=1",
                folder.resolve("stream.ts").toString());

        assertThat(streams).contains("codec_name=h264", "profile=Constrained Baseline", "id=0x1011", "id=0x1100");
    }

    @Test
    void wiresharkFindsNothingMalformed() throws Exception {
        assumeTrue(
                streamThere && ForeignTools.isInstalled("tshark", "--version"),
                "ffmpeg, ffprobe or tshark is missing; Debian: apt install ffmpeg tshark");

        assertThat(tools.packets("frame.number", "rtp.p_type", "_ws.malformed", "mp2t.cc.drop"))
                .hasSizeGreaterThan(PICTURES)
                .allSatisfy(line -> assertThat(line.stripTrailing()).endsWith("\t33"));
    }
}
