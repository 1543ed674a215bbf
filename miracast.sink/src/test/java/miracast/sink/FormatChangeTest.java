// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.Optional;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.sink.FormatRun;
import miracast.wire.rtsp.FormatChangeTiming;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code wfd_av_format_change_timing}: which access units count to which format. */
class FormatChangeTest {
    private static final VideoMode BEFORE = PipelineFixture.FORMAT.mode();
    private static final VideoMode AFTER = VideoMode.progressive(1280, 720, 30);
    private static final AgreedFormat FORMAT =
            new AgreedFormat(AFTER, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1);
    /** Ticks between two pictures. */
    private static final long PICTURE = 3_000;

    private final TestMultiplexer source = new TestMultiplexer();
    private final PipelineFixture sink = PipelineFixture.playing();
    private long firstPts;

    @BeforeEach
    void begin() {
        firstPts = pts();
        sink.receive(source.picture(Pictures.idr(1_000)));
    }

    /** Of the next picture. */
    private long pts() {
        return source.time90k + source.delay90k;
    }

    /** M4 again, for the picture so many after the next one. */
    private long announce(AgreedFormat format, int pictures) {
        long from = pts() + pictures * PICTURE;
        sink.pipeline.expect(format, Optional.of(new FormatChangeTiming(from, from)));
        return from;
    }

    private void predicted(int pictures) {
        for (int i = 0; i < pictures; i++) {
            sink.receive(source.picture(Pictures.predicted(1_000)));
        }
    }

    private static byte[] idrOfAfter() {
        return Pictures.unit(
                Pictures.DELIMITER, Pictures.sps(66, 31, 1280, 720), Pictures.PPS, Pictures.slice(5, 0, 7, 1_000));
    }

