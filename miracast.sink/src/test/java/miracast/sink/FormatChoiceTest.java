// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.Parameters;
import org.junit.jupiter.api.Test;

class FormatChoiceTest {
    /** A television of 1080p30, Constrained Baseline at level 4, one slice. */
    private static final String OFFER = "38 00 01 04 000000A1 00000000 00000000 00 0000 0000 00 none none";

    private static final String CHOSEN = "00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none";

    private final SinkParameters offered = new SinkParameters(
                    Map.of("wfd_video_formats", OFFER, "wfd_audio_codecs", "LPCM 00000003 00"), Map.of())
            .withPort(1234);

    private FormatChoice choice(String... lines) throws MalformedBodyException {
        return new FormatChoice(Parameters.parse(String.join("\r\n", lines)), offered);
    }

    private String errors(String... lines) throws MalformedBodyException {
        return choice(lines).errors().toString().strip();
    }

    @Test
    void readsWhatWasChosen() throws Exception {
        FormatChoice choice = choice(
                "wfd_video_formats: " + CHOSEN,
                "wfd_audio_codecs: LPCM 00000002 00",
                "wfd_presentation_URL: rtsp://192.168.49.1/wfd1.0/streamid=0 none",
                "wfd_client_rtp_ports: RTP/AVP/UDP;unicast 1234 0 mode=play");
        assertThat(choice.complete().failures()).isEmpty();
        assertThat(choice.format())
                .contains(new AgreedFormat(
                        VideoMode.progressive(1920, 1080, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 1));
        assertThat(choice.url()).contains("rtsp://192.168.49.1/wfd1.0/streamid=0");
    }

    @Test
    void refusesTwoModes() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("00000080", "00000081")))
                .isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void refusesTwoProfiles() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("00 00 01", "00 00 03")))
                .isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void refusesTwoLevels() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("01 04", "01 06")))
                .isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void refusesAModeThatWasNotOffered() throws Exception {
        FormatChoice choice = choice("wfd_video_formats: " + CHOSEN.replace("00000080", "00000100"));
        assertThat(choice.failures())
                .singleElement()
                .asString()
                .contains("1920x1080p60 in CONSTRAINED_BASELINE, level 4, was not offered");
    }

    @Test
    void refusesALevelAboveTheOffer() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("01 04", "01 10")))
                .isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void refusesSlicesThatWereNotOffered() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("0000 0000", "0010 0003")))
                .isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void takesALowerRateOfAnOfferedSize() throws Exception {
        assertThat(choice("wfd_video_formats: " + CHOSEN.replace("00000080", "00001000"))
                        .failures())
                .isEmpty();
    }

    @Test
    void takesTheMandatoryModeAlways() throws Exception {
        assertThat(choice("wfd_video_formats: 00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none")
                        .failures())
                .isEmpty();
    }

    @Test
    void refusesTwoAudioModes() throws Exception {
        assertThat(errors("wfd_audio_codecs: LPCM 00000003 00")).isEqualTo("wfd_audio_codecs: 415");
    }

    @Test
    void refusesAnAudioCodecThatWasNotOffered() throws Exception {
        assertThat(errors("wfd_audio_codecs: AAC 00000001 00")).isEqualTo("wfd_audio_codecs: 415");
    }

    @Test
    void refusesSoundOfNone() throws Exception {
        assertThat(errors("wfd_audio_codecs: none")).isEqualTo("wfd_audio_codecs: 415");
    }

    @Test
    void refusesAnotherPort() throws Exception {
        assertThat(errors("wfd_client_rtp_ports: RTP/AVP/UDP;unicast 1234 1235 mode=play"))
                .isEqualTo("wfd_client_rtp_ports: 457");
    }

    @Test
    void refusesAPresentationWithoutUrl() throws Exception {
        assertThat(errors("wfd_presentation_URL: none none")).isEqualTo("wfd_presentation_URL: 415");
    }

    @Test
    void refusesReleaseTwo() throws Exception {
        assertThat(errors(
                        "wfd2_video_formats: 00 01 04 0010 000000000100 000000000000 000000000000 00 0000 0000 00 00"))
                .isEqualTo("wfd2_video_formats: 415");
    }

    @Test
    void theFirstM4NeedsFormatsPortsAndUrl() throws Exception {
        assertThat(choice("wfd_audio_codecs: LPCM 00000002 00")
                        .complete()
                        .errors()
                        .toString())
                .isEqualTo("wfd_video_formats: 451\r\nwfd_client_rtp_ports: 451\r\nwfd_presentation_URL: 451\r\n");
    }

    private String errorsOf(Map<String, String> offer, String... lines) throws MalformedBodyException {
        return new FormatChoice(Parameters.parse(String.join("\r\n", lines)), new SinkParameters(offer, Map.of()))
                .errors()
                .toString()
                .strip();
    }

    @Test
    void takesALargeModeOfReleaseTwoWhereThatWasOffered() throws Exception {
        Map<String, String> offer = Map.of(
                "wfd_video_formats",
                OFFER,
                "wfd2_video_formats",
                "00 01 05 0040 0000000a0000 000000000000 000000000000 00 0000 0000 11 00");
        String large = "wfd2_video_formats: 00 01 01 0040 000000080000 000000000000 000000000000 00 0000 0000 11 00";

        assertThat(errorsOf(offer, large)).isEmpty();
        assertThat(errorsOf(offer, large.replace("01 01 0040", "01 04 0040"))).isEmpty();
        assertThat(errorsOf(offer, large.replace("0040", "0080"))).isEqualTo("wfd2_video_formats: 415");
        assertThat(errorsOf(offer, large.replace("000000080000", "000002000000")))
                .isEqualTo("wfd2_video_formats: 415");
    }

    @Test
    void takesASoundOfReleaseTwoWhereThatWasOffered() throws Exception {
        Map<String, String> offer =
                Map.of("wfd_audio_codecs", "LPCM 00000002 00", "wfd2_audio_codecs", "LPCM 000001FF 00");
        String wide = "wfd2_audio_codecs: LPCM 00000100 00";

        assertThat(errorsOf(offer, wide)).isEmpty();
        assertThat(errorsOf(offer, wide.replace("wfd2", "wfd"))).isEqualTo("wfd_audio_codecs: 415");
        assertThat(errorsOf(offer, wide.replace("00000100", "00000003"))).isEqualTo("wfd2_audio_codecs: 415");
        assertThat(errorsOf(Map.of("wfd_audio_codecs", "LPCM 000001FF 00"), wide))
                .isEqualTo("wfd2_audio_codecs: 415");
        assertThat(errorsOf(offer, "wfd_audio_codecs: LPCM 00000002 00", wide)).isEqualTo("wfd2_audio_codecs: 415");
    }

    @Test
    void refusesAModeInTwoParameters() throws Exception {
        Map<String, String> offer = Map.of(
                "wfd_video_formats",
                OFFER,
                "wfdx_video_formats",
                "0000 00 0001 0040 00000201FF 0000000000 00000000 00 0000 0000 00 none none");
        String large = "wfdx_video_formats: 0000 00 0001 0040 0000020000 0000000000 00000000 00 0000 0000 00 none none";

        assertThat(errorsOf(offer, large)).isEmpty();
        assertThat(errorsOf(offer, "wfd_video_formats: " + CHOSEN, large)).isEqualTo("wfdx_video_formats: 415");
    }

    @Test
    void takesAModeOfMicrosoftBesideEmptyMasksWhereItWasOffered() throws Exception {
        String[] tablet = {
            "wfd_video_formats: 00 00 01 20 00000000 00000000 00000000 00 0000 0000 00 none none",
            "microsoft_video_formats: 000000000001"
        };
        String level5 = OFFER.replace("01 04", "01 20");

        assertThat(errorsOf(Map.of("wfd_video_formats", level5, "microsoft_video_formats", "000000000007"), tablet))
                .isEmpty();
        assertThat(errorsOf(Map.of("wfd_video_formats", level5), tablet)).isEqualTo("wfd_video_formats: 415");
    }

    @Test
    void takesATimingWhereThatWasOfferedAndThereIsRoom() throws Exception {
        String timing = "wfd_preferred_display_mode: 001C39 0438 00A0 8030 0020 0780 001B 0003 000A 00 00 00"
                + " 01 04 00000000 00000000 00000000 00 0000 0000 00 none none";
        String portrait = "38 01 01 04 000000A1 00000000 00000000 00 0000 0000 00 0780 0780";

        assertThat(errorsOf(Map.of("wfd_video_formats", portrait), timing)).isEmpty();
        assertThat(errorsOf(Map.of("wfd_video_formats", portrait.replace("0780 0780", "0780 0438")), timing))
                .isEqualTo("wfd_preferred_display_mode: 415");
        assertThat(errorsOf(Map.of("wfd_video_formats", portrait.replace("38 01", "38 00")), timing))
                .isEqualTo("wfd_preferred_display_mode: 415");
    }

    @Test
    void refusesAControlOfTheRateThatWasNotOffered() throws Exception {
        assertThat(errors("wfd_video_formats: " + CHOSEN.replace("0000 00 none", "0000 01 none")))
                .isEqualTo("wfd_video_formats: 415");
    }
}
