// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportDescriptorTest {
    /** A Mouse's application collection around items. */
    private static List<ReportField> mouse(String items) throws MalformedDescriptorException {
        return ReportDescriptor.parse(Descriptors.hex("05010902a101" + items + "c0"))
                .reports()
                .getOrDefault(0, List.of());
    }

    @Test
    void readsTheBootKeyboardOfTheSpecification() throws Exception {
        ReportDescriptor descriptor = ReportDescriptor.parse(Descriptors.BOOT_KEYBOARD);

        assertThat(descriptor.ids()).isFalse();
        assertThat(descriptor.reports()).containsOnlyKeys(0);
        ReportField modifiers = descriptor.reports().get(0).get(0);
        ReportField keys = descriptor.reports().get(0).get(1);
        assertThat(descriptor.reports().get(0)).hasSize(2);
        assertThat(modifiers.application()).isEqualTo(Usage.KEYBOARD);
        assertThat(modifiers.isVariable()).isTrue();
        assertThat(modifiers.usages()).startsWith(0x0700E0).endsWith(0x0700E7).hasSize(8);
        assertThat(keys.isVariable()).isFalse();
        assertThat(List.of(keys.offset(), keys.size(), keys.count())).containsExactly(16, 8, 6);
        assertThat(keys.usages()).startsWith(0x070000).endsWith(0x070065);
    }

    @Test
    void readsTheBootMouseOfTheSpecification() throws Exception {
        List<ReportField> fields =
                ReportDescriptor.parse(Descriptors.BOOT_MOUSE).reports().get(0);

        assertThat(fields).hasSize(2);
        assertThat(fields.get(0).usages()).containsExactly(0x090001, 0x090002, 0x090003);
        ReportField places = fields.get(1);
        assertThat(places.usages()).containsExactly(Usage.X, Usage.Y);
        assertThat(places.isRelative()).isTrue();
        assertThat(places.offset()).isEqualTo(8);
        assertThat(places.least()).isEqualTo(-127);
        assertThat(places.most()).isEqualTo(127);
    }

    @Test
    void eachFingerIsAGroupOfItsOwn() throws Exception {
        List<ReportField> fields =
                ReportDescriptor.parse(Descriptors.TOUCH_SCREEN).reports().get(1);

        assertThat(fields.stream()
                        .filter(field -> field.usages()[0] == Usage.CONTACT_ID)
                        .map(ReportField::group)
                        .distinct())
                .hasSize(5);
        assertThat(fields).allMatch(field -> field.application() == Usage.TOUCH_SCREEN);
        // Behind the report ID and five fingers of six octets.
        assertThat(fields.get(fields.size() - 1).offset()).isEqualTo(8 + 5 * 48);
    }

    @Test
    void popBringsBackWhatWasPushed() throws Exception {
        List<ReportField> fields =
                mouse("15002501 75019502 a4 0509 2403 7508 9501 b4 0509 19012902 8102 7508 9501 0501 0930 8106");

        assertThat(fields.get(0).size()).isEqualTo(1);
        assertThat(fields.get(0).count()).isEqualTo(2);
        assertThat(fields.get(1).usages()).containsExactly(Usage.X);
    }

    @Test
    void theLastUsageIsThatOfAllFurtherValues() throws Exception {
        assertThat(mouse("75089503 09300931 8102").get(0).usages()).containsExactly(Usage.X, Usage.Y, Usage.Y);
    }

    @Test
    void aLongUsageBringsItsPage() throws Exception {
        assertThat(mouse("75089501 0b38020c00 8106").get(0).usages()).containsExactly(Usage.AC_PAN);
    }

    @Test
    void theFirstUsageOfADelimitedSetIsMeant() throws Exception {
        assertThat(mouse("75089502 a901 0930 0938 a900 0931 8102").get(0).usages())
                .containsExactly(Usage.X, Usage.Y);
    }

    @Test
    void aMaximumThatWouldBeNegativeIsUnsigned() throws Exception {
        assertThat(mouse("150025ff 75089501 0930 8102").get(0).most()).isEqualTo(255);
        assertThat(mouse("158125ff 75089501 0930 8102").get(0).most()).isEqualTo(-1);
    }

    @Test
    void longItemsAndReservedOnesArePassedOver() throws Exception {
        assertThat(mouse("fe0299aabb f1ff 75089501 0930 8102")).hasSize(1);
    }

    @Test
    void padsHaveNoFieldButTheirBits() throws Exception {
        assertThat(mouse("7503 9501 8103 7503 9502 8102 7505 9501 0930 8102"))
                .singleElement()
                .satisfies(field -> assertThat(field.offset()).isEqualTo(9));
    }

    @ParameterizedTest
    @CsvSource({
        "05, item (0x05) at octet 0: has 0 of its 1 octets",
        "0501 97ffff, item (0x97) at octet 2: has 2 of its 4 octets",
        "fe, item (0xfe) at octet 0: has 0 of its 2 octets",
        "fe05 00 0102, item (0xfe) at octet 0: has 2 of its 5 octets",
        "a101, end of the descriptor at octet 2: 1 collections are open",
        "a101c0c0, End Collection (0xc0) at octet 3: none is open",
        "b4, Pop (0xb4) at octet 0: there was no Push",
        "8500, Report ID (0x85) at octet 0: 0 is not in 1 to 255",
        "860001, Report ID (0x86) at octet 0: 256 is not in 1 to 255",
        "7508 97ffffffff 8102, Input (0x81) at octet 7: 4294967295 values of 8 bits",
        "77ffffffff 97ffffffff 8102, Input (0x81) at octet 10: 4294967295 values of 4294967295 bits",
        "7508 960010 8102 8102, Input (0x81) at octet 7: 4096 values of 8 bits make the report longer than 32768 bits",
        "7501 960110 0930 8102, Input (0x81) at octet 7: more than 256 Input items or 4096 values",
        "1505 2501 7508 9501 0930 8102, Input (0x81) at octet 10: logical minimum 5 is more than logical maximum 1",
        "1905 2901, usage range (0x29) at octet 2: minimum 5 is more than maximum 1",
        "a900, Delimiter (0xa9) at octet 0: 0 where 1 may be",
        "a901a901, Delimiter (0xa9) at octet 2: 1 where 0 may be"
    })
    void whatIsNoDescriptorIsRefusedWithItemAndOffset(String hex, String reason) {
        assertThatExceptionOfType(MalformedDescriptorException.class)
                .isThrownBy(() -> ReportDescriptor.parse(Descriptors.hex(hex)))
                .withMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "a100, 16, Collection (0xa1) at octet 32: more than 16",
        "a4, 16, Push (0xa4) at octet 16: more than 16",
        "0930, 256, usage (0x09) at octet 512: more than 256"
    })
    void depthAndNumberAreBounded(String item, int most, String reason) {
        assertThatExceptionOfType(MalformedDescriptorException.class)
                .isThrownBy(() -> ReportDescriptor.parse(Descriptors.hex(item.repeat(most + 1))))
                .withMessageStartingWith(reason);
    }

    @Test
    void inputItemsAreBounded() {
        assertThatExceptionOfType(MalformedDescriptorException.class)
                .isThrownBy(() -> ReportDescriptor.parse(Descriptors.hex("75019501" + "09308102".repeat(257))))
                .withMessageContaining("more than 256 Input items");
    }
}
