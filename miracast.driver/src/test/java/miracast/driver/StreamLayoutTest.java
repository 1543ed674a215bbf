// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.ReceivedStream.Pes;
import miracast.driver.ReceivedStream.Rtp;
import miracast.driver.ReceivedStream.Ts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is on the wire while a session plays. */
@Timeout(120)
class StreamLayoutTest {
    private static final int PAT = 0;
    private static final int PMT = 0x100;
    private static final int PCR = 0x1000;
    private static final int VIDEO = 0x1011;
    private static final int AUDIO = 0x1100;

    private Rig rig;
    private TestHost host;
    private ReceivedStream stream;

    @BeforeEach
    void play() throws Exception {
        rig = new Rig().playing();
        host = rig.host();
        stream = new ReceivedStream(rig.sink());
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    @Test
    void rtpHeadersAreThoseOfMpegTs() throws Exception {
        host.feed(true, 20_000);
        stream.untilPictures(1, 20_000);

        assertThat(stream.rtp()).allSatisfy(packet -> {
            assertThat(packet.type()).isEqualTo(33);
            assertThat(packet.marker()).isFalse();
            assertThat(packet.ssrc()).isEqualTo(stream.rtp().get(0).ssrc());
            assertThat(packet.tsPackets()).isBetween(1, 7);
        });
    }

    @Test
    void sequenceNumbersCount() throws Exception {
        host.feed(true, 60_000);
        stream.untilPictures(1, 60_000);

        int first = stream.rtp().get(0).sequence();
        assertThat(stream.rtp())
                .extracting(Rtp::sequence)
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, stream.rtp().size())
                                .map(i -> first + i & 0xFFFF)
                                .boxed()
                                .toList());
    }

    @Test
    void continuityCountersCountOnEveryPidWithPayload() throws Exception {
        host.feed(true, 30_000);
        host.feed(false, 5000);
        stream.untilPictures(2, 5000);

        for (int pid : new int[] {PAT, PMT, VIDEO, AUDIO}) {
            List<Ts> packets = stream.ts(pid);
            for (int i = 1; i < packets.size(); i++) {
                assertThat(packets.get(i).counter())
                        .as("packet %s of pid %x", i, pid)
                        .isEqualTo(packets.get(i - 1).counter() + 1 & 0xF);
            }
        }
    }

    @Test
    void theClockPidHasNoPayloadAndNoCount() throws Exception {
        stream.until(seen -> seen.ts(PCR).size() >= 3);

        assertThat(stream.ts(PCR)).allSatisfy(packet -> {
            assertThat(packet.payloadThere()).isFalse();
            assertThat(packet.counter()).isZero();
            assertThat(packet.pcr()).isNotNegative();
        });
    }

    @Test
    void theTablesAreThoseOfAndroid() throws Exception {
        stream.until(seen -> !seen.ts(PMT).isEmpty());

        assertThat(section(stream.ts(PAT).get(0))).isEqualTo("00b00d0000c100000001e100b35882b7");
        assertThat(section(stream.ts(PMT).get(0)))
                .isEqualTo("02b02500 01c10000 f000f000 1bf011f00a 280442c0283f 2a027e1f 83f100f004 8302462f ef682544"
                        .replace(" ", ""));
    }

    private static String section(Ts packet) {
        byte[] payload = packet.payload();
        assertThat(payload[0]).as("pointer field").isZero();
        int length = 3 + ((payload[2] & 0xF) << 8 | payload[3] & 0xFF);
        byte[] rest = Arrays.copyOfRange(payload, 1 + length, payload.length);
        assertThat(rest).as("what follows the section").containsOnly(0xFF);
        return HexFormat.of().formatHex(payload, 1, 1 + length);
    }

    @Test
    void tablesComeBeforeEachIdrPicture() throws Exception {
        host.feed(true, 3000);
        host.feed(true, 3000);
        stream.untilPictures(2, 3000);

        for (Pes picture : stream.pes(VIDEO)) {
            int at = stream.ts().indexOf(picture.packets().get(0));
            assertThat(stream.ts().subList(at - 3, at)).extracting(Ts::pid).containsExactly(PAT, PMT, PCR);
        }
    }

    @Test
    void aClockComesBeforeEachPicture() throws Exception {
        host.feed(true, 3000);
        host.feed(false, 3000);
        stream.untilPictures(2, 3000);

        Pes second = stream.pes(VIDEO).get(1);
        int at = stream.ts().indexOf(second.packets().get(0));
        assertThat(stream.ts().get(at - 1).pid()).isEqualTo(PCR);
    }

    @Test
    void aPictureArrivesAsItWas() throws Exception {
        long frame = host.feed(true, 12_345);
        stream.untilPictures(1, 12_345);

        assertThat(stream.pes(VIDEO).get(0).payload()).isEqualTo(TestHost.slice(frame, 0, 12_345));
    }

    @Test
    void theEndOfAPictureIsNotHeldBack() throws Exception {
        host.feed(true, 500);
        stream.untilPictures(1, 500);

        assertThat(stream.pes(VIDEO).get(0).payload()).hasSize(500);
    }

    @Test
    void aSliceLeavesBeforeItsPictureIsComplete() throws Exception {
        host.feedSlice(0, 0, true, false, 700, System.nanoTime());
        stream.untilPictures(1, 700);

        assertThat(stream.pes(VIDEO).get(0).payload()).hasSize(700);
    }

    @Test
    void slicesOfAPictureMakeOnePesPacket() throws Exception {
        long now = System.nanoTime();
        host.feedSlice(0, 0, true, false, 700, now);
        host.feedSlice(0, 1, true, false, 900, now);
        host.feedSlice(0, 2, true, true, 300, now);
        stream.untilPictures(1, 1900);

        assertThat(stream.pes(VIDEO)).hasSize(1);
        byte[] payload = stream.pes(VIDEO).get(0).payload();
        assertThat(Arrays.copyOfRange(payload, 700, 1600)).isEqualTo(TestHost.slice(0, 1, 900));
        assertThat(payload).hasSize(1900);
    }

    @Test
    void allPacketsOfAPictureHaveOneTimeStamp() throws Exception {
        host.feed(true, 20_000);
        stream.untilPictures(1, 20_000);

        assertThat(stream.pes(VIDEO).get(0).packets())
                .extracting(packet -> packet.rtp().timestamp())
                .containsOnly(stream.pes(VIDEO).get(0).packets().get(0).rtp().timestamp());
    }

    @Test
    void theTimeStampIsTheClock() throws Exception {
        host.feed(true, 3000);
        stream.untilPictures(1, 3000);

        Pes picture = stream.pes(VIDEO).get(0);
        Ts clock = stream.ts().get(stream.ts().indexOf(picture.packets().get(0)) - 1);
        long behind = (clock.pcr() / 300 - picture.packets().get(0).rtp().timestamp()) & 0xFFFFFFFFL;
        assertThat(behind).isLessThan(90 * 20);
    }

    @Test
    void presentationIsTheFramesTimePlusTheLead() throws Exception {
        long now = System.nanoTime();
        host.feed(true, 3000, now);
        host.feed(false, 3000, now + 40_000_000);
        stream.untilPictures(2, 3000);

        List<Pes> pictures = stream.pes(VIDEO);
        assertThat(pictures.get(1).pts() - pictures.get(0).pts()).isBetween(3599L, 3601L);
        Ts clock = stream.ts().get(stream.ts().indexOf(pictures.get(0).packets().get(0)) - 1);
        // Sent some time after it was taken, by a machine that may be slow.
        assertThat(pictures.get(0).pts() - clock.pcr() / 300).isBetween(-90L * 2000, 90L * 80);
    }

    @Test
    void presentationTimesRiseEvenIfTheFramesDoNot() throws Exception {
        long now = System.nanoTime();
        host.feed(true, 3000, now);
        host.feed(false, 3000, now - 5_000_000);
        stream.untilPictures(2, 3000);

        List<Pes> pictures = stream.pes(VIDEO);
        assertThat(pictures.get(1).pts()).isGreaterThan(pictures.get(0).pts());
    }

    @Test
    void pesHeadersOfVideoHaveAnOpenLength() throws Exception {
        host.feed(true, 3000);
        stream.untilPictures(1, 3000);

        assertThat(stream.pes(VIDEO).get(0).streamId()).isEqualTo(0xE0);
        assertThat(stream.pes(VIDEO).get(0).length()).isZero();
    }

    @Test
    void silenceIsLpcmIn10Ms() throws Exception {
        stream.until(seen -> seen.pes(AUDIO).size() > 3);

        Pes sound = stream.pes(AUDIO).get(0);
        assertThat(sound.streamId()).isEqualTo(0xBD);
        assertThat(sound.length()).isEqualTo(0x78C);
        assertThat(Arrays.copyOf(sound.payload(), 4)).containsExactly(0xA0, 0x06, 0x00, 0x11);
        assertThat(sound.payload()).hasSize(1924);
    }

    @Test
    void silenceHasNoGaps() throws Exception {
        stream.until(seen -> seen.pes(AUDIO).size() > 12);

        List<Pes> sounds = stream.pes(AUDIO);
        for (int i = 1; i < 12; i++) {
            assertThat(sounds.get(i).pts() - sounds.get(i - 1).pts()).isEqualTo(900);
        }
    }

    @Test
    void whatComesBeforeTheFirstIdrPictureIsDropped() throws Exception {
        host.feed(false, 3000);
        long frame = host.feed(true, 4000);
        stream.untilPictures(1, 4000);

        assertThat(stream.pes(VIDEO).get(0).payload()).isEqualTo(TestHost.slice(frame, 0, 4000));
    }

    @Test
    void sequenceNumbersAndClockGoOnAfterAPause() throws Exception {
        host.feed(true, 3000);
        stream.untilPictures(1, 3000);
        rig.sink().inSession("PAUSE");
        rig.play();
        host.feed(true, 4000);
        stream.untilPictures(2, 4000);

        List<Rtp> packets = stream.rtp();
        assertThat(packets.get(packets.size() - 1).sequence())
                .isEqualTo(packets.get(0).sequence() + packets.size() - 1 & 0xFFFF);
        assertThat(stream.ts(PCR)).extracting(Ts::pcr).isSorted();
        assertThat(stream.pes(AUDIO)).extracting(Pes::pts).isSorted();
    }

    @Test
    void theRecordingIsWhatWasSent() throws Exception {
        try (Rig other = new Rig(
                        TestSettings.defaults().build(),
                        new TestHost()
                                .capabilities(SourceCapabilities.builder()
                                        .recording(true)
                                        .build()))
                .playing()) {
            ReceivedStream received = new ReceivedStream(other.sink());
            other.host().feed(true, 4000);
            received.untilPictures(1, 4000);

            byte[] recording = other.host().recording();

            assertThat(recording.length % 188).isZero();
            assertThat(recording.length).isGreaterThanOrEqualTo(4000);
            assertThat(recording[0]).isEqualTo((byte) 0x47);
        }
    }
}
