// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import miracast.api.AudioCoding;
import miracast.api.MiracastException;
import miracast.api.audio.AudioSource;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.api.encoder.AudioEncoder;
import miracast.host.fake.FakeAudio;
import miracast.host.fake.FakeAudioEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.Hang;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is heard of a cast: its sources, its encoders, and how they are exchanged. */
@Timeout(120)
class SoundCastTest {
    private final HostRig rig = new HostRig(Listener::new);
    private final FakeAudio own = new FakeAudio(1000);
    private final FakeAudio music = new FakeAudio(2000);
    private final FakeAudioEncoder aac = new FakeAudioEncoder();
    /** What the sinks of the next sessions agree to. */
    private volatile Optional<AudioCoding> agrees = Optional.of(AudioCoding.LPCM);

    private final List<Unit> heard = new CopyOnWriteArrayList<>();

    SoundCastTest() throws IOException {}

    /**
     * A unit as it came.
     *
     * @param level of its last sample
     */
    private record Unit(AudioCoding coding, int level, int octets, long timestampNs) {}

    private final class Listener extends TestDriver {
        private final EncodeChunk unit = new EncodeChunk();

        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            callbacks.ioControl(new DisplayRequest.SetAudio(agrees));
            return super.start(rtsp, connection);
        }

        @Override
        protected void pulled() {
            while (callbacks.nextAudio(unit) != MiracastCallbacks.NO_CHUNK) {
                int last = unit.offset() + unit.length() - 2;
                heard.add(
                        new Unit(unit.audioCoding(), unit.memory().getShort(last), unit.length(), unit.timestampNs()));
            }
        }
    }

    private void offer(String name, AudioSource source, String... accompanies) {
        rig.host
                .media()
                .sounds()
                .add(source, Map.of(AudioSource.NAME, name, AudioSource.ACCOMPANIES, accompanies, "service.id", 50L));
    }

    private void offerAac() {
        rig.host.media().audioEncoders().add(aac, Map.of(AudioEncoder.NAME, "fake aac", "service.id", 60L));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        assertThat(own.streams()).isZero();
        assertThat(music.streams()).isZero();
        assertThat(aac.opened.get()).isEqualTo(aac.closed.get());
        HostRig.until(
                () -> HostRig.threads().stream().noneMatch(name -> name.endsWith("-sound") || name.endsWith("-audio")));
    }

    private Cast play(CastRequest.Builder request) throws IOException {
        return rig.playing(request);
    }

    private void untilHeard(Predicate<Unit> wanted) {
        int from = heard.size();
        HostRig.until(() -> heard.stream().skip(from).anyMatch(wanted));
    }

    private void untilLevel(int level) {
        untilHeard(unit -> unit.level() == level);
    }

    /** The source is heard on the sound thread a moment before the worker that opened it tells so. */
    private static void untilNamed(Cast cast, String source) {
        HostRig.until(() -> cast.audioSource().equals(Optional.of(source)));
    }

    /** Returns when the sound thread waits in the source, until what is given is counted down. */
    private CountDownLatch holdUpOwnSound() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1) {
            @Override
            public void await() throws InterruptedException {
                inside.countDown();
                super.await();
            }
        };
        own.answers = answers;
        inside.await();
        return answers;
    }

    @Test
    void aSourceThatGoesWhileTheCastEndsIsLetGoBeforeItIsGone() throws Exception {
        offer("own", own, "fake");
        Cast cast = play(rig.listen());
        untilLevel(1000);
        CountDownLatch answers = holdUpOwnSound();
        cast.stop();
        HostRig.until(() -> rig.driver().calls.contains("close")
                && HostRig.threads().stream().noneMatch(name -> name.endsWith("-driver")));

        CompletableFuture<Void> removing =
                CompletableFuture.runAsync(() -> rig.host.media().sounds().remove(own));
        HostRig.until(() -> rig.host.media().sounds().offers().ranked().isEmpty());
        assertThat(removing).isNotDone();
        answers.countDown();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(own.streams()).isZero();
        rig.end(cast);
    }

    @Test
    void noLockIsHeldWhileSourceAndEncoderAreCalled() throws Exception {
        agrees = Optional.of(AudioCoding.AAC_LC);
        offer("music", music);
        offerAac();
        play(rig.listen().audioSource("music"));
        untilHeard(unit -> unit.level() == 2000);
        CompletableFuture<List<String>> source = new CompletableFuture<>();
        CompletableFuture<List<String>> encoder = new CompletableFuture<>();
        music.aside = () -> noteLocks(source);
        aac.aside = () -> noteLocks(encoder);

        assertThat(source.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(encoder.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    /** What the calling thread holds. */
    private static void noteLocks(CompletableFuture<List<String>> locks) {
        if (!locks.isDone()) {
            long self = Thread.currentThread().getId();
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {self}, true, true)[0];
            locks.complete(Stream.concat(
                            Stream.of(info.getLockedMonitors()).map(Object::toString),
                            Stream.of(info.getLockedSynchronizers()).map(Object::toString))
                    .toList());
        }
    }

    @Test
    void aSourceMayCallTheHostBackAndWaitForWhatOthersDoThere() throws Exception {
        offer("music", music);
        offer("own", own, "fake");
        Cast cast = play(rig.listen());
        untilLevel(1000);
        CompletableFuture<Void> called = new CompletableFuture<>();
        own.aside = () -> {
            if (!called.isDone()) {
                cast.useAudioSource("music");
                // On a thread that the host is called on as well, and that waits until nobody uses it.
                CompletableFuture.runAsync(() -> rig.host.media().sounds().remove(new FakeAudio(1)))
                        .join();
                CompletableFuture.runAsync(cast::audioSource).join();
                called.complete(null);
            }
        };

        untilLevel(2000);

        assertThat(called).isCompleted();
        HostRig.until(() -> own.streams() == 0);
    }

    @Test
    void theSoundThatAccompaniesThePicturesIsHeard() throws Exception {
        offer("music", music);
        offer("own", own, "other", "fake");
        Cast cast = play(rig.listen().source("fake:place"));

        untilLevel(1000);

        assertThat(own.lastRequest.location()).isEqualTo("place");
        assertThat(own.lastRequest.accompanies()).isTrue();
        untilNamed(cast, "of fake:place");
        assertThat(cast.audioCoding()).contains(AudioCoding.LPCM);
        assertThat(music.opened).hasValue(0);
    }

    @Test
    void unitsOfLpcmAreTenMillisecondsEachWithoutAGap() throws Exception {
        offer("music", music);
        play(rig.listen().audioSource("music"));
        untilLevel(2000);
        int from = heard.size();
        HostRig.until(() -> heard.size() > from + 20);

        List<Unit> units = heard.stream().skip(from).limit(20).toList();
        assertThat(units).allMatch(unit -> unit.octets() == 1920 && unit.coding() == AudioCoding.LPCM);
        for (int i = 1; i < units.size(); i++) {
            long stepNs = units.get(i).timestampNs() - units.get(i - 1).timestampNs();
            // A machine that was held up leaves whole units out.
            assertThat(stepNs % 10_000_000).isZero();
            assertThat(stepNs).isPositive();
        }
    }

    @Test
    void aNamedSourceIsHeardInsteadOfTheOwnSound() throws Exception {
        offer("music", music);
        offer("own", own, "fake");
        Cast cast = play(rig.listen().audioSource("music:song"));

        untilLevel(2000);

        assertThat(music.lastRequest.location()).isEqualTo("song");
        assertThat(music.lastRequest.accompanies()).isFalse();
        untilNamed(cast, "music:song");
        assertThat(own.opened).hasValue(0);
    }

    @Test
    void aSourceIsExchangedUnderTheRunningCast() throws Exception {
        offer("music", music);
        offer("own", own, "fake");
        Cast cast = play(rig.listen());
        untilLevel(1000);

        cast.useAudioSource("music");
        untilLevel(2000);
        HostRig.until(() -> own.streams() == 0);

        cast.useAudioSource(null);
        untilLevel(1000);
        HostRig.until(() -> music.streams() == 0);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void aSourceThatASlowOneKeepsOutIsTriedAgain() throws Exception {
        offer("music", music);
        offer("own", own, "fake");
        Cast cast = play(rig.listen());
        untilLevel(1000);
        CountDownLatch answers = holdUpOwnSound();

        cast.useAudioSource("music");
        HostRig.until(() -> music.opened.get() > 0 && music.streams() == 0);
        answers.countDown();

        untilLevel(2000);
        untilNamed(cast, "music");
    }

    @Test
    void aSourceThatIsNotThereIsRefusedByName() throws Exception {
        offer("music", music);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rig.host.cast(rig.listen().audioSource("organ").build()))
                .withMessageContaining("organ")
                .withMessageContaining("music");
        Cast cast = play(rig.listen());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.useAudioSource("organ:pipe"))
                .withMessageContaining("organ");
    }

    @Test
    void aSourceThatStallsIsSilentAndComesBack() throws Exception {
        offer("music", music);
        Cast cast = play(rig.listen().audioSource("music"));
        untilLevel(2000);
        music.stalls = true;
        untilLevel(0);
        music.stalls = false;

        untilLevel(2000);

        assertThat(cast.statistics().audioFilledMs()).isPositive();
        assertThat(cast.statistics().audioUnits()).isPositive();
    }

    @Test
    void aSourceThatFailsIsSilentAndOpenedAgain() throws Exception {
        offer("music", music);
        Cast cast = play(rig.listen().audioSource("music"));
        untilLevel(2000);
        music.fails = true;
        untilLevel(0);
        HostRig.until(() -> music.streams() == 0);
        music.fails = false;

        untilLevel(2000);

        assertThat(music.opened).hasValueGreaterThan(1);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void aSourceThatHangsIsLeftForTheNextBestAndThePicturesGoOn() throws Exception {
        offer("music", music);
        Map<String, Object> best = Map.of(AudioSource.NAME, "music", "service.id", 51L, "service.ranking", 1);
        rig.host.media().sounds().add(own, best);
        Cast cast = play(rig.listen().audioSource("music"));
        untilLevel(1000);
        Hang hang = new Hang();
        own.aside = hang::await;
        HostRig.until(hang::isEntered);
        int shown = rig.driver().shown.size();

        untilLevel(2000);

        assertThat(rig.driver().shown).hasSizeGreaterThan(shown + 30);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
        assertThat(cast.log()).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(CastLogEntry.Kind.SOUND_FAILED);
            assertThat(entry.detail()).startsWith("music failed: did not return for ");
            assertThat(entry.nextTry()).isPresent();
        });
        hang.letGo();
    }

    @Test
    void aSourceThatIsNotThereIsNamedAndHeardWhenItComes() throws Exception {
        offer("own", own, "fake");
        Cast cast = play(rig.listen().audioSource("musik").unattended(true));

        HostRig.until(() -> cast.log().stream().anyMatch(entry -> entry.kind() == CastLogEntry.Kind.SOUND_FAILED));
        assertThat(cast.log())
                .filteredOn(entry -> entry.kind() == CastLogEntry.Kind.SOUND_FAILED)
                .extracting(CastLogEntry::part, CastLogEntry::detail)
                .containsExactly(tuple("musik", "musik is not there; there are: own"));
        offer("musik", music);

        untilLevel(2000);
    }

    @Test
    void aSourceThatIsChosenIsInTheLog() throws Exception {
        offer("music", music);
        Cast cast = play(rig.listen());

        cast.useAudioSource("music");
        untilLevel(2000);

        assertThat(cast.log())
                .filteredOn(entry -> entry.kind() == CastLogEntry.Kind.CHANGED)
                .extracting(CastLogEntry::detail)
                .containsExactly("source of sound changed from that of the pictures to music");
    }

    @Test
    void picturesWithoutSoundAreSilentAndTheCastGoesOn() throws Exception {
        own.failsToOpen = true;
        offer("own", own, "fake");
        Cast cast = play(rig.listen());

        untilLevel(0);

        assertThat(cast.audioSource()).isEmpty();
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void aSourceThatIsWithdrawnIsClosedBeforeTheWithdrawalReturns() throws Exception {
        offer("music", music);
        play(rig.listen().audioSource("music"));
        untilLevel(2000);

        rig.host.media().sounds().remove(music);

        assertThat(music.streams()).isZero();
        untilLevel(0);
        offer("music", music);
        untilLevel(2000);
    }

    @Test
    void aCastWithoutSoundMakesNone() throws Exception {
        agrees = Optional.empty();
        offer("own", own, "fake");
        offerAac();
        Cast cast = play(rig.listen().audio(false));

        assertThat(rig.driver().callbacks.capabilities().audioCodings()).isEmpty();
        assertThat(cast.audioCoding()).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(own.opened).hasValue(0);
    }

    @Test
    void aacIsOfferedFirstWhileThereIsAnEncoder() throws Exception {
        play(rig.listen());
        MiracastCallbacks driver = rig.driver().callbacks;
        assertThat(driver.capabilities().audioCodings()).containsExactly(AudioCoding.LPCM);

        offerAac();

        assertThat(driver.capabilities().audioCodings()).containsExactly(AudioCoding.AAC_LC, AudioCoding.LPCM);
    }

    @Test
    void unitsOfAacComeWithTheTimeOfTheirSamples() throws Exception {
        agrees = Optional.of(AudioCoding.AAC_LC);
        offer("music", music);
        offerAac();
        play(rig.listen().audioSource("music"));

        untilHeard(unit -> unit.coding() == AudioCoding.AAC_LC && unit.level() == 2000);

        assertThat(aac.bitRate).isEqualTo(128_000);
        assertThat(heard).allMatch(unit -> unit.octets() == 4);
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).timestampNs() - heard.get(i - 1).timestampNs())
                    .isGreaterThan(21_333_332);
        }
    }

    @Test
    void whenTheEncoderGoesTheDriverIsToldAndTheCastGoesOnWithLpcm() throws Exception {
        agrees = Optional.of(AudioCoding.AAC_LC);
        offer("music", music);
        offerAac();
        Cast cast = play(rig.listen().audioSource("music"));
        untilHeard(unit -> unit.level() == 2000);

        rig.host.media().audioEncoders().remove(aac);

        assertThat(aac.closed.get()).isEqualTo(aac.opened.get());
        HostRig.until(() -> rig.driver().messages.contains(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM))));
        rig.driver().callbacks.ioControl(new DisplayRequest.SetAudio(Optional.of(AudioCoding.LPCM)));
        untilHeard(unit -> unit.coding() == AudioCoding.LPCM && unit.level() == 2000);
        assertThat(cast.audioCoding()).contains(AudioCoding.LPCM);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    @Test
    void anEncoderThatFailsIsLeftOut() throws Exception {
        agrees = Optional.of(AudioCoding.AAC_LC);
        offerAac();
        play(rig.listen());
        HostRig.until(() -> !heard.isEmpty());

        aac.fails = true;

        HostRig.until(() -> rig.driver().messages.contains(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM))));
        HostRig.until(() -> aac.closed.get() == aac.opened.get());
    }

    @Test
    void anEncoderThatDoesNotOpenIsLeftOut() throws Exception {
        agrees = Optional.of(AudioCoding.AAC_LC);
        aac.failsToOpen = true;
        offerAac();
        play(rig.listen());

        HostRig.until(() -> rig.driver().messages.contains(new DisplayMessage.AudioCodings(List.of(AudioCoding.LPCM))));
    }

    @Test
    void othersPicturesBringTheirOwnSound() throws Exception {
        offer("own", own, "fake");
        Cast cast = play(rig.listen());
        untilLevel(1000);
        rig.offer("silent film", new FakeSource());

        cast.useSource("silent film");

        HostRig.until(() -> own.streams() == 0);
        untilLevel(0);
        cast.useSource("fake");
        untilLevel(1000);
    }
}
