// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;
import miracast.api.input.InputEvent.Device;
import miracast.api.input.InputEvent.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HidDevicesTest {
    private static final VideoMode MODE = VideoMode.parse("1000x500p30");

    private final List<String> troubles = new ArrayList<>();
    private final HidDevices devices = new HidDevices(troubles::add);

    private List<InputEvent> describe(Device device, byte[] descriptor) {
        return devices.read(new InputEvent.HidReport(Path.USB, device, true, descriptor), MODE);
    }

    private List<InputEvent> report(Device device, String hex) {
        return devices.read(new InputEvent.HidReport(Path.USB, device, false, Descriptors.hex(hex)), MODE);
    }

    private static InputEvent key(boolean down, int character, int usage) {
        return new InputEvent.Key(down, character, 0, usage);
    }

    private static InputEvent mouse(Action action, double x, double y) {
        return touch(action, new Contact(0, x, y));
    }

    private static InputEvent touch(Action action, Contact... contacts) {
        return new InputEvent.Pointer(action, List.of(contacts));
    }

    private static void assertHandedOn(List<InputEvent> events) {
        assertThat(events).singleElement().isInstanceOf(InputEvent.HidReport.class);
    }

    // Keyboards.

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aKeyboardTellsWhatWentDownAndUp(boolean described) {
        if (described) {
            describe(Device.KEYBOARD, Descriptors.BOOT_KEYBOARD);
        }

        assertThat(report(Device.KEYBOARD, "02 00 04 1e 00 00 00 00"))
                .containsExactly(key(true, 0, 0xE1), key(true, 'A', 0x04), key(true, '!', 0x1E));
        assertThat(report(Device.KEYBOARD, "02 00 04 1e 00 00 00 00")).isEmpty();
        // Shift goes up first; the key goes up as what it was.
        assertThat(report(Device.KEYBOARD, "00 00 1e 05 00 00 00 00"))
                .containsExactly(key(false, 'A', 0x04), key(false, 0, 0xE1), key(true, 'b', 0x05));
        assertThat(report(Device.KEYBOARD, "00 00 00 00 00 00 00 00"))
                .containsExactly(key(false, 'b', 0x05), key(false, '!', 0x1E));
    }

    @Test
    void keysWithoutACharacterAreTheirUsage() {
        assertThat(report(Device.KEYBOARD, "01 00 3a 4f 00 00 00 00"))
                .containsExactly(key(true, 0, 0xE0), key(true, 0, 0x3A), key(true, 0, 0x4F));
    }

    @Test
    void tooManyKeysAtOnceChangeNothingButModifiers() {
        report(Device.KEYBOARD, "00 00 04 05 00 00 00 00");

        assertThat(report(Device.KEYBOARD, "01 00 01 01 01 01 01 01")).containsExactly(key(true, 0, 0xE0));
        assertThat(report(Device.KEYBOARD, "00 00 04 00 00 00 00 00"))
                .containsExactly(key(false, 'b', 0x05), key(false, 0, 0xE0));
    }

    @Test
    void aKeyboardOfBitsIsReadAsOneOfNumbers() {
        // Report ID 3: a bit for each of usages 0 to 103.
        describe(Device.KEYBOARD, Descriptors.hex("05010906a1018503 0507 1900 2967 1500 2501 7501 9568 8102 c0"));

        assertThat(report(Device.KEYBOARD, "03 10" + "00".repeat(12))).containsExactly(key(true, 'a', 0x04));
        assertThat(report(Device.KEYBOARD, "03 20" + "00".repeat(12)))
                .containsExactly(key(false, 'a', 0x04), key(true, 'b', 0x05));
    }

    @ParameterizedTest
    @CsvSource({
        "0x1d, false, 0x7a", "0x27, false, 0x30", "0x27, true, 0x29", "0x28, false, 0x0d", "0x2b, false, 0x09",
        "0x2c, true, 0x20", "0x2d, true, 0x5f", "0x33, true, 0x3a", "0x38, false, 0x2f", "0x38, true, 0x3f",
        "0x4c, false, 0x7f", "0x54, false, 0x2f", "0x59, false, 0x31", "0x62, false, 0x30", "0x63, true, 0x2e",
        "0x39, false, 0", "0x64, false, 0", "0xe1, true, 0"
    })
    void charactersAreThoseOfAUsKeyboard(String usage, boolean shift, String character) {
        assertThat((int) KeyCharacters.of(Integer.decode(usage), shift)).isEqualTo(Integer.decode(character));
    }

    // Mice.

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aMouseMovesFromTheMiddleAndStaysInThePicture(boolean described) {
        if (described) {
            describe(Device.MOUSE, Descriptors.BOOT_MOUSE);
        }

        assertThat(report(Device.MOUSE, "00 0a fb")).containsExactly(mouse(Action.MOVE, 0.51, 0.49));
        for (int i = 0; i < 10; i++) {
            report(Device.MOUSE, "00 7f 7f");
        }
        assertThat(report(Device.MOUSE, "01 7f 7f")).containsExactly(mouse(Action.DOWN, 1, 1));
        assertThat(report(Device.MOUSE, "00 00 00")).containsExactly(mouse(Action.UP, 1, 1));
    }

    @Test
    void otherButtonsThanTheLeftOneHaveNumbers() {
        assertThat(report(Device.MOUSE, "06 00 00"))
                .containsExactly(new InputEvent.Button(true, 2, 0.5, 0.5), new InputEvent.Button(true, 3, 0.5, 0.5));
        assertThat(report(Device.MOUSE, "04 00 00")).containsExactly(new InputEvent.Button(false, 2, 0.5, 0.5));
    }

    @Test
    void aFourthOctetInBootLayoutIsTheWheel() {
        assertThat(report(Device.MOUSE, "00 00 00 ff")).containsExactly(new InputEvent.Scroll(false, true, 1));
    }

    @Test
    void aMouseWithReportIdHasWheelAndPan() {
        describe(Device.MOUSE, Descriptors.WHEEL_MOUSE);

        // X 100 and Y -50 in 12 bits each.
        assertThat(report(Device.MOUSE, "02 00 64 e0 fc 00 00")).containsExactly(mouse(Action.MOVE, 0.6, 0.4));
        assertThat(report(Device.MOUSE, "02 10 00 00 00 01 fe"))
                .containsExactly(
                        new InputEvent.Button(true, 5, 0.6, 0.4),
                        new InputEvent.Scroll(false, true, -1),
                        new InputEvent.Scroll(true, true, -2));
        assertHandedOn(report(Device.MOUSE, "03 00 64 e0 fc 00 00"));
    }

    @Test
    void anAbsolutePointerIsWhereItSays() {
        // X and Y from 0 to 32767, with null state.
        describe(
                Device.MOUSE,
                Descriptors.hex(
                        "05010902a101 0509 0901 15002501 7501 9501 8102 7507 8103 0501 0930 0931 26ff7f 7510 9502"
                                + " 8142 c0"));

        assertThat(report(Device.MOUSE, "01 ff7f 0000"))
                .containsExactly(mouse(Action.MOVE, 1, 0), mouse(Action.DOWN, 1, 0));
        assertThat(report(Device.MOUSE, "01 ffff 0000")).isEmpty();
    }

    // Touch screens.

    private static String finger(int tip, int id, int x, int y) {
        return String.format("%02x%02x%02x%02x%02x%02x", tip, id, x & 0xFF, x >> 8, y & 0xFF, y >> 8);
    }

    @Test
    void eachFingerOfATouchScreenGoesItsWay() {
        describe(Device.MULTI_TOUCH, Descriptors.TOUCH_SCREEN);
        String none = finger(0, 0, 0, 0);

        assertThat(report(
                        Device.MULTI_TOUCH,
                        "01" + finger(1, 7, 0, 4095) + finger(1, 9, 4095, 0) + none.repeat(3) + "02"))
                .containsExactly(touch(Action.DOWN, new Contact(1, 0, 1), new Contact(2, 1, 0)));
        assertThat(report(
                        Device.MULTI_TOUCH,
                        "01" + finger(1, 7, 4095, 4095) + finger(1, 9, 4095, 0) + none.repeat(3) + "02"))
                .containsExactly(touch(Action.MOVE, new Contact(1, 1, 1)));
        // One goes, a third comes and takes its number later.
        assertThat(report(
                        Device.MULTI_TOUCH,
                        "01" + finger(0, 7, 4095, 4095) + finger(1, 9, 4095, 0) + none.repeat(3) + "02"))
                .containsExactly(touch(Action.UP, new Contact(1, 1, 1)));
        assertThat(report(
                        Device.MULTI_TOUCH, "01" + finger(1, 9, 4095, 0) + finger(1, 11, 0, 0) + none.repeat(3) + "02"))
                .containsExactly(touch(Action.DOWN, new Contact(1, 0, 0)));
    }

    @Test
    void aFingerThatAFrameDoesNotHaveIsUp() {
        describe(Device.MULTI_TOUCH, Descriptors.TOUCH_SCREEN);
        String none = finger(0, 0, 0, 0);
        report(Device.MULTI_TOUCH, "01" + finger(1, 7, 0, 0) + finger(1, 9, 0, 0) + none.repeat(3) + "02");

        assertThat(report(Device.MULTI_TOUCH, "01" + finger(1, 9, 0, 0) + none.repeat(4) + "01"))
                .containsExactly(touch(Action.UP, new Contact(1, 0, 0)));
        assertThat(report(Device.MULTI_TOUCH, "01" + none.repeat(5) + "00"))
                .containsExactly(touch(Action.UP, new Contact(2, 0, 0)));
    }

    @Test
    void aFrameMayTakeSeveralReports() {
        describe(Device.MULTI_TOUCH, Descriptors.touchScreen(2));
        String first = "01" + finger(1, 1, 0, 0) + finger(1, 2, 0, 0) + "03";
        String second = "01" + finger(1, 3, 0, 0) + finger(0, 0, 0, 0) + "00";

        assertThat(report(Device.MULTI_TOUCH, first))
                .containsExactly(touch(Action.DOWN, new Contact(1, 0, 0), new Contact(2, 0, 0)));
        assertThat(report(Device.MULTI_TOUCH, second)).containsExactly(touch(Action.DOWN, new Contact(3, 0, 0)));
        assertThat(report(Device.MULTI_TOUCH, first)).isEmpty();
        assertThat(report(Device.MULTI_TOUCH, second)).isEmpty();
    }

    @Test
    void ofMoreFingersThanAnEventHasTheFirstOnesCount() {
        describe(Device.MULTI_TOUCH, Descriptors.touchScreen(12));
        StringBuilder report = new StringBuilder("01");
        for (int id = 0; id < 12; id++) {
            report.append(finger(1, id, id, 0));
        }

        assertThat(report(Device.MULTI_TOUCH, report + "0c"))
                .singleElement()
                .isInstanceOfSatisfying(
                        InputEvent.Pointer.class,
                        pointer -> assertThat(pointer.contacts()).hasSize(10));
    }

    @Test
    void aPenHasNoContactId() {
        describe(
                Device.SINGLE_TOUCH,
                Descriptors.hex(
                        "050d0902a101 0920 a100 0942 15002501 7501 9501 8102 7507 8103 0501 0930 0931 2664 00 7508"
                                + " 9502 8102 c0 c0"));

        assertThat(report(Device.SINGLE_TOUCH, "01 32 64")).containsExactly(touch(Action.DOWN, new Contact(1, 0.5, 1)));
        assertThat(report(Device.SINGLE_TOUCH, "00 00 00")).containsExactly(touch(Action.UP, new Contact(1, 0.5, 1)));
    }

    // What is not understood, and what is held down.

    @Test
    void aReportThatIsNotUnderstoodIsHandedOn() {
        assertHandedOn(report(Device.MULTI_TOUCH, "01 02 03 04"));
        assertHandedOn(report(Device.MOUSE, "00 05"));
        // A joystick's X and Y are no place on a picture.
        describe(Device.JOYSTICK, Descriptors.hex("05010904a101 0930 0931 1581 257f 7508 9502 8102 c0"));
        assertHandedOn(report(Device.JOYSTICK, "05 05"));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aWrongDescriptorIsToldAndItsDeviceNotGuessedAt() {
        assertHandedOn(describe(Device.MOUSE, Descriptors.hex("0501 c0")));

        assertThat(troubles).containsExactly("MOUSE on USB: End Collection (0xc0) at octet 2: none is open");
        assertHandedOn(report(Device.MOUSE, "01 05 05"));
    }

    @Test
    void whatIsNoReportStaysAsItIs() {
        InputEvent zoom = new InputEvent.Zoom(0, 0, 2);

        assertThat(devices.read(zoom, MODE)).containsExactly(zoom);
    }

    @Test
    void whatIsHeldDownIsLetGoOnceAndDescriptorsAreKept() {
        describe(Device.MULTI_TOUCH, Descriptors.TOUCH_SCREEN);
        String touch = "01" + finger(1, 7, 0, 0) + finger(0, 0, 0, 0).repeat(4) + "01";
        report(Device.KEYBOARD, "00 00 04 00 00 00 00 00");
        report(Device.MOUSE, "03 00 00");
        report(Device.MULTI_TOUCH, touch);

        assertThat(devices.releases())
                .containsExactlyInAnyOrder(
                        key(false, 'a', 0x04),
                        mouse(Action.UP, 0.5, 0.5),
                        new InputEvent.Button(false, 2, 0.5, 0.5),
                        touch(Action.UP, new Contact(1, 0, 0)));
        assertThat(devices.releases()).isEmpty();
        assertThat(report(Device.MULTI_TOUCH, touch)).containsExactly(touch(Action.DOWN, new Contact(1, 0, 0)));
    }

    @Test
    void anotherLayoutLetsGoOfWhatTheOneBeforeHeld() {
        report(Device.KEYBOARD, "00 00 04 00 00 00 00 00");

        assertThat(describe(Device.KEYBOARD, Descriptors.BOOT_KEYBOARD))
                .hasSize(2)
                .startsWith(key(false, 'a', 0x04));
        report(Device.KEYBOARD, "00 00 05 00 00 00 00 00");
        // The same once more changes nothing.
        assertHandedOn(describe(Device.KEYBOARD, Descriptors.BOOT_KEYBOARD));
        assertThat(report(Device.KEYBOARD, "00 00 05 00 00 00 00 00")).isEmpty();
    }

    @Test
    void theSameDeviceOnAnotherPathIsAnother() {
        report(Device.KEYBOARD, "00 00 04 00 00 00 00 00");

        assertThat(devices.read(new InputEvent.HidReport(Path.BLUETOOTH, Device.KEYBOARD, false, new byte[8]), MODE))
                .isEmpty();
        assertThat(devices.releases()).containsExactly(key(false, 'a', 0x04));
    }
}
