// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFormatsTest {
    private static final TableMode FULL_HD =
            TableMode.of(VideoMode.progressive(1920, 1080, 30)).orElseThrow();

    @Test
    void readsBothProfilesOfASamsung() throws Exception {
        VideoFormats formats = VideoFormats.parse(RealReplies.SAMSUNG);

        assertThat(formats.codecs()).hasSize(2);
        assertThat(formats.codecs().get(0).profiles()).containsExactly(H264Profile.CONSTRAINED_HIGH);
        assertThat(formats.codecs().get(1).profiles()).containsExactly(H264Profile.CONSTRAINED_BASELINE);
        assertThat(formats.codecs().get(0).highestLevel()).contains(H264Level.LEVEL_4);
        assertThat(formats.nativeMode()).map(TableMode::mode).contains(VideoMode.progressive(1920, 1080, 60));
    }

    @Test
    void findsTheModeOfTheLgThatItsMaskLacksInItsNativeOctet() throws Exception {
        VideoFormats formats = VideoFormats.parse(RealReplies.LG);

        assertThat(formats.codecs().get(0).modes()).doesNotContain(new TableMode(ModeTable.CEA, 8));
        assertThat(formats.nativeMode()).contains(new TableMode(ModeTable.CEA, 8));
    }

    @Test
    void readsResolutionsAndLatencyOfAWindowsSink() throws Exception {
        H264Codec codec = VideoFormats.parse(RealReplies.WINDOWS).codecs().get(0);

        assertThat(codec.maxHres()).isEqualTo(1920);
        assertThat(codec.maxVres()).isEqualTo(1080);
        assertThat(codec.latency()).isEqualTo(0x10);
    }

    @Test
    void takesOneSliceFromAWindowsSinkThatNamesSlicesWithoutASize() throws Exception {
        assertThat(VideoFormats.parse(RealReplies.WINDOWS).codecs().get(0).maxSlices())
                .isEqualTo(1);
    }

    @Test
    void readsTwoProfilesInOneEntry() throws Exception {
        assertThat(VideoFormats.parse(RealReplies.MIRACLECAST).codecs().get(0).profiles())
                .containsExactly(H264Profile.CONSTRAINED_BASELINE, H264Profile.CONSTRAINED_HIGH);
    }

    @Test
    void ignoresReservedBits() throws Exception {
        H264Codec codec = VideoFormats.parse("00 00 FF 10 FFFFFFFF FFFFFFFF FFFFFFFF 00 0000 0000 00 none none")
                .codecs()
                .get(0);

        assertThat(codec.profiles()).hasSize(2);
        assertThat(codec.modes()).hasSize(17 + 29 + 12);
    }

    @Test
    void takesWhatIsThereOfAValueCutShort() throws Exception {
        H264Codec codec = VideoFormats.parse(RealReplies.FOXLOST).codecs().get(0);

        assertThat(codec.hh()).isEqualTo(0x3C0);
        assertThat(codec.frameRateControl()).isZero();
        assertThat(codec.maxHres()).isZero();
    }

    @Test
    void takesAValueThatEndsBehindTheFirstMask() throws Exception {
        assertThat(VideoFormats.parse("40 00 01 10 00000101").codecs().get(0).cea())
                .isEqualTo(0x101);
    }

    @Test
    void readsAnyCaseAndAnyBlanks() throws Exception {
        assertThat(VideoFormats.parse("  40  00 02 04 0001deFF 053c7fff\t00000fff 00 0000 0000 11 NONE None"
                        + ",01 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none  "))
                .isEqualTo(VideoFormats.parse(RealReplies.SAMSUNG));
    }

    @Test
    void leavesAGarbledEntryOut() throws Exception {
        VideoFormats formats = VideoFormats.parse(
                "40 00 zz 04 0001DEFF, 01 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none, , 02 04");

        assertThat(formats.codecs()).hasSize(1);
        assertThat(formats.codecs().get(0).profile()).isEqualTo(1);
    }

    @Test
    void takesAGarbledNativeOctetForNone() throws Exception {
        VideoFormats formats = VideoFormats.parse("xyz 00 01 10 00000101");

        assertThat(formats.nativeNumber()).isZero();
        assertThat(formats.codecs()).hasSize(1);
    }

    @Test
    void findsNoNativeModeInATableThatIsNotThere() throws Exception {
        assertThat(VideoFormats.parse("5F 00 01 10 00000101").nativeMode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", " none "})
    void readsNone(String value) throws Exception {
        assertThat(VideoFormats.parse(value)).isEqualTo(VideoFormats.NONE).hasToString("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", ",", "40", "40 00", "40 00 01 10", "none and more text", "40 00 01 10 000000000101"})
    void refusesAValueWithoutOneEntry(String value) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> VideoFormats.parse(value))
                .withMessageStartingWith("wfd_video_formats: ")
                .matches(e -> e.code() == RtspStatus.PARAMETER_NOT_UNDERSTOOD
                        && e.value().equals(value));
    }

    @Test
    void namesFieldAndValueOfWhatItRefuses() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> VideoFormats.parse("40 00 01 1g 0001DEFF"))
                .withMessage("wfd_video_formats: level '1g' is not 2 hexadecimal digits, in '40 00 01 1g 0001DEFF'");
    }

    @Test
    void choosesOneModeOneProfileOneLevel() {
        assertThat(VideoFormats.chosen(H264Codec.of(FULL_HD, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4)))
                .hasToString("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void readsAChoice() throws Exception {
        VideoFormats.Choice choice = VideoFormats.parse(
                        "38 00 02 10 00000000 10000000 00000000 00 0100 0007 00 none none")
                .choice(MicrosoftVideoFormats.NONE);

        assertThat(choice.mode().mode()).isEqualTo(VideoMode.progressive(1920, 1200, 30));
        assertThat(choice.profile()).isEqualTo(H264Profile.CONSTRAINED_HIGH);
        assertThat(choice.level()).isEqualTo(H264Level.LEVEL_4_2);
        assertThat(choice.maxSlices()).isEqualTo(8);
        assertThat(choice.minSlice()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "00 00 01 04 00000080 00000001 00000000 00 0000 0000 00 none none",
                "00 00 01 04 00000000 00000000 00000000 00 0000 0000 00 none none",
                "00 00 01 04 80000000 00000000 00000000 00 0000 0000 00 none none",
                "00 00 03 04 00000080 00000000 00000000 00 0000 0000 00 none none",
                "00 00 01 06 00000080 00000000 00000000 00 0000 0000 00 none none",
                "00 00 01 00 00000080 00000000 00000000 00 0000 0000 00 none none",
                "00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none,"
                        + " 02 04 00000080 00000000 00000000 00 0000 0000 00 none none"
            })
    void refusesAChoiceThatIsNone(String value) throws Exception {
        VideoFormats formats = VideoFormats.parse(value);

        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> formats.choice(MicrosoftVideoFormats.NONE))
                .withMessageContaining("instead of one");
    }

    @Test
    void readsRelease2OfAWindowsSink() throws Exception {
        VideoFormats formats = VideoFormats.parse(VideoDialect.RELEASE_2, RealReplies.WINDOWS_RELEASE_2);

        assertThat(formats.codecs().get(0).profiles()).containsExactly(H264Profile.CONSTRAINED_HIGH);
        assertThat(formats.codecs().get(1).profiles()).containsExactly(H264Profile.CONSTRAINED_BASELINE);
        assertThat(formats.codecs().get(0).highestLevel()).contains(H264Level.LEVEL_5_2);
        assertThat(formats.codecs().get(0).frameRateControl()).isEqualTo(0x11);
        assertThat(formats.codecs().get(0).modes())
                .extracting(TableMode::mode)
                .contains(VideoMode.parse("3840x2160p60"), VideoMode.parse("2560x1440p30"))
                .doesNotContain(VideoMode.parse("4096x2160p60"));
    }

    @Test
    void ignoresTheNativeNumberOfRelease2WhichSinksWriteInSeveralWays() throws Exception {
        assertThat(VideoFormats.parse(VideoDialect.RELEASE_2, RealReplies.WINDOWS_RELEASE_2)
                        .nativeMode())
                .isEmpty();
    }

    @Test
    void passesOverH265() throws Exception {
        String h265 = "02 01 0010 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11";
        String h264 = "01 01 0010 000000000100 000000000000 000000000000 00 0000 0000 00";

        assertThat(VideoFormats.parse(VideoDialect.RELEASE_2, "40 " + h265 + ", " + h264 + " 00")
                        .codecs())
                .hasSize(1);
        assertThat(VideoFormats.parse(VideoDialect.RELEASE_2, "40 " + h265 + " 00")
                        .isNone())
                .isTrue();
    }

    @Test
    void numbersTheLargeModesOfMicrosoftInItsOwnWay() throws Exception {
        VideoFormats formats = VideoFormats.parse(
                VideoDialect.WFDX, "008A 00 0001 0080 0000060000 0120000000 00000000 00 0000 0000 00 none none");

        assertThat(formats.nativeMode()).map(TableMode::mode).isEmpty();
        assertThat(formats.codecs().get(0).modes())
                .extracting(TableMode::mode)
                .extracting(VideoMode::toString)
                .containsExactly("3840x2160p30", "3840x2160p60", "2560x1440p30", "2560x1600p60");
    }

    @Test
    void readsANativeModeOfMicrosoftBehindTheTablesOfRelease1() throws Exception {
        assertThat(VideoFormats.parse(VideoDialect.WFDX, "0090 00 0001 0080 0000040000")
                        .nativeMode())
                .map(TableMode::mode)
                .contains(VideoMode.parse("3840x2160p60"));
    }

    @Test
    void findsNoLargeModeInRelease1WhateverItsReservedBits() throws Exception {
        assertThat(VideoFormats.parse("00 00 01 80 FFFFFFFF FFFFFFFF FFFFFFFF")
                        .codecs()
                        .get(0)
                        .modes())
                .extracting(TableMode::mode)
                .noneMatch(mode -> mode.width() > 1920);
    }

    @Test
    void readsAChoiceOfAModeOfMicrosoftBesideEmptyMasks() throws Exception {
        VideoFormats formats = VideoFormats.parse("00 00 01 20 00000000 00000000 00000000 00 0000 0000 00 none none");

        assertThat(formats.choice(MicrosoftVideoFormats.parse("000000000008"))
                        .mode()
                        .mode())
                .isEqualTo(VideoMode.parse("2160x1440p30"));
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> formats.choice(MicrosoftVideoFormats.parse("000000000018")));
    }

    @Test
    void refusesAnEntryOfAnotherDialect() {
        H264Codec codec = H264Codec.of(FULL_HD, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VideoFormats(VideoDialect.RELEASE_2, 0, false, List.of(codec)))
                .withMessageContaining("no entry of wfd2_video_formats");
    }

    /** Bit 0: pictures may be left out; bits 1 to 3: for so many half seconds at most, 0 without limit. */
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "10, 0",
        "0E, 0",
        "01, 9223372036854775807",
        "11, 9223372036854775807",
        "03, 500000000",
        "1F, 3500000000"
    })
    void readsForHowLongPicturesMayBeLeftOut(String control, long longestNs) throws Exception {
        VideoFormats formats =
                VideoFormats.parse("00 00 01 10 00000080 00000000 00000000 00 0000 0000 " + control + " none none");

        assertThat(formats.codecs().get(0).longestSkipNs()).isEqualTo(longestNs);
    }
}