    @Test
    void picturesBeforeTheTimeAreOfTheFormatBeforeAndThoseFromItOnOfTheNext() {
        long from = announce(FORMAT, 4);
        predicted(2);
        sink.receive(source.picture(Pictures.idr(1_000)));
        predicted(1);
        sink.receive(source.picture(idrOfAfter()));
        predicted(2);
        sink.finish();

        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.formats.findings())
                .containsExactly(new FormatRun(BEFORE, firstPts, 5, 0), new FormatRun(AFTER, from, 3, 0));
        assertThat(sink.formats.mode()).contains(AFTER);
    }

    @Test
    void theFormatBeforeHoldsWhileTheTimeHasNotCome() {
        announce(FORMAT, 4);
        predicted(3);
        sink.finish();

        assertThat(sink.formats.mode()).contains(BEFORE);
        assertThat(sink.formats.findings()).containsExactly(new FormatRun(BEFORE, firstPts, 4, 0));
    }

    @Test
    void aPictureOfTheNextFormatBeforeItsTimeIsWrong() {
        announce(FORMAT, 1);
        sink.receive(source.picture(idrOfAfter())).finish();

        assertThat(sink.complaints()).containsExactly("picture 2: SPS says 1280 x 720, M4 said 640x480p30");
    }

    @Test
    void aPictureOfTheFormatBeforeAtTheTimeIsWrong() {
        announce(FORMAT, 1);
        predicted(1);
        sink.receive(source.picture(Pictures.idr(1_000))).finish();

        assertThat(sink.complaints()).containsExactly("picture 3: SPS says 640 x 480, M4 said 1280x720p30");
    }

    @Test
    void aFirstPictureThatIsNoIdrPictureIsWrong() {
        announce(FORMAT, 0);
        predicted(1);
        sink.finish();

        assertThat(sink.complaints()).containsExactly("picture 2 is the first of 1280x720p30 and no IDR picture");
    }

    @Test
    void aFirstPictureAtAnotherTimeIsWrong() {
        long from = announce(FORMAT, 1) - 1;
        sink.pipeline.expect(FORMAT, Optional.of(new FormatChangeTiming(from, from - 1)));
        predicted(1);
        sink.receive(source.picture(idrOfAfter())).finish();

        assertThat(sink.complaints())
                .containsExactly("picture 3 is the first of 1280x720p30 and has PTS " + (from + 1) + " and DTS "
                        + (from + 1) + ", M4 said " + from + " and " + (from - 1));
    }

    @Test
    void behindAPauseTheFirstPictureMayBeLaterThanItsTime() {
        announce(FORMAT, 1);
        predicted(1);
        sink.pipeline.pause(sink.nowNs);
        sink.passes(1_000);
        source.time90k += 90_000;
        sink.pipeline.play();
        sink.receive(source.picture(idrOfAfter())).finish();

        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.formats.findings())
                .extracting(FormatRun::mode, FormatRun::accessUnits)
                .containsExactly(tuple(BEFORE, 2L), tuple(AFTER, 1L));
    }

    @Test
    void aTimeBehindTheWrapIsLaterThanOneBeforeIt() {
        PipelineFixture late = PipelineFixture.playing();
        TestMultiplexer wrapping = new TestMultiplexer();
        wrapping.time90k = (1L << 33) - wrapping.delay90k - PICTURE;
        late.receive(wrapping.picture(Pictures.idr(1_000)));
        late.pipeline.expect(FORMAT, Optional.of(new FormatChangeTiming(PICTURE, PICTURE)));
        late.receive(wrapping.picture(Pictures.predicted(1_000)))
                .receive(wrapping.picture(idrOfAfter()))
                .finish();

        assertThat(late.complaints()).isEmpty();
        assertThat(late.formats.findings()).extracting(FormatRun::accessUnits).containsExactly(2L, 1L);
    }

    @Test
    void whereOnlyTheSoundBecomesAnotherPicturesGoOn() {
        announce(PipelineFixture.FORMAT, 1);
        predicted(3);
        sink.finish();

        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.formats.findings()).containsExactly(new FormatRun(BEFORE, firstPts, 4, 0));
    }

    private static SinkParameters following(String capability) {
        return new SinkParameters(
                Map.of(
                        "wfd_video_formats",
                        "00 00 01 01 00000021 00000000 00000000 00 0000 0000 00 none none",
                        "microsoft_format_change_capability",
                        capability),
                Map.of());
    }

    @Test
    void aSinkThatFollowsTheStreamTakesAnotherFormatByItsParameterSets() {
        sink.pipeline.offer(following("supported"));
        predicted(1);
        long from = pts();
        sink.receive(source.picture(idrOfAfter()));
        predicted(1);
        sink.finish();

        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.formats.findings())
                .containsExactly(new FormatRun(BEFORE, firstPts, 2, 0), new FormatRun(AFTER, from, 2, 0));
    }

    @Test
    void aSinkThatFollowsTheStreamTakesNoFormatThatItHasNot() {
        sink.pipeline.offer(following("supported"));
        sink.receive(source.picture(Pictures.unit(
                        Pictures.DELIMITER,
                        Pictures.sps(66, 31, 800, 600),
                        Pictures.PPS,
                        Pictures.slice(5, 0, 7, 1_000))))
                .finish();

        assertThat(sink.complaints()).containsExactly("picture 2: SPS says 800 x 600, M4 said 640x480p30");
    }

    @Test
    void aSinkThatDoesNotFollowTheStreamHasToBeTold() {
        sink.pipeline.offer(following("none"));
        sink.receive(source.picture(idrOfAfter())).finish();

        assertThat(sink.complaints()).containsExactly("picture 2: SPS says 1280 x 720, M4 said 640x480p30");
    }

    @Test
    void withoutATimeTheNextFormatHoldsAtOnce() {
        announce(FORMAT, 5);
        // Ends the first picture, which nothing else has ended yet.
        sink.passes(300);
        sink.pipeline.expect(FORMAT, Optional.empty());
        sink.receive(source.picture(idrOfAfter()));
        predicted(6);
        sink.finish();

        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.formats.findings()).extracting(FormatRun::accessUnits).containsExactly(1L, 7L);
    }
}
