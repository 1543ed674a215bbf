// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.Fallback;
import miracast.api.frames.PixelFormat;
import miracast.host.fake.FakeSource;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the viewer sees, and the operator reads, while a source gives nothing. */
@Timeout(120)
class SourceFailureTest {
    /** The upper left corner of the pattern, and of a white picture: as numbers, negative, which no source gives. */
    private static final int GREY = 0xB4B4B4B4;

    private static final int WHITE = 0xEBEBEBEB;

    private final HostRig rig;
    private Cast cast;

    SourceFailureTest() throws Exception {
        rig = new HostRig();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        rig.close();
        assertThat(rig.source.streams()).isZero();
    }

    private CastRequest.Builder request(Fallback fallback) {
        return rig.listen().fallback(fallback).fallbackAfter(Duration.ofMillis(200));
    }

    private void play(CastRequest.Builder request) throws Exception {
        cast = rig.playing(request);
    }

    private void itIsStillTheFirstSession() {
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
        assertThat(cast.statistics().sessions()).isEqualTo(1);
    }

    private int last() {
        List<TestDriver.Shown> shown = rig.driver().shown;
        return shown.get(shown.size() - 1).picture();
    }

    private void untilShown(int picture) {
        HostRig.until(() -> last() == picture);
    }

    private void untilTheSourceIsShown() {
        HostRig.until(() -> last() >= 0);
    }

    private void untilLogged(Kind kind, String detail) {
        HostRig.until(() -> cast.log().stream()
                .anyMatch(entry -> entry.kind() == kind && entry.detail().contains(detail)));
    }

