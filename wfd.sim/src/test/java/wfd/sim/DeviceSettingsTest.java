// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import miracast.api.sink.RtpFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import wfd.api.DisplayRole;
import wfd.api.LinkRates;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class DeviceSettingsTest {
    private static final String ADDRESS = "02:00:00:00:02:05";

    @Test
    void nothingButAnAddressMakesATelevision() {
        assertThat(settings(Map.of()).device())
                .isEqualTo(new WfdDevice(
                        MacAddress.parse(ADDRESS),
                        "Simulated television",
                        true,
                        true,
                        DisplayRole.PRIMARY_SINK,
                        7236,
                        true,
                        200_000_000));
    }

    @Test
    void displayRolesAreWrittenInSmallLetters() {
        assertThat(settings(Map.of("displayRole", "secondary-sink")).device().displayRole())
                .isEqualTo(DisplayRole.SECONDARY_SINK);
    }

    @Test
    void rtpFaultsAreTakenOver() {
        assertThat(settings(Map.of("rtpLoss", 0.02, "rtpReordering", 0.5, "rtpJitterMs", 30, "rtpSeed", 42L))
                        .television()
                        .rtpFaults())
                .isEqualTo(new RtpFaults(0.02, 0.5, 30, 42));
    }

    @Test
    void capabilitiesAreLinesOrElements() {
        String[] elements = {"wfd_video_formats: 00 00\r\nwfd_content_protection: none\n", " wfd_uibc_capability :"};

        assertThat(settings(Map.of("capabilities", elements)).television().capabilities())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "wfd_video_formats", "00 00",
                        "wfd_content_protection", "none",
                        "wfd_uibc_capability", ""));
    }

    @Test
    void capabilitiesKeepColonsInTheirValues() {
        String[] elements = {"wfd_presentation_URL: rtsp://127.0.0.1/wfd1.0 none"};

        assertThat(settings(Map.of("capabilities", elements)).television().capabilities())
                .containsEntry("wfd_presentation_URL", "rtsp://127.0.0.1/wfd1.0 none");
    }

    @Test
    void aLinkSaysWhatItCarries() {
        assertThat(settings(Map.of("linkRate", 5_000_000L, "maximumThroughput", 54_000_000L))
                        .rates())
                .contains(new LinkRates(5_000_000, 54_000_000, 54_000_000));
    }

    @Test
    void aLinkWithoutRateSaysNothing() {
        assertThat(settings(Map.of("linkRate", 0L)).rates()).isEmpty();
    }

    @Test
    void aRecordingIsAFile() {
        assertThat(settings(Map.of("recording", "out/tv.ts")).television().recording())
                .isEqualTo(Path.of("out/tv.ts"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "television", "01:00:00:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"})
    void anAddressThatNoDeviceHasIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceSettings.of(Configured.deviceConfig(address, Map.of())))
                .withMessageStartingWith("address");
    }

    @ParameterizedTest
    @CsvSource({
        "rtspPort, 0, rtspPort is 0",
        "rtspPort, 65536, rtspPort is 65536",
        "openDelayMs, -1, openDelayMs is -1",
        "dropAfterMs, -5, dropAfterMs is -5",
        "rtpJitterMs, 10001, rtpJitterMs is 10001",
        "openReasonCode, 5, openReasonCode is 5"
    })
    void aNumberOutOfRangeIsRefusedByName(String field, int value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(field, value)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"linkRate, -1", "maximumThroughput, -1"})
    void aNegativeRateIsRefusedByName(String field, long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(field, value)))
                .withMessageContaining(field + " is -1");
    }

    @ParameterizedTest
    @CsvSource({
        "rtpLoss, 1.5, rtpLoss is 1.5",
        "rtpReordering, -0.1, rtpReordering is -0.1",
        "rtpLoss, NaN, rtpLoss is NaN"
    })
    void aShareThatIsNoneIsRefusedByName(String field, double value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(field, value)))
                .withMessageContaining(message);
    }

    @Test
    void aValueThatIsNoNumberIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("openDelayMs", "soon"))) // fails when it is read, as with a framework
                .withMessageStartingWith("openDelayMs cannot be read");
    }

    @Test
    void anUnknownDisplayRoleIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("displayRole", "toaster")))
                .withMessage("displayRole is toaster, must be one of none, source, primary-sink, secondary-sink, dual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wfd_video_formats", ": none", "wfd video formats: none"})
    void aCapabilityWithoutNameIsRefused(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("capabilities", new String[] {line})))
                .withMessageContaining("capabilities")
                .withMessageContaining(line);
    }

    @Test
    void aCapabilityThatIsThereTwiceIsRefused() {
        String[] elements = {"wfd_audio_codecs: none", "wfd_audio_codecs: LPCM 00000002 00"};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("capabilities", elements)))
                .withMessageContaining("wfd_audio_codecs twice");
    }

    private static DeviceSettings settings(Map<String, ?> values) {
        return DeviceSettings.of(Configured.deviceConfig(ADDRESS, values));
    }
}
