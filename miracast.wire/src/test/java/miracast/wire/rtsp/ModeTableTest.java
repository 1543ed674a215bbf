// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeTableTest {
    @ParameterizedTest
    @CsvSource({
        "CEA, 0, 640x480p60",
        "CEA, 1, 720x480p60",
        "CEA, 2, 720x480i60",
        "CEA, 3, 720x576p50",
        "CEA, 4, 720x576i50",
        "CEA, 5, 1280x720p30",
        "CEA, 6, 1280x720p60",
        "CEA, 7, 1920x1080p30",
        "CEA, 8, 1920x1080p60",
        "CEA, 9, 1920x1080i60",
        "CEA, 10, 1280x720p25",
        "CEA, 11, 1280x720p50",
        "CEA, 12, 1920x1080p25",
        "CEA, 13, 1920x1080p50",
        "CEA, 14, 1920x1080i50",
        "CEA, 15, 1280x720p24",
        "CEA, 16, 1920x1080p24",
        "VESA, 0, 800x600p30",
        "VESA, 1, 800x600p60",
        "VESA, 2, 1024x768p30",
        "VESA, 5, 1152x864p60",
        "VESA, 6, 1280x768p30",
        "VESA, 9, 1280x800p60",
        "VESA, 10, 1360x768p30",
        "VESA, 13, 1366x768p60",
        "VESA, 14, 1280x1024p30",
        "VESA, 17, 1400x1050p60",
        "VESA, 18, 1440x900p30",
        "VESA, 21, 1600x900p60",
        "VESA, 22, 1600x1200p30",
        "VESA, 25, 1680x1024p60",
        "VESA, 26, 1680x1050p30",
        "VESA, 27, 1680x1050p60",
        "VESA, 28, 1920x1200p30",
        "VESA, 29, 1920x1200p60",
        "VESA, 30, 2560x1440p30",
        "VESA, 33, 2560x1600p60",
        "CEA, 17, 3840x2160p24",
        "CEA, 21, 3840x2160p60",
        "CEA, 26, 4096x2160p60",
        "MICROSOFT, 0, 1920x1280p30",
        "MICROSOFT, 5, 2160x1440p24",
        "MICROSOFT, 20, 4500x3000p24",
        "HH, 0, 800x480p30",
        "HH, 1, 800x480p60",
        "HH, 2, 854x480p30",
        "HH, 4, 864x480p30",
        "HH, 7, 640x360p60",
        "HH, 8, 960x540p30",
        "HH, 11, 848x480p60"
    })
    void hasTheModesOfTheProtocolText(ModeTable table, int bit, String mode) {
        assertThat(table.mode(bit)).contains(VideoMode.parse(mode));
    }

    @ParameterizedTest
    @CsvSource({"CEA, 27", "VESA, 34", "HH, 12", "MICROSOFT, 21"})
    void hasNoModeBeyondItsEnd(ModeTable table, int bit) {
        assertThat(table.mode(bit)).isEmpty();
        assertThat(table.modes()).hasSize(bit);
    }

    @ParameterizedTest
    @CsvSource({"0x40, CEA, 8", "0x38, CEA, 7", "0x30, CEA, 6", "0x80, CEA, 16", "0xE1, VESA, 28", "0x5A, HH, 11"})
    void readsAndWritesNativeOctets(String octet, ModeTable table, int bit) {
        TableMode mode = new TableMode(table, bit);

        assertThat(VideoDialect.RELEASE_1.nativeMode(Integer.decode(octet))).contains(mode);
        assertThat(mode.nativeOctet()).isEqualTo(Integer.decode(octet));
    }

    @ParameterizedTest
    @CsvSource({"0x5F", "0x43", "0x88", "0xE9", "0x62"})
    void findsNoModeForOtherNativeOctets(String octet) {
        assertThat(VideoDialect.RELEASE_1.nativeMode(Integer.decode(octet))).isEmpty();
    }

    @Test
    void findsEveryModeOfEveryTable() {
        for (ModeTable table : ModeTable.values()) {
            for (VideoMode mode : table.modes()) {
                assertThat(TableMode.of(mode))
                        .hasValueSatisfying(found -> assertThat(found.mode()).isEqualTo(mode));
            }
        }
    }

    @Test
    void findsNoPlaceForAModeOfNoTable() {
        assertThat(TableMode.of(VideoMode.progressive(5120, 2880, 30))).isEmpty();
    }

    @Test
    void refusesABitWithoutAMode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableMode(ModeTable.HH, 12))
                .withMessageContaining("bit 12 of table HH");
    }
}
