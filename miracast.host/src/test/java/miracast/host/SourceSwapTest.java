// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastState;
import miracast.api.frames.PixelFormat;
import miracast.host.fake.FakeSource;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources are exchanged, stall and fail under a running picture. */
@Timeout(120)
class SourceSwapTest {
    private final HostRig rig;
    private final Cast cast;
    private final TestDriver driver;
    private final FakeSource other = new FakeSource();

    SourceSwapTest() throws Exception {
        rig = new HostRig();
        other.first = 1_000_000;
        rig.offer("other", other);
        cast = rig.playing(rig.listen().sourceOptions(Map.of("cursor", "no")));
        driver = rig.driver();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
        assertThat(rig.source.streams()).isZero();
        assertThat(other.streams()).isZero();
    }

    private int last() {
        List<TestDriver.Shown> shown = driver.shown;
        return shown.get(shown.size() - 1).picture();
    }

    private void framesRunOn() {
        long before = -1;
        for (TestDriver.Shown shown : driver.shown) {
            assertThat(shown.frame()).isEqualTo(before + 1);
            before = shown.frame();
        }
    }

    @Test
    void anotherSourceIsShown() {
        cast.useSource("other:somewhere");

        HostRig.until(() -> last() >= 1_000_000);
        assertThat(cast.source()).isEqualTo("other:somewhere");
        assertThat(other.lastRequest.location()).isEqualTo("somewhere");
        assertThat(other.lastRequest.mode()).isEqualTo(TestDriver.FORMAT.mode());
        assertThat(other.lastRequest.options()).isEmpty();
        framesRunOn();
        HostRig.until(() -> rig.source.streams() == 0);
    }

    @Test
    void aSourceGetsTheOptionsOfItsRequest() {
        assertThat(rig.source.lastRequest.options()).containsEntry("cursor", "no");
        assertThat(rig.source.lastRequest.castId()).isEqualTo(cast.id());
    }

    @Test
    void anUnknownSourceChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.useSource("film"))
                .withMessage("source 'film' is not there; there are: fake, other");
        assertThat(cast.source()).isEqualTo("fake");
    }

    @Test
    void aSourceThatCannotBeOpenedLeavesTheOldOne() {
        other.failsToOpen = true;

        cast.useSource("other");
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 20);
        assertThat(last()).isLessThan(1_000_000);
        assertThat(cast.source()).isEqualTo("fake");
    }

    @Test
    void theLastPictureStaysUpToTheFirstOfTheNextSource() {
        other.stalls = true;
        cast.useSource("other");
        HostRig.until(() -> cast.source().equals("other"));
        int stays = last();
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 5);
        assertThat(last()).isEqualTo(stays);
        other.stalls = false;
        HostRig.until(() -> last() >= 1_000_000);
        assertThat(cast.statistics().repeated()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void aSourceThatFailsIsOpenedAgainAndItsLastPictureStays() {
        rig.source.fails = true;
        HostRig.until(() -> rig.source.streams() == 0);
        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 3);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);

        rig.source.first = 500_000;
        rig.source.fails = false;

        HostRig.until(() -> last() >= 500_000);
        framesRunOn();
    }

    @Test
    void aSourceThatGoesIsLetGoBeforeItIsGone() {
        rig.host.media().sources().remove(rig.source);

        assertThat(rig.source.streams()).isZero();
        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 3);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void aSourceThatComesBackIsShownAgain() {
        rig.host.media().sources().remove(rig.source);
        rig.source.first = 500_000;

        rig.offer("fake", rig.source);

        HostRig.until(() -> last() >= 500_000);
    }

    @Test
    void aSourceThatChangesSizeAndFormatIsConverted() {
        rig.source.format = PixelFormat.BGRA;
        rig.source.size = VideoMode.progressive(64, 48, 50);
        other.format = PixelFormat.BGRA;
        other.size = VideoMode.progressive(200, 400, 50);

        cast.useSource("other");

        HostRig.until(() -> cast.source().equals("other") && cast.statistics().conversionMedianMs() > 0);
        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 10);
    }

    @Test
    void aSourceThatGivesPicturesWithTooLittleMemoryIsLeft() {
        other.givesTooLittle = true;

        cast.useSource("other");
        HostRig.until(() -> other.closed.get() > 0);

        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 3);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void theSourceIsOpenedInTheModeThatWasAgreed() throws Exception {
        rig.close();
        HostRig narrow = new HostRig(() -> {
            TestDriver made = new TestDriver();
            made.format = new VideoFormat(
                    VideoMode.progressive(160, 120, 50),
                    H264Profile.CONSTRAINED_BASELINE,
                    H264Level.LEVEL_3_1,
                    1_000_000);
            return made;
        });
        try (narrow) {
            narrow.playing(narrow.listen());

            assertThat(narrow.source.lastRequest.mode()).isEqualTo(VideoMode.progressive(160, 120, 50));
            assertThat(narrow.driver().shown.get(0).picture()).isZero();
            HostRig.until(() -> narrow.source.streams() == 1);
        }
    }
}
