// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an encoder's stream must look like: see the package {@code miracast.api.encoder}. */
@Timeout(120)
public abstract class EncodedStreamContract {
    /** P slices, and I slices. */
    private static final int P = 0;

    private static final int I = 2;
    private static final int BT709 = 1;

    /** What is tested; the same object or another one each time. */
    protected abstract VideoEncoder encoder();

    @Test
    void firstPictureIsAnIdrPictureThoughNobodyAsked() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(3)) {
            assertThat(idrPictures(run.accessUnits())).containsExactly(0L);
        }
    }

    @Test
    void idrPicturesComeExactlyWhereTheyAreAskedFor() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(7).movingIdr().moving(4).movingIdr().movingIdr().moving(5);
            assertThat(idrPictures(run.accessUnits())).containsExactly(0L, 7L, 12L, 13L);
        }
    }

    @Test
    void noIdrPictureComesUnaskedFor() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(100)) {
            assertThat(idrPictures(run.accessUnits())).containsExactly(0L);
        }
    }

    @Test
    void committedIdrFlagTellsTheTruth() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(3).movingIdr().moving(3).accessUnits();
            assertThat(run.stream.chunks())
                    .allSatisfy(chunk -> assertThat(chunk.idr())
                            .isEqualTo(chunk.units().stream().anyMatch(unit -> unit.type() == NalUnit.SLICE_IDR)));
        }
    }

    @Test
    void everyPictureComesOutWithItsFrameNumber() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(40)) {
            assertThat(run.accessUnits().keySet())
                    .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
        }
    }

    @Test
    void frameNumbersMayHaveGaps() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            long number = 1000;
            for (int i = 0; i < 10; i++) {
                run.session.encode(run.pictures.moving(i), number, false);
                number += 1 + i % 3;
            }
            assertThat(run.stream.accessUnits().headMap(1004L).keySet()).containsExactly(1000L, 1001L, 1003L);
        }
    }

    @Test
    void everyAccessUnitBeginsWithItsOnlyDelimiter() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(5).movingIdr().moving(5);
            assertThat(run.accessUnits().values())
                    .allSatisfy(unit -> assertThat(typesOf(unit))
                            .startsWith(NalUnit.DELIMITER)
                            .containsOnlyOnce(NalUnit.DELIMITER));
        }
    }

    @Test
    void everyStartCodeHasFourOctets() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(5).movingIdr().moving(5);
            assertThat(run.accessUnits().values())
                    .allSatisfy(unit -> assertThat(NalUnit.parse(unit))
                            .allSatisfy(nal -> assertThat(nal.startCodeOctets()).isEqualTo(4)));
        }
    }

    @Test
    void parameterSetsStandBeforeEveryIdrPicture() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(5).movingIdr().moving(5);
            Map<Long, byte[]> units = run.accessUnits();
            assertThat(List.of(0L, 5L))
                    .allSatisfy(frame -> assertThat(typesOf(units.get(frame)))
                            .containsSubsequence(NalUnit.SPS, NalUnit.PPS, NalUnit.SLICE_IDR));
        }
    }

    @Test
    void parameterSetsNameTheProfileAndTheLevel() throws Exception {
        for (Map.Entry<H264Profile, H264Level> profile :
                encoder().capabilities().profiles().entrySet()) {
            for (H264Level level : List.of(H264Level.LEVEL_3_2, H264Level.LEVEL_4_1)) {
                VideoFormat format = new VideoFormat(EncoderRun.small().mode(), profile.getKey(), level, 2_000_000);
                SequenceParameters parameters = parametersOf(format);
                assertThat(parameters.profileIdc()).isEqualTo(profile.getKey().profileIdc());
                assertThat(parameters.constraintFlags())
                        .as("constraint flags of %s", profile.getKey())
                        .isEqualTo(profile.getKey().constraintFlags());
                assertThat(parameters.levelIdc()).isEqualTo(level.levelIdc());
            }
        }
    }

    @Test
    void nothingIsReorderedAndTheStreamSaysSo() throws Exception {
        SequenceParameters parameters = parametersOf(EncoderRun.small());
        assertThat(parameters.bitstreamRestriction())
                .as("bitstream_restriction_flag")
                .isTrue();
        assertThat(parameters.reorderFrames()).as("max_num_reorder_frames").isZero();
        assertThat(parameters.decFrameBuffering()).as("max_dec_frame_buffering").isLessThanOrEqualTo(1);
        assertThat(parameters.references()).as("max_num_ref_frames").isEqualTo(1);
        assertThat(parameters.frameMbsOnly()).isTrue();
    }

    @Test
    void colourIsLimitedRangeBt709() throws Exception {
        SequenceParameters parameters = parametersOf(EncoderRun.small());
        assertThat(parameters.fullRange()).as("video_full_range_flag").isFalse();
        assertThat(parameters.colourPrimaries()).as("colour_primaries").isEqualTo(BT709);
        assertThat(parameters.matrix()).as("matrix_coefficients").isEqualTo(BT709);
    }

    @Test
    void entropyCodingIsCavlcInEveryProfile() throws Exception {
        for (H264Profile profile : encoder().capabilities().profiles().keySet()) {
            VideoFormat format = new VideoFormat(EncoderRun.small().mode(), profile, H264Level.LEVEL_4, 2_000_000);
            try (EncoderRun run = new EncoderRun(encoder(), format).moving(1)) {
                assertThat(NalUnit.parse(run.accessUnits().get(0L)))
                        .filteredOn(unit -> unit.type() == NalUnit.PPS)
                        .isNotEmpty()
                        .noneMatch(NalUnit::cabac);
            }
        }
    }

    @Test
    void thereAreIAndPSlicesOnly() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(30)) {
            run.accessUnits()
                    .forEach((frame, unit) -> assertThat(slicesOf(unit))
                            .extracting(NalUnit::sliceType)
                            .as("slice types of frame %d", frame)
                            .isSubsetOf(P, I));
        }
    }

    @Test
    void pictureHasOneSliceAndOneChunkIfNoMoreAreAllowed() throws Exception {
        try (EncoderRun run =
                new EncoderRun(encoder(), EncoderRun.format(VideoMode.progressive(1280, 720, 30), 4_000_000))) {
            run.moving(4).movingIdr().moving(4);
            assertThat(run.accessUnits().values())
                    .allSatisfy(unit -> assertThat(slicesOf(unit)).hasSize(1));
            assertThat(run.stream.chunks())
                    .allSatisfy(chunk -> assertThat(chunk.part()).isZero());
        }
    }

    @Test
    void slicesKeepToTheirBoundsAndCoverThePictureInOrder() throws Exception {
        Assumptions.assumeTrue(encoder().capabilities().slices(), "this encoder makes no slices");
        VideoMode mode = VideoMode.progressive(1280, 720, 30);
        int macroblocks = mode.macroblocks();
        for (int most : new int[] {2, 3, 4, 7, 16}) {
            for (int least : new int[] {1, 80, 500, 900, 1800, 3600}) {
                VideoFormat format = new VideoFormat(
                        mode, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, most, least, 4_000_000);
                try (EncoderRun run = new EncoderRun(encoder(), format).moving(3)) {
                    run.accessUnits().forEach((frame, unit) -> {
                        List<Integer> firsts = slicesOf(unit).stream()
                                .map(NalUnit::firstMacroblock)
                                .toList();
                        assertThat(firsts)
                                .as("first macroblocks, at most %d slices of at least %d", most, least)
                                .startsWith(0)
                                .isSorted()
                                .hasSizeLessThanOrEqualTo(most);
                        assertThat(sizes(firsts, macroblocks).subList(0, firsts.size() - 1))
                                .allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(least));
                    });
                }
            }
        }
    }

    @Test
    void everySliceIsAChunkOfItsOwn() throws Exception {
        Assumptions.assumeTrue(encoder().capabilities().slices(), "this encoder makes no slices");
        try (EncoderRun run = new EncoderRun(encoder(), sliced()).moving(6)) {
            int slices = slicesOf(run.accessUnits().get(0L)).size();
            assertThat(slices).isGreaterThan(1);
            assertThat(run.stream.chunks().stream().filter(chunk -> chunk.frame() < 6))
                    .allSatisfy(chunk -> {
                        assertThat(chunk.units()).filteredOn(NalUnit::slice).hasSize(1);
                        assertThat(chunk.last()).isEqualTo(chunk.part() == slices - 1);
                    })
                    .extracting(RecordedStream.Chunk::part)
                    .containsExactlyElementsOf(IntStream.range(0, 6 * slices)
                            .map(i -> i % slices)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void slicedStreamDecodesWithoutAnError() throws Exception {
        Assumptions.assumeTrue(encoder().capabilities().slices(), "this encoder makes no slices");
        assertThat(leastPsnr(
                        sliced(),
                        encoder().capabilities().pixelFormats().iterator().next()))
                .isGreaterThan(30);
    }

    @Test
    void everyPictureDecodesToWhatWentIn() throws Exception {
        for (PixelFormat pixels : encoder().capabilities().pixelFormats()) {
            assertThat(leastPsnr(EncoderRun.small(), pixels))
                    .as("PSNR from %s", pixels)
                    .isGreaterThan(30);
        }
    }

    @Test
    void everyProfileDecodesToWhatWentIn() throws Exception {
        for (H264Profile profile : encoder().capabilities().profiles().keySet()) {
            VideoFormat format = new VideoFormat(EncoderRun.small().mode(), profile, H264Level.LEVEL_4, 2_000_000);
            assertThat(leastPsnr(
                            format,
                            encoder().capabilities().pixelFormats().iterator().next()))
                    .as("PSNR in %s", profile)
                    .isGreaterThan(30);
        }
    }

    @Test
    void sizesThatFillNoWholeMacroblocksAreCropped() throws Exception {
        for (String mode : List.of("854x480p30", "1366x768p30", "640x360p30", "1920x1080p30", "800x600p60")) {
            VideoFormat format = EncoderRun.format(VideoMode.parse(mode), 6_000_000);
            try (EncoderRun run = new EncoderRun(encoder(), format).moving(3);
                    StrictDecoder decoder = new StrictDecoder()) {
                List<StrictDecoder.Picture> pictures = new ArrayList<>();
                run.accessUnits().values().forEach(unit -> pictures.addAll(decoder.decode(unit)));
                assertThat(pictures).hasSize(3).allSatisfy(picture -> {
                    assertThat(picture.width()).isEqualTo(format.mode().width());
                    assertThat(picture.height()).isEqualTo(format.mode().height());
                    assertThat(run.pictures.psnrOfMoving(pictures.indexOf(picture), picture.luma()))
                            .as("PSNR at %s", mode)
                            .isGreaterThan(30);
                });
            }
        }
    }

    private static VideoFormat sliced() {
        return new VideoFormat(
                VideoMode.progressive(1280, 720, 30),
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.LEVEL_3_1,
                8,
                80,
                4_000_000);
    }

    /** What the first picture has no bits for comes with the next ones, also if nothing moves: a screen full of small print. */
    @Test
    void aStillPictureBecomesSharp() throws Exception {
        VideoFormat format = EncoderRun.format(VideoMode.progressive(1920, 1080, 30), 8_000_000);
        try (EncoderRun run = new EncoderRun(encoder(), format);
                StrictDecoder decoder = new StrictDecoder()) {
            for (int i = 0; i < 60; i++) {
                run.encode(run.pictures.stipple(), false);
            }
            double[] psnr = new double[1];
            run.accessUnits()
                    .values()
                    .forEach(unit -> decoder.decode(unit)
                            .forEach(picture -> psnr[0] = run.pictures.psnrOfStipple(picture.luma())));
            assertThat(psnr[0]).isGreaterThan(15);
        }
    }

    /** Encodes, decodes picture by picture, and compares each with what went in. */
    private double leastPsnr(VideoFormat format, PixelFormat pixels) throws EncoderException {
        try (EncoderRun run = new EncoderRun(encoder(), format, pixels);
                StrictDecoder decoder = new StrictDecoder()) {
            run.moving(12).movingIdr().moving(12);
            Map<Long, Double> psnr = new TreeMap<>();
            run.accessUnits().forEach((frame, unit) -> {
                List<StrictDecoder.Picture> decoded = decoder.decode(unit);
                assertThat(decoded)
                        .as("pictures out of access unit %d at once", frame)
                        .hasSize(1);
                psnr.put(
                        frame,
                        run.pictures.psnrOfMoving(
                                frame.intValue(), decoded.get(0).luma()));
            });
            assertThat(psnr).hasSize(25);
            assertThat(run.stream.faults()).isEmpty();
            return psnr.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        }
    }

    private SequenceParameters parametersOf(VideoFormat format) throws EncoderException {
        try (EncoderRun run = new EncoderRun(encoder(), format).moving(1)) {
            return NalUnit.parse(run.accessUnits().get(0L)).stream()
                    .filter(unit -> unit.type() == NalUnit.SPS)
                    .map(SequenceParameters::parse)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Long> idrPictures(Map<Long, byte[]> accessUnits) {
        return accessUnits.entrySet().stream()
                .filter(unit -> typesOf(unit.getValue()).contains(NalUnit.SLICE_IDR))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Integer> typesOf(byte[] accessUnit) {
        return NalUnit.parse(accessUnit).stream().map(NalUnit::type).toList();
    }

    private static List<NalUnit> slicesOf(byte[] accessUnit) {
        return NalUnit.parse(accessUnit).stream().filter(NalUnit::slice).toList();
    }

    private static List<Integer> sizes(List<Integer> firsts, int macroblocks) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            sizes.add((i + 1 < firsts.size() ? firsts.get(i + 1) : macroblocks) - firsts.get(i));
        }
        return sizes;
    }
}
