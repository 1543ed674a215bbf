// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wfd.api.DisplayRole;
import wfd.windows.InformationElements.DeviceInformation;

class InformationElementsTest {
    /** SSID "DIRECT-", then Wi-Fi Display: bitmap 0011 (primary sink, session available), port 7236, 300 Mbit/s. */
    private static final String TELEVISION =
            "00 07 44 49 52 45 43 54 2d  dd 0d 50 6f 9a 0a  00 00 06 00 11 1c 44 01 2c";

    private static final DeviceInformation EXPECTED =
            new DeviceInformation(DisplayRole.PRIMARY_SINK, true, 7236, 300_000_000L);

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Optional<DeviceInformation> read(String hex) {
        return InformationElements.deviceInformation(octets(hex));
    }

    @Test
    void aTelevisionTellsRolePortAndThroughput() {
        assertThat(read(TELEVISION)).contains(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "0000, SOURCE, false",
        "0010, SOURCE, true",
        "0001, PRIMARY_SINK, false",
        "0012, SECONDARY_SINK, true",
        "0033, DUAL, false"
    })
    void theBitmapTellsRoleAndWhetherASessionIsAvailable(String bitmap, DisplayRole role, boolean available) {
        assertThat(read("dd 0d 50 6f 9a 0a 00 00 06 " + bitmap + " 1c 44 00 64"))
                .contains(new DeviceInformation(role, available, 7236, 100_000_000L));
    }

    @Test
    void portAndThroughputAreUnsigned() {
        assertThat(read("dd 0d 50 6f 9a 0a 00 00 06 00 11 ff ff ff ff"))
                .contains(new DeviceInformation(DisplayRole.PRIMARY_SINK, true, 65535, 65_535_000_000L));
    }

    @Test
    void otherSubelementsMayComeBeforeIt() {
        assertThat(read("dd 13 50 6f 9a 0a  06 00 03 aa bb cc  00 00 06 00 11 1c 44 01 2c"))
                .contains(EXPECTED);
    }

    @Test
    void itMayStandInASecondElement() {
        assertThat(read("dd 0a 50 6f 9a 0a  06 00 03 aa bb cc " + TELEVISION)).contains(EXPECTED);
    }

    @Test
    void octetsBehindTheKnownOnesAreLeftAlone() {
        assertThat(read("dd 0f 50 6f 9a 0a  00 00 08 00 11 1c 44 01 2c 77 77")).contains(EXPECTED);
    }

    @Test
    void elementsOfOtherVendorsAreNone() {
        assertThat(read("dd 0d 50 6f 9a 09 00 00 06 00 11 1c 44 01 2c")).isEmpty();
        assertThat(read("dd 0d 00 50 f2 0a 00 00 06 00 11 1c 44 01 2c")).isEmpty();
    }

    @Test
    void aSubelementThatIsTooShortIsNone() {
        assertThat(read("dd 0c 50 6f 9a 0a 00 00 05 00 11 1c 44 01")).isEmpty();
    }

    @Test
    void aSubelementThatIsLongerThanItsElementIsNone() {
        assertThat(read("dd 0d 50 6f 9a 0a 00 00 07 00 11 1c 44 01 2c 00 00")).isEmpty();
    }

    @Test
    void whateverIsCutOffIsNone() {
        byte[] whole = octets(TELEVISION);
        for (int length = 0; length < whole.length; length++)
            assertThat(InformationElements.deviceInformation(Arrays.copyOf(whole, length)))
                    .isEmpty();
    }
}