    private CastLogEntry lastOf(Kind kind) {
        return cast.log().stream()
                .filter(entry -> entry.kind() == kind)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Path white(Path folder) throws Exception {
        BufferedImage picture = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 32; x++) {
            for (int y = 0; y < 24; y++) {
                picture.setRGB(x, y, 0xFFFFFF);
            }
        }
        Path file = folder.resolve("white.png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    @Test
    void oneThatStallsIsReplacedByThePatternUntilItGoesOn() throws Exception {
        play(request(Fallback.pattern("Back soon")));

        rig.source.stalls = true;
        untilShown(GREY);
        untilLogged(Kind.FALLBACK, "pattern:Back soon is shown instead of fake");
        rig.source.stalls = false;

        untilTheSourceIsShown();
        untilLogged(Kind.SOURCE, "gives pictures again");
        assertThat(cast.log())
                .extracting(CastLogEntry::kind)
                .containsSubsequence(Kind.SOURCE_STALLED, Kind.FALLBACK, Kind.SOURCE);
    }

    @Test
    void oneThatFailsIsReplacedByThePictureOfAFile(@TempDir Path folder) throws Exception {
        play(request(Fallback.picture(white(folder))));

        rig.source.fails = true;
        untilShown(WHITE);
        CastLogEntry failure = lastOf(Kind.SOURCE_FAILED);
        assertThat(failure.part()).isEqualTo("fake");
        assertThat(failure.detail()).isEqualTo("fake failed: no further picture");
        assertThat(failure.attempt()).isEqualTo(1);
        assertThat(failure.nextTry()).isPresent();

        rig.source.fails = false;
        untilTheSourceIsShown();
        itIsStillTheFirstSession();
    }

    private static CastRequest other(Cast cast, String source) {
        return cast.request().but().source(source).build();
    }

    @Test
    void anotherOneThatFailsLeavesTheScreenToTheFallbackWhereNobodyIsThere() throws Exception {
        FakeSource broken = new FakeSource();
        broken.failsToOpen = true;
        rig.offer("broken", broken);
        play(request(Fallback.pattern("Back soon")).unattended(true));

        cast.change(other(cast, "broken"));
        untilLogged(Kind.SOURCE_FAILED, "broken cannot be opened; fake is shown for now");
        untilShown(GREY);
        untilLogged(Kind.FALLBACK, "shown instead of broken");
        assertThat(rig.source.streams()).isZero();
        assertThat(lastOf(Kind.SOURCE_FAILED).nextTry()).isPresent();

        broken.failsToOpen = false;
        untilTheSourceIsShown();
        assertThat(cast.source()).isEqualTo("broken");
        itIsStillTheFirstSession();
    }

    @Test
    void anotherOneThatIsNotThereLeavesTheScreenToTheFallbackWhereNobodyIsThere() throws Exception {
        play(request(Fallback.pattern("Back soon")).unattended(true));

        cast.change(other(cast, "camera"));
        untilLogged(Kind.SOURCE_FAILED, "camera is not there; fake is shown for now");
        untilShown(GREY);
        rig.offer("camera", new FakeSource());

        untilTheSourceIsShown();
        assertThat(cast.source()).isEqualTo("camera");
    }

    @Test
    void anotherOneThatComesInTimeFollowsTheOneBefore() throws Exception {
        FakeSource late = new FakeSource();
        late.failsToOpen = true;
        rig.offer("late", late);
        play(rig.listen()
                .fallback(Fallback.pattern(""))
                .fallbackAfter(Duration.ofMinutes(10))
                .unattended(true));

        cast.change(other(cast, "late"));
        untilLogged(Kind.SOURCE_FAILED, "fake is shown for now");
        late.failsToOpen = false;

        HostRig.until(() -> cast.source().equals("late"));
        assertThat(rig.driver().shown).noneMatch(shown -> shown.picture() == GREY);
        assertThat(cast.log()).extracting(CastLogEntry::kind).doesNotContain(Kind.FALLBACK, Kind.SOURCE_STALLED);
    }

    @Test
    void anotherOneThatFailsIsGivenUpWhereSomebodyIsThere() throws Exception {
        FakeSource broken = new FakeSource();
        broken.failsToOpen = true;
        rig.offer("broken", broken);
        play(request(Fallback.pattern("")));

        cast.useSource("broken");

        untilLogged(Kind.SOURCE_FAILED, "broken failed, fake stays");
        assertThat(cast.source()).isEqualTo("fake");
    }

    @Test
    void oneWhoseProviderGoesIsReplacedToo() throws Exception {
        play(request(Fallback.pattern("")));

        rig.host.media().sources().remove(rig.source);
        untilShown(GREY);
        untilLogged(Kind.SOURCE_FAILED, "its provider was withdrawn");
        rig.offer("fake", rig.source);

        untilTheSourceIsShown();
        itIsStillTheFirstSession();
    }

    @Test
    void aFileThatCannotBeReadLeavesTheLastPicture(@TempDir Path folder) throws Exception {
        play(request(Fallback.picture(folder.resolve("missing.png"))));

        rig.source.stalls = true;
        untilLogged(Kind.FALLBACK, "missing.png cannot be read");
        int before = rig.driver().shown.size();

        HostRig.until(() -> rig.driver().shown.size() > before + 3);
        assertThat(last()).isNotNegative();
    }

    @Test
    void aFileThatComesLaterIsShownThen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("white.png");
        play(request(Fallback.picture(file)));

        rig.source.stalls = true;
        untilLogged(Kind.FALLBACK, "white.png cannot be read");
        assertThat(lastOf(Kind.FALLBACK).nextTry()).isPresent();
        white(folder);

        untilShown(WHITE);
        itIsStillTheFirstSession();
    }

    @Test
    void anotherFallbackIsShownAtOnceWhileTheSourceIsNotThere() throws Exception {
        play(request(Fallback.hold()).source("nope").unattended(true));
        untilLogged(Kind.SOURCE_FAILED, "nope is not there");

        cast.change(cast.request().but().fallback(Fallback.pattern("")).build());

        untilShown(GREY);
        itIsStillTheFirstSession();
    }

    @Test
    void anotherFallbackReplacesTheOneThatIsShown(@TempDir Path folder) throws Exception {
        play(request(Fallback.pattern("")));
        rig.source.stalls = true;
        untilShown(GREY);

        cast.change(
                cast.request().but().fallback(Fallback.picture(white(folder))).build());

        untilShown(WHITE);
        itIsStillTheFirstSession();
    }

    @Test
    void oneThatMayStandStillNoLongerIsReplaced() throws Exception {
        play(request(Fallback.pattern("")).mayStandStill(true));
        rig.source.stalls = true;
        int before = rig.driver().shown.size();
        HostRig.until(() -> rig.driver().shown.size() > before + 40);

        cast.change(cast.request().but().mayStandStill(false).build());

        untilShown(GREY);
    }

    @Test
    void oneThatMayStandStillIsLeftAlone() throws Exception {
        play(request(Fallback.pattern("")).mayStandStill(true));

        rig.source.stalls = true;
        int before = rig.driver().shown.size();
        // At 50 Hz and then at the low rate: longer than the silence that would be told.
        HostRig.until(() -> rig.driver().shown.size() > before + 40);
        assertThat(last()).isNotNegative();
        rig.source.fails = true;

        untilShown(GREY);
        assertThat(cast.log()).extracting(CastLogEntry::kind).doesNotContain(Kind.SOURCE_STALLED);
    }

    @Test
    void heldTheLastPictureStays() throws Exception {
        play(request(Fallback.hold()));

        rig.source.stalls = true;
        untilLogged(Kind.SOURCE_STALLED, "has had nothing new for 200 ms");
        int stays = last();
        int before = rig.driver().shown.size();
        HostRig.until(() -> rig.driver().shown.size() > before + 5);

        assertThat(last()).isEqualTo(stays);
    }

    @Test
    void oneThatComesAndGoesLosesNoSessionAndNoMemory() throws Exception {
        play(request(Fallback.pattern("")));

        for (int i = 0; i < 20; i++) {
            rig.source.stalls = true;
            untilShown(GREY);
            rig.source.stalls = false;
            untilTheSourceIsShown();
        }

        itIsStillTheFirstSession();
        assertThat(rig.source.opened).hasValue(1);
        assertThat(cast.log()).hasSizeLessThanOrEqualTo(Cast.LOG_LENGTH);
    }

    @Test
    void oneThatOpensAndFailsAtOnceIsTriedLessAndLessOften() throws Exception {
        play(request(Fallback.pattern("")));

        rig.source.fails = true;
        HostRig.until(() -> cast.log().stream()
                        .filter(entry -> entry.kind() == Kind.SOURCE_FAILED)
                        .count()
                >= 3);

        assertThat(cast.log().stream()
                        .filter(entry -> entry.kind() == Kind.SOURCE_FAILED)
                        .map(CastLogEntry::attempt)
                        .limit(3))
                .containsExactly(1, 2, 3);
        assertThat(lastOf(Kind.FALLBACK).detail()).isEqualTo("pattern is shown instead of fake");
    }

    @Test
    void oneThatFailsIsNotForgivenSinceOthersComeAndGo() throws Exception {
        play(request(Fallback.pattern("")));
        FakeSource other = new FakeSource();

        rig.source.fails = true;
        HostRig.until(() -> {
            rig.offer("other", other);
            rig.host.media().sources().remove(other);
            return cast.log().stream()
                            .filter(entry -> entry.kind() == Kind.SOURCE_FAILED)
                            .count()
                    >= 3;
        });

        assertThat(cast.log().stream()
                        .filter(entry -> entry.kind() == Kind.SOURCE_FAILED)
                        .map(CastLogEntry::attempt)
                        .limit(3))
                .containsExactly(1, 2, 3);
    }

    @Test
    void oneThatWasNeverThereIsReplacedAtOnceAndShownWhenItComes() throws Exception {
        rig.source.failsToOpen = true;
        play(request(Fallback.pattern("")).fallbackAfter(Duration.ofHours(1)));

        untilShown(GREY);
        rig.source.failsToOpen = false;

        untilTheSourceIsShown();
        itIsStillTheFirstSession();
    }

    @Test
    void oneThatHangsOnlyEndsItsSession() throws Exception {
        play(request(Fallback.pattern("")));
        rig.source.gives = new CountDownLatch(1);

        HostRig.until(() -> cast.state() != CastState.PLAYING);
        rig.source.gives.countDown();

        HostRig.until(() -> cast.log().stream()
                .anyMatch(entry -> entry.kind() == Kind.SESSION_OVER
                        && entry.detail().startsWith("source did not return for 5 s")));
    }

    @Test
    void oneThatChangesSizeAndFormatUnderThePictureIsConverted() throws Exception {
        play(request(Fallback.pattern("")));
        int errors = 0;
        for (int i = 0; i < 30; i++) {
            rig.source.size = VideoMode.progressive(64 + 32 * (i % 5), 48 + 16 * (i % 7), 50);
            rig.source.format = PixelFormat.values()[i % 3];
            int before = rig.driver().shown.size();
            HostRig.until(() -> rig.driver().shown.size() > before + 2);
            errors += lost(rig.driver().shown);
        }

        assertThat(errors).isZero();
        itIsStillTheFirstSession();
        assertThat(rig.source.opened).hasValue(1);
        assertThat(cast.log()).extracting(CastLogEntry::kind).doesNotContain(Kind.SOURCE_FAILED);
    }

    private static int lost(List<TestDriver.Shown> shown) {
        int lost = 0;
        for (int i = 1; i < shown.size(); i++) {
            lost += shown.get(i).frame() == shown.get(i - 1).frame() + 1 ? 0 : 1;
        }
        return lost;
    }

    @Test
    void aChangeOfTheRequestIsFollowedWhileItPlays() throws Exception {
        CastRequest.Builder request = request(Fallback.hold()).fallbackAfter(Duration.ofHours(1));
        play(request);

        cast.change(CastRequest.to(cast.request().target())
                .source("fake")
                .fallback(Fallback.pattern(""))
                .fallbackAfter(Duration.ofMillis(200))
                .build());
        rig.source.stalls = true;

        untilShown(GREY);
    }

    @Test
    void encodersThatComeAndFailAreInTheLog() throws Exception {
        play(request(Fallback.hold()));

        rig.encoder.fails = true;
        untilLogged(Kind.ENCODER_MISSING, "no encoder for");
        rig.encoder.fails = false;

        HostRig.until(() ->
                lastOf(Kind.ENCODER).time().isAfter(lastOf(Kind.ENCODER_FAILED).time()));
        assertThat(lastOf(Kind.ENCODER_FAILED).part()).isEqualTo("a");
        assertThat(lastOf(Kind.ENCODER_FAILED).nextTry()).isPresent();
        assertThat(lastOf(Kind.ENCODER_MISSING).nextTry()).isPresent();
    }
}
