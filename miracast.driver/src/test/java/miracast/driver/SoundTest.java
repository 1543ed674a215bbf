// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import miracast.api.AudioCoding;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest.SetAudio;
import miracast.api.driver.DisplayRequest.SetFormat;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink.Message;
import miracast.driver.ReceivedStream.Pes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sound of a session: units of the host, silence where there are none, and another coding while it plays. */
@Timeout(120)
class SoundTest {
    private static final int PMT = 0x0100;
    private static final int VIDEO = 0x1011;
    private static final int AUDIO = 0x1100;
    private static final long MS = 1_000_000;

    private Rig rig;
    private TestHost host;
    private ReceivedStream stream;

    private void play(AudioCoding... codings) throws Exception {
        host = new TestHost()
                .capabilities(SourceCapabilities.builder()
                        .audioCodings(List.of(codings))
                        .build());
        rig = new Rig(TestSettings.defaults().build(), host).playing();
        stream = new ReceivedStream(rig.sink());
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    /** A unit that a test finds again: neither silence nor another one. */
    private static byte[] unit(int number, int octets) {
        byte[] unit = new byte[octets];
        for (int i = 0; i < octets; i++) {
            unit[i] = (byte) (number * 37 + i + 1);
        }
        return unit;
    }

    /** A time that is still to come when the sending thread sees the unit, which is sent at once; a unit of the past is not. */
    private static long ahead() {
        return System.nanoTime() + 1000 * MS;
    }

    private static byte[] lpcm(int number) {
        return unit(number, 1920);
    }

    private List<Pes> sounding(int count, java.util.function.Predicate<byte[]> wanted) throws Exception {
        stream.until(seen ->
                whole(seen).stream().filter(pes -> wanted.test(pes.payload())).count() >= count);
        return whole(stream).stream().filter(pes -> wanted.test(pes.payload())).toList();
    }

    private static List<Pes> whole(ReceivedStream seen) {
        return seen.pes(AUDIO).stream()
                .filter(pes -> pes.payload().length == pes.length() - 8)
                .toList();
    }

    private static boolean isSilent(byte[] lpcm) {
        return IntStream.range(4, lpcm.length).allMatch(i -> lpcm[i] == 0);
    }

    @Test
    void unitsOfLpcmArriveAsTheyAreAndWhenTheyAreHeard() throws Exception {
        play(AudioCoding.LPCM);
        long ahead = ahead();
        host.feed(true, 1000, ahead);
        for (int i = 0; i < 3; i++) {
            host.feedSound(AudioCoding.LPCM, lpcm(i), ahead + i * 10 * MS);
        }
        stream.untilPictures(1, 1000);

        List<Pes> sounds = sounding(3, payload -> !isSilent(payload));

        for (int i = 0; i < 3; i++) {
            assertThat(sounds.get(i).streamId()).isEqualTo(0xBD);
            assertThat(Arrays.copyOf(sounds.get(i).payload(), 4)).containsExactly(0xA0, 0x06, 0x00, 0x11);
            assertThat(Arrays.copyOfRange(sounds.get(i).payload(), 4, 1924)).isEqualTo(lpcm(i));
            assertThat(sounds.get(i).pts()).isEqualTo(stream.pes(VIDEO).get(0).pts() + i * 900);
        }
    }

    @Test
    void unitsOfAacArriveAsTheyAre() throws Exception {
        play(AudioCoding.AAC_LC, AudioCoding.LPCM);
        byte[] frame = unit(1, 400);
        host.feedSound(AudioCoding.AAC_LC, frame, ahead());

        Pes sound = sounding(1, payload -> Arrays.equals(payload, frame)).get(0);

        assertThat(sound.streamId()).isEqualTo(0xC0);
        assertThat(sound.length()).isEqualTo(408);
    }

    /** What ISO/IEC 14496-3 makes of two channels without any line. */
    @Test
    void silenceOfAacIsAWholeFrameEvery1024Samples() throws Exception {
        play(AudioCoding.AAC_LC);

        stream.until(seen -> whole(seen).size() > 6);

        List<Pes> sounds = whole(stream);
        assertThat(sounds)
                .allSatisfy(pes ->
                        assertThat(HexFormat.of().formatHex(pes.payload())).isEqualTo("fff14c8001bffc211004608c1c"));
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).pts() - sounds.get(i - 1).pts()).isBetween(1919L, 1921L);
        }
    }

    @Test
    void aUnitWhosePlaceSilenceTookIsDropped() throws Exception {
        play(AudioCoding.LPCM);
        stream.until(seen -> whole(seen).size() > 2);
        host.feedSound(AudioCoding.LPCM, lpcm(1), System.nanoTime() - 1000 * MS);
        host.feedSound(AudioCoding.LPCM, lpcm(2), ahead());

        List<Pes> sounds = sounding(1, payload -> !isSilent(payload));

        assertThat(Arrays.copyOfRange(sounds.get(0).payload(), 4, 1924)).isEqualTo(lpcm(2));
        assertThat(whole(stream)).extracting(Pes::pts).isSorted().doesNotHaveDuplicates();
    }

    /** A host that changes over is asynchronous: units of the coding before may still come. */
    @Test
    void unitsOfAnotherCodingAreDropped() throws Exception {
        play(AudioCoding.LPCM);
        host.feedSound(AudioCoding.AAC_LC, lpcm(1), ahead());
        host.feedSound(AudioCoding.LPCM, unit(2, 1919), ahead());
        host.feedSound(AudioCoding.LPCM, lpcm(3), ahead());

        List<Pes> sounds = sounding(1, payload -> !isSilent(payload));

        assertThat(Arrays.copyOfRange(sounds.get(0).payload(), 4, 1924)).isEqualTo(lpcm(3));
    }

    @Test
    void soundThatStopsIsFollowedBySilence() throws Exception {
        play(AudioCoding.LPCM);
        host.feedSound(AudioCoding.LPCM, lpcm(1), ahead());
        sounding(1, payload -> !isSilent(payload));

        stream.until(seen -> isSilent(whole(seen).get(whole(seen).size() - 1).payload()));

        assertThat(whole(stream)).extracting(Pes::pts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whenAacCannotBeMadeAnyMoreLpcmIsNegotiated() throws Exception {
        play(AudioCoding.AAC_LC, AudioCoding.LPCM);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        rig.context().handleMessage(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM)));

        Message proposal = rig.sink().agree();

        assertThat(proposal.parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(proposal.parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
        assertThat(proposal.parameter("wfd_av_format_change_timing")).matches("([0-9A-F]{10}) \\1");
        await().untilAsserted(() -> assertThat(host.requests(SetAudio.class))
                .containsExactly(
                        new SetAudio(Optional.of(AudioCoding.AAC_LC)), new SetAudio(Optional.of(AudioCoding.LPCM))));
        // The picture is as it was: no other encoder is needed.
        assertThat(host.requests(SetFormat.class)).hasSize(1);
        host.feed(false, 2000);
        stream.untilPictures(2, 2000);
        stream.until(seen -> whole(seen).stream().anyMatch(pes -> pes.streamId() == 0xBD));
        List<byte[]> maps =
                stream.ts(PMT).stream().map(ReceivedStream.Ts::payload).toList();
        assertThat(version(maps.get(0))).isNotEqualTo(version(maps.get(maps.size() - 1)));
        assertThat(whole(stream)).extracting(Pes::pts).isSorted();
        assertSoundIsAnnounced(version(maps.get(0)));
    }

    /** Each packet of sound is of the coding that the last program map before it tells of. */
    private void assertSoundIsAnnounced(int versionOfAac) {
        boolean aac = true;
        for (ReceivedStream.Ts packet : stream.ts()) {
            if (packet.pid() == PMT) {
                aac = version(packet.payload()) == versionOfAac;
            } else if (packet.pid() == AUDIO && packet.start()) {
                assertThat(packet.payload()[3] & 0xFF).as("stream_id").isEqualTo(aac ? 0xC0 : 0xBD);
            }
        }
    }

    private static int version(byte[] pmt) {
        return pmt[6] >> 1 & 0x1F;
    }

    @Test
    void picturesGoOnWhileTheSinkThinksAboutOtherSound() throws Exception {
        play(AudioCoding.AAC_LC, AudioCoding.LPCM);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        rig.context().handleMessage(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM)));
        Message proposal = rig.sink().expect("SET_PARAMETER");

        // Long after the time that the sink was told.
        host.feed(false, 2000, System.nanoTime() + 1000 * MS);
        stream.untilPictures(2, 2000);
        rig.sink().reply(proposal, "");
        host.feed(false, 3000, System.nanoTime() + 1033 * MS);
        stream.untilPictures(3, 3000);
    }

    @Test
    void aSinkThatRefusesOtherSoundGoesOnInSilence() throws Exception {
        play(AudioCoding.AAC_LC, AudioCoding.LPCM);
        host.feed(true, 1000);
        stream.untilPictures(1, 1000);
        rig.context().handleMessage(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM)));
        rig.sink().reply(rig.sink().expect("SET_PARAMETER"), "303 See Other", "wfd_audio_codecs: 415\n");

        int sounds = whole(stream).size();
        stream.until(seen -> whole(seen).size() > sounds + 20);
        host.feed(false, 2000);
        stream.untilPictures(2, 2000);

        assertThat(host.pendingReports()).isZero();
        assertThat(whole(stream)).allMatch(pes -> pes.streamId() == 0xC0);
    }

    @Test
    void theAgreedSoundStaysIfItCanStillBeMade() throws Exception {
        play(AudioCoding.LPCM);
        rig.context().handleMessage(new DisplayMessage.AudioCodings(List.of(AudioCoding.AAC_LC, AudioCoding.LPCM)));

        assertThat(rig.sink().isSilentFor(100)).isTrue();
    }
}
