// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.ModeTable;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.TableMode;
import miracast.wire.rtsp.VideoFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeChooserTest {
    private static final String SAMSUNG = "40 00 02 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none,"
            + " 01 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none";
    private static final String LG = "40 00 01 10 000194FF 155575DF 00000555 00 0000 0000 1F none none,"
            + " 02 10 000194FF 155575DF 00000555 00 0000 0000 1F none none";
    private static final String MIRACLECAST = "00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none";
    private static final String FOXLOST = "00 00 01 10 0001bde1 00300000 000003c0";
    private static final String ONLY_MANDATORY = "00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none";
    /** 1080p60, level 4.2; slices of at least 510 macroblocks, at most 8, ratio bits 3. */
    private static final String WITH_SLICES = "40 00 01 10 000001FF 00000000 00000000 00 01FE 0C07 00 none none";

    private static final VideoMode FULL_HD_30 = VideoMode.parse("1920x1080p30");
    private static final VideoMode FULL_HD_60 = VideoMode.parse("1920x1080p60");
    private static final VideoMode HD_30 = VideoMode.parse("1280x720p30");
    private static final long UNKNOWN = 0;

    private final SourceCapabilities.Builder source = SourceCapabilities.builder();
    private List<VideoMode> monitor = List.of();

    private ModeChoice choose(String offer, long linkBitRate) {
        try {
            return ModeChooser.choose(new SinkOffer(VideoFormats.parse(offer), monitor), source.build(), linkBitRate);
        } catch (ParameterException e) {
            throw new AssertionError(e);
        }
    }

    private ModeChoice.Agreed agreed(String offer) {
        return agreed(offer, UNKNOWN);
    }

    private ModeChoice.Agreed agreed(String offer, long linkBitRate) {
        ModeChoice choice = choose(offer, linkBitRate);
        assertThat(choice).isInstanceOf(ModeChoice.Agreed.class);
        return (ModeChoice.Agreed) choice;
    }

    private static VideoFormats m4(ModeChoice.Agreed choice) {
        assertThat(choice.m4()).containsOnlyKeys("wfd_video_formats");
        return (VideoFormats) choice.m4().get("wfd_video_formats");
    }

    private static VideoMode mode(String text) {
        return VideoMode.parse(text);
    }

    @Test
    void takesThePreferredModeIfTheSinkHasIt() {
        ModeChoice.Agreed choice = agreed(SAMSUNG);

        assertThat(choice.format().mode()).isEqualTo(FULL_HD_30);
        assertThat(choice.format().level()).isEqualTo(H264Level.LEVEL_4);
        assertThat(choice.format().profile()).isEqualTo(H264Profile.CONSTRAINED_BASELINE);
        assertThat(choice.announced()).isEqualTo(new TableMode(ModeTable.CEA, 7));
        assertThat(choice.modesReduced()).isFalse();
        assertThat(choice.reasons()).isEmpty();
    }

    @Test
    void answersWithOneModeOneProfileOneLevel() {
        assertThat(m4(agreed(SAMSUNG))).hasToString("00 00 01 04 00000080 00000000 00000000 00 0000 0000 11 none none");
    }

    @Test
    void takesTheNativeModeOfAnLgThoughItsMaskLacksIt() {
        source.preferredMode(FULL_HD_60);

        assertThat(m4(agreed(LG))).hasToString("00 00 01 10 00000100 00000000 00000000 00 0000 0000 1F none none");
    }

    @Test
    void takesTheNativeModeThoughItsLevelIsAboveTheSinks() {
        source.preferredMode(FULL_HD_60);

        ModeChoice.Agreed choice = agreed(SAMSUNG);

        assertThat(choice.format().mode()).isEqualTo(FULL_HD_60);
        assertThat(choice.format().level()).isEqualTo(H264Level.LEVEL_4_2);
    }

    @Test
    void takesNoOtherModeWhoseLevelIsAboveTheSinks() {
        source.preferredMode(FULL_HD_60);

        assertThat(agreed("00 00 01 04 000001FF").format().mode()).isEqualTo(FULL_HD_30);
        assertThat(agreed("00 00 01 04 000001FF").reasons())
                .contains("1920x1080p60 needs level 4.2, the sink has 4 of Constrained Baseline");
    }

    @Test
    void takesTheNativeModeBeforeALargerOne() {
        assertThat(agreed("28 00 01 10 000000FF").format().mode()).isEqualTo(HD_30);
    }

    @Test
    void takesTheSizeOfTheMonitorBeforeTheNativeMode() {
        monitor = List.of(mode("1024x768p60"), FULL_HD_30);

        assertThat(agreed(SAMSUNG).format().mode()).isEqualTo(mode("1024x768p60"));
        assertThat(agreed(SAMSUNG).explanation())
                .first()
                .isEqualTo("1024x768p60 was chosen: it has the size of the monitor behind the sink"
                        + " and does not exceed the preferred 1920x1080p30");
    }

    @Test
    void takesTheMonitorsSizeAtALowerRateIfItsOwnIsTooMuch() {
        monitor = List.of(FULL_HD_60);

        assertThat(agreed("30 00 01 10 000001FF").format().mode()).isEqualTo(FULL_HD_30);
    }

    @Test
    void takesNoMonitorsSizeThatTheSinkLacks() {
        monitor = List.of(mode("3840x2160p60"));

        assertThat(agreed(SAMSUNG).format().mode()).isEqualTo(FULL_HD_30);
    }

    @Test
    void explainsWhatItChose() {
        assertThat(agreed(SAMSUNG).explanation()).containsExactly("1920x1080p30 was chosen: it is the preferred mode");
        assertThat(agreed("28 00 01 10 00000061").explanation())
                .containsExactly(
                        "1280x720p30 was chosen: it is the sink's native mode"
                                + " and does not exceed the preferred 1920x1080p30",
                        "the sink does not offer 1920x1080p30");
        assertThat(agreed("00 00 01 10 000000FF", 2_000_000).explanation())
                .startsWith("1280x720p30 was chosen: it has the most pixels a second"
                        + " and does not exceed the preferred 1920x1080p30");
        source.modes(List.of(FULL_HD_60, mode("640x480p30")));
        assertThat(agreed(ONLY_MANDATORY).explanation())
                .containsExactly(
                        "640x480p30 was chosen: it is number 2 of the 2 modes that the cast allows",
                        "the sink is told 640x480p60, since no table has 640x480p30",
                        "the sink does not offer 1920x1080p60");
    }

    @Test
    void takesNoNativeModeBeyondThePreferredOne() {
        assertThat(agreed(LG).format().mode()).isEqualTo(FULL_HD_30);
    }

    @Test
    void takesANativeOctetOfZeroForNoOpinion() {
        assertThat(agreed(MIRACLECAST).format().mode()).isEqualTo(FULL_HD_30);
    }

    @Test
    void impliesLowerRatesOfASize() {
        assertThat(agreed("00 00 01 10 00000101").announced()).isEqualTo(new TableMode(ModeTable.CEA, 7));
    }

    @Test
    void impliesLowerRatesOfTheNativeMode() {
        assertThat(agreed("40 00 01 10 00000001").format().mode()).isEqualTo(FULL_HD_30);
    }

    @Test
    void impliesNothingFromInterlacedModes() {
        assertThat(agreed("00 00 01 10 00000201").format().mode()).isEqualTo(TableMode.MANDATORY.mode());
    }

    @Test
    void tellsWhyAnInterlacedModeThatIsNamedIsNotToBeHad() {
        source.modes(List.of(mode("1920x1080i60")));

        ModeChoice choice = choose("48 00 01 10 00000201", UNKNOWN);

        assertThat(choice).isInstanceOf(ModeChoice.NoCommonMode.class);
        assertThat(choice.reasons()).contains("1920x1080i60 comes in fields, which no encoder codes");
    }

    @Test
    void neverChoosesAnInterlacedMode() {
        source.preferredMode(mode("1920x1080i60"));

        assertThat(agreed("48 00 01 10 00000201").format().mode().interlaced()).isFalse();
    }

    @Test
    void takesTheMandatoryModeWhateverTheMaskSays() {
        assertThat(agreed("00 00 01 01 00000000").announced()).isEqualTo(TableMode.MANDATORY);
    }

    @Test
    void comesClosestToThePreferredModeFromBelow() {
        assertThat(agreed(FOXLOST).format().mode()).isEqualTo(FULL_HD_30);
        source.preferredMode(mode("1280x720p60"));
        assertThat(agreed(FOXLOST).format().mode()).isEqualTo(mode("1280x720p60"));
    }

    @Test
    void exceedsThePreferredModeByAsLittleAsItCan() {
        source.preferredMode(mode("640x360p30"));

        assertThat(agreed("00 00 01 10 000001FF").format().mode()).isEqualTo(TableMode.MANDATORY.mode());
    }

    @Test
    void takesCeaBeforeVesaOfOnePixelRate() {
        // 1280x720p25 and 800x480p60 of HH have 23.04 million pixels a second each.
        source.preferredMode(mode("1280x720p25"));

        assertThat(((TableMode) agreed("00 00 01 10 00000400 00000000 00000002").announced()).table())
                .isEqualTo(ModeTable.CEA);
    }

    @Test
    void takesVesaAndHandheldModes() {
        source.preferredMode(mode("1680x1050p30"));

        assertThat(m4(agreed(MIRACLECAST)).codecs().get(0).vesa()).isEqualTo(1 << 26);
    }

    @Test
    void keepsWithinTheEncodersSize() {
        source.maxSize(1280, 720);

        assertThat(agreed(SAMSUNG).format().mode().width()).isLessThanOrEqualTo(1280);
        assertThat(agreed(SAMSUNG).reasons())
                .contains("1920x1080p30 is larger than 1280x720, the largest picture of the encoder");
    }

    @Test
    void keepsWithinTheEncodersLevel() {
        source.profiles(Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1));

        assertThat(agreed(SAMSUNG).format().level()).isEqualTo(H264Level.LEVEL_3_1);
        assertThat(agreed(SAMSUNG).format().mode().macroblocksPerSecond()).isLessThanOrEqualTo(108_000);
    }

    @Test
    void takesHighOnlyWhereItHelps() {
        source.profiles(Map.of(
                H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4_2,
                H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4_2));

        assertThat(agreed(SAMSUNG).format().profile()).isEqualTo(H264Profile.CONSTRAINED_BASELINE);
        assertThat(agreed("00 00 01 01 00000021, 02 10 000001FF").format().profile())
                .isEqualTo(H264Profile.CONSTRAINED_HIGH);
    }

    @Test
    void takesHighForABitRateThatBaselineDoesNotCarry() {
        source.profiles(Map.of(
                        H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4_2,
                        H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4_2))
                .maxBitRate(24_000_000);

        assertThat(agreed(SAMSUNG).format().profile()).isEqualTo(H264Profile.CONSTRAINED_HIGH);
        assertThat(agreed(SAMSUNG).format().bitRate()).isEqualTo(24_000_000);
    }

    @Test
    void takesASinkThatListsHighAloneForOneThatHasBaselineAsWell() {
        ModeChoice.Agreed choice = agreed("40 00 02 10 000001FF");

        assertThat(m4(choice)).hasToString("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
        assertThat(choice.reasons())
                .containsExactly("the sink lists Constrained High alone, which the encoder does not have;"
                        + " a decoder of that takes Constrained Baseline");
    }

    @Test
    void takesHighOfASinkThatListsItAloneIfTheEncoderHasIt() {
        source.profiles(Map.of(
                H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4_2,
                H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4_2));

        assertThat(agreed("40 00 02 10 000001FF").format().profile()).isEqualTo(H264Profile.CONSTRAINED_HIGH);
    }

    @Test
    void respectsTheLimitsOfBaselineThatASinkLists() {
        ModeChoice.Agreed choice = agreed("40 00 01 01 00000021, 02 10 000001FF");

        assertThat(choice.format().mode()).isEqualTo(HD_30);
        assertThat(choice.format().level()).isEqualTo(H264Level.LEVEL_3_1);
    }

    @Test
    void takesABothProfilesEntryWithTheEncodersProfile() {
        source.profiles(Map.of(H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4_2));

        assertThat(agreed(MIRACLECAST).format().profile()).isEqualTo(H264Profile.CONSTRAINED_HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "8000000, 0, 8000000",
        "8000000, 5000000, 5000000",
        "50000000, 0, 20000000",
        "50000000, 30000000, 20000000"
    })
    void keepsTheBitRateWithinCastLinkAndLevel(long cast, long link, long expected) {
        source.maxBitRate(cast);

        assertThat(agreed(SAMSUNG, link).format().bitRate()).isEqualTo(expected);
    }

    @Test
    void takesASmallerModeOverASlowLinkAndSaysSo() {
        ModeChoice.Agreed choice = agreed("00 00 01 10 000000FF", 2_000_000);

        assertThat(choice.format().mode()).isEqualTo(HD_30);
        assertThat(choice.modesReduced()).isTrue();
        assertThat(choice.format().bitRate()).isEqualTo(2_000_000);
        assertThat(choice.reasons()).contains("1920x1080p30 needs 3.7 Mbit/s, the link carries 2.0 Mbit/s");
    }

    @Test
    void isNotReducedByModesThatItWouldNotHaveTaken() {
        // 1080p60 needs 7.5 Mbit/s.
        assertThat(agreed("00 00 01 10 000001FF", 5_000_000).modesReduced()).isFalse();
    }

    @Test
    void refusesALinkThatCarriesNoMoreThan1024x768ToASinkThatCanDoMore() {
        ModeChoice choice = choose(SAMSUNG, 1_000_000);

        assertThat(choice).isInstanceOf(ModeChoice.InsufficientBandwidth.class);
        assertThat(choice.reasons()).contains("1920x1080p30 needs 3.7 Mbit/s, the link carries 1.0 Mbit/s");
    }

    @Test
    void tellsOfALinkThatIsTooSlowWhatItWouldHaveToCarryAtLeast() {
        ModeChoice choice = choose("00 00 01 10 0001FFFF", 1_000_000);

        assertThat(choice.summary())
                .isEqualTo("1280x720p24 needs 1.3 Mbit/s, the link carries 1.0 Mbit/s (and "
                        + (choice.reasons().size() - 1) + " other reasons)")
                .hasSizeLessThan(100);
        assertThat(choice.reasons()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    }

    /** The rate control hands in twice what there is. */
    @ParameterizedTest
    @CsvSource({
        "000101FF, 550000, 640x480p60",
        "000101FF, 600000, 640x480p60",
        "000101FF, 650000, 720x480p60",
        "000101FF, 740000, 1280x720p25",
        "000101FF, 20000, 640x480p60",
        "00000080, 100000, 640x480p60"
    })
    void fitsARunningStreamIntoALinkThatCarriesNoLargeModeAnyMore(String modes, long linkBitRate, String expected)
            throws Exception {
        ModeChoice choice = ModeChooser.fitting(
                new SinkOffer(VideoFormats.parse("00 00 01 10 " + modes), List.of()), source.build(), 2 * linkBitRate);

        assertThat(choice)
                .isInstanceOfSatisfying(
                        ModeChoice.Agreed.class,
                        agreed -> assertThat(agreed.format().mode()).hasToString(expected));
    }

    @Test
    void goesOnOverASlowLinkIfALargePictureOfAnyKindIsCarried() {
        // 1280x720p24 needs 1.33 Mbit/s and is more than 1024x768, which needs 1.42 Mbit/s at 30.
        assertThat(agreed(SAMSUNG, 1_400_000).modesReduced()).isTrue();
    }

    @Test
    void goesOnOverASlowLinkToASinkThatHasNoLargerMode() {
        ModeChoice.Agreed choice = agreed(ONLY_MANDATORY, 500_000);

        assertThat(choice.announced()).isEqualTo(TableMode.MANDATORY);
        assertThat(choice.format().bitRate()).isEqualTo(500_000);
        assertThat(choice.modesReduced()).isTrue();
    }

    @Test
    void goesOnOverASlowLinkIfTheCastWantsASmallPicture() {
        source.modes(List.of(TableMode.MANDATORY.mode()));

        assertThat(agreed(SAMSUNG, 1_200_000).announced()).isEqualTo(TableMode.MANDATORY);
    }

    @Test
    void takesTheOnlyModeOfTheCast() {
        source.modes(List.of(mode("800x600p60")));

        assertThat(agreed(SAMSUNG).announced()).isEqualTo(new TableMode(ModeTable.VESA, 1));
    }

    @Test
    void takesTheModesOfTheCastInTheirOrder() {
        source.modes(List.of(HD_30, FULL_HD_30));

        assertThat(agreed(SAMSUNG).format().mode()).isEqualTo(HD_30);
    }

    @Test
    void sendsARateThatNoTableHasUnderTheNextHigherOne() {
        source.modes(List.of(mode("640x480p30")));

        ModeChoice.Agreed choice = agreed(SAMSUNG);

        assertThat(choice.format().mode()).isEqualTo(mode("640x480p30"));
        assertThat(choice.announced()).isEqualTo(TableMode.MANDATORY);
        assertThat(m4(choice).codecs().get(0).cea()).isEqualTo(1);
    }

    @Test
    void prefersARateThatNoTableHasToTheFullOne() {
        source.preferredMode(mode("1600x900p25"));

        assertThat(agreed(SAMSUNG).format().mode()).isEqualTo(mode("1600x900p25"));
        assertThat(agreed(SAMSUNG).announced()).isEqualTo(new TableMode(ModeTable.VESA, 20));
    }

    @Test
    void findsNothingIfTheCastAllowsOnlyWhatTheSinkLacks() {
        source.modes(List.of(FULL_HD_60));

        ModeChoice choice = choose(ONLY_MANDATORY, UNKNOWN);

        assertThat(choice).isInstanceOf(ModeChoice.NoCommonMode.class);
        assertThat(choice.reasons()).containsExactly("the sink does not offer 1920x1080p60");
    }

    @Test
    void findsNothingOnASinkWithoutVideo() {
        assertThat(choose("none", UNKNOWN).reasons())
                .containsExactly("the sink shows no video: wfd_video_formats is none");
    }

    @Test
    void findsNothingIfTheEncoderHasNoProfileOfTheSink() {
        source.profiles(Map.of(H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4_2));

        ModeChoice choice = choose(ONLY_MANDATORY, UNKNOWN);

        assertThat(choice).isInstanceOf(ModeChoice.NoCommonMode.class);
        assertThat(choice.reasons())
                .contains("640x480p60 comes with Constrained Baseline, which the encoder does not have");
    }

    @Test
    void tellsThatTheSinkLacksThePreferredMode() {
        assertThat(agreed(ONLY_MANDATORY).reasons()).contains("the sink does not offer 1920x1080p30");
    }

    @Test
    void sendsSlicesIfSinkAndEncoderHaveThem() {
        source.slices(true);

        ModeChoice.Agreed choice = agreed(WITH_SLICES);

        assertThat(choice.format().maxSlices()).isEqualTo(8);
        assertThat(choice.format().minSliceMacroblocks()).isEqualTo(510);
        assertThat(m4(choice)).hasToString("00 00 01 04 00000080 00000000 00000000 00 01FE 0C07 00 none none");
    }

    @Test
    void sendsNoMoreSlicesThanThePictureHasRoomFor() {
        source.slices(true).preferredMode(HD_30);

        // 3600 macroblocks in slices of at least 510.
        assertThat(agreed(WITH_SLICES).format().maxSlices()).isEqualTo(7);
        assertThat(agreed(WITH_SLICES).codec().sliceEnc()).isEqualTo(0x0C06);
    }

    @Test
    void sendsOneSliceIfTheEncoderHasNoMore() {
        assertThat(agreed(WITH_SLICES).format().maxSlices()).isEqualTo(1);
        assertThat(m4(agreed(WITH_SLICES)).codecs().get(0).minSlice()).isZero();
    }

    @Test
    void sendsOneSliceToASinkThatNamesNoSliceSize() {
        source.slices(true);

        assertThat(agreed("40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438")
                        .format()
                        .maxSlices())
                .isEqualTo(1);
    }

    @Test
    void fallsBackToPlainModesAfterARefusal() {
        assertThat(ModeChooser.fallbacks(agreed(SAMSUNG), source.build()))
                .extracting(fallback -> m4(fallback).toString())
                .containsExactly(
                        "00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none",
                        "00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none",
                        "00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void fallsBackToOneSliceFirst() {
        source.slices(true);

        assertThat(m4(ModeChooser.fallbacks(agreed(WITH_SLICES), source.build()).get(0)))
                .hasToString("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void fallsBackToNothingIfTheMandatoryModeWasRefused() {
        assertThat(ModeChooser.fallbacks(agreed(ONLY_MANDATORY), source.build()))
                .isEmpty();
    }

    @Test
    void fallsBackOnlyToModesThatTheCastAllows() {
        source.modes(List.of(FULL_HD_30));

        assertThat(ModeChooser.fallbacks(agreed("40 00 01 10 000001FF"), source.build()))
                .isEmpty();
    }
}
