// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Map;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastState;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.event.Event;

class DesktopInputTest {
    private final FakeDesktop desktop = new FakeDesktop();
    private DesktopInput input = input(true, "c1", "c2");

    private DesktopInput input(boolean keyboard, String... casts) {
        return new DesktopInput(new DesktopSettingsTest.Configured(casts, "", keyboard), area -> desktop);
    }

    private List<String> after(InputEvent... events) {
        for (InputEvent event : events) {
            input.input("c1", event);
        }
        return desktop.taken();
    }

    private static InputEvent pointer(Action action, double x, double y) {
        return new InputEvent.Pointer(action, List.of(new Contact(0, x, y)));
    }

    private static InputEvent key(boolean down, int code) {
        return new InputEvent.Key(down, code, 0);
    }

    private void cast(String id, CastState state) {
        input.handleEvent(
                new Event(CastEvents.CAST_STATE, Map.of(CastEvents.CAST_ID, id, CastEvents.STATE, state.name())));
    }

    // Pointer.

    @ParameterizedTest
    @CsvSource({"0, 0, 100, 200", "0.5, 0.25, 600, 325", "1, 1, 1099, 699"})
    void placesAreThoseOfTheAreaThatIsShown(double x, double y, int across, int down) {
        assertThat(after(pointer(Action.MOVE, x, y))).containsExactly("move " + across + " " + down);
    }

    @Test
    void aTouchIsAClick() {
        assertThat(after(pointer(Action.DOWN, 0.5, 0.5), pointer(Action.MOVE, 0.6, 0.5), pointer(Action.UP, 0.6, 0.5)))
                .containsExactly("move 600 450", "button 1 down", "move 700 450", "move 700 450", "button 1 up");
    }

    @Test
    void ofSeveralFingersTheFirstOneCounts() {
        assertThat(after(new InputEvent.Pointer(Action.DOWN, List.of(new Contact(4, 0, 0), new Contact(5, 1, 1)))))
                .containsExactly("move 100 200", "button 1 down");
    }

    @Test
    void whatIsNotDownDoesNotComeUp() {
        assertThat(after(pointer(Action.UP, 0, 0))).containsExactly("move 100 200");
    }

    @ParameterizedTest
    @CsvSource({"false, true, 3, wheel 3", "false, true, -2, wheel -2", "false, true, 8000, wheel 20"})
    void wheelsTurnTheWheel(boolean horizontal, boolean notches, int amount, String done) {
        assertThat(after(new InputEvent.Scroll(horizontal, notches, amount))).containsExactly(done);
    }

    @Test
    void pixelsAddUpToNotches() {
        InputEvent few = new InputEvent.Scroll(false, false, 15);

        assertThat(after(few, few)).isEmpty();
        assertThat(after(few)).containsExactly("wheel 1");
        assertThat(after(new InputEvent.Scroll(false, false, -85))).containsExactly("wheel -2");
    }

    @Test
    void acrossIsTheWheelWithShift() {
        assertThat(after(new InputEvent.Scroll(true, true, 1))).containsExactly("key 16 down", "wheel 1", "key 16 up");
    }

    @Test
    void zoomIsTheWheelWithControlAtItsPlace() {
        assertThat(after(new InputEvent.Zoom(0.5, 0.5, 1.21)))
                .containsExactly("move 600 450", "key 17 down", "wheel -2", "key 17 up");
        assertThat(after(new InputEvent.Zoom(0.5, 0.5, 0.9))).contains("wheel 1");
        assertThat(after(new InputEvent.Zoom(0.5, 0.5, 0), new InputEvent.Zoom(0.5, 0.5, 1)))
                .isEmpty();
    }

    // Keys.

    @Test
    void aCharacterIsItsKey() {
        assertThat(after(key(true, 'a'), key(false, 'a'))).containsExactly("key 65 down", "key 65 up");
        assertThat(after(key(true, 'A'), key(false, 'A')))
                .containsExactly("key 16 down", "key 65 down", "key 65 up", "key 16 up");
        assertThat(after(key(true, '?'))).containsExactly("key 16 down", "key " + KeyEvent.VK_SLASH + " down");
    }

    @Test
    void everyPrintableCharacterHasAKey() {
        for (int c = ' '; c < 0x7F; c++) {
            assertThat(Keys.ofCharacter(c)).as("key of '%c'", c).isNotEqualTo(Keys.NONE);
        }
    }

    @Test
    void aCharacterThatNoKeyHasIsPassedOver() {
        assertThat(after(key(true, 0x1F), key(true, 0xFFFF), key(true, 0))).isEmpty();
    }

    @Test
    void aWrongConfigurationAtTheBeginningLetsNobodyActUntilItIsMended() {
        input = new DesktopInput(new DesktopSettingsTest.Configured(new String[] {"*"}, "all", true), area -> desktop);

        assertThat(after(key(true, 'a'))).isEmpty();
        assertThat(input.configurationFaults())
                .containsExactly("configuration miracast.uibc.desktop is not used, nothing is done: area 'all' is not"
                        + " x,y,width,height in pixels, as 0,0,1920,1080");

        input.modified(new DesktopSettingsTest.Configured(new String[] {"*"}, "", true));

        assertThat(after(key(true, 'a'))).containsExactly("key 65 down");
        assertThat(input.configurationFaults()).isEmpty();
    }

    @Test
    void aWrongChangeLeavesWhoMayAct() {
        input.modified(new DesktopSettingsTest.Configured(new String[] {" "}, "", true));

        assertThat(after(key(true, 'a'))).containsExactly("key 65 down");
        assertThat(input.configurationFaults())
                .singleElement()
                .asString()
                .contains("the one before stays", "casts is empty");
    }

    @Test
    void aChangeLetsGoOfWhatWasHeldDown() {
        after(key(true, 'a'));

        input.modified(new DesktopSettingsTest.Configured(new String[] {"c2"}, "", true));

        assertThat(desktop.taken()).containsExactly("key 65 up");
    }

    @Test
    void keysDoNotActWhereTheyMayNot() {
        input = input(false, "*");

        assertThat(after(
                        key(true, 'a'),
                        deviceKey(true, 0xE0),
                        new InputEvent.Key(true, 'a', 0, 4),
                        new InputEvent.Scroll(false, true, 1)))
                .containsExactly("wheel 1");
    }

    // Devices.

    private static InputEvent deviceKey(boolean down, int usage) {
        return new InputEvent.Key(down, 0, 0, usage);
    }

    @Test
    void aKeyOfADeviceIsTheOneAtItsPlace() {
        // With Shift its character is A: the key itself is pressed, and Shift as the person does.
        assertThat(after(
                        deviceKey(true, 0xE1),
                        new InputEvent.Key(true, 'A', 0, 4),
                        deviceKey(true, 0x3A),
                        deviceKey(false, 0xE1),
                        new InputEvent.Key(false, 'A', 0, 4)))
                .containsExactly("key 16 down", "key 65 down", "key 112 down", "key 16 up", "key 65 up");
    }

    @Test
    void ofBothShiftKeysTheLastOneLetsGo() {
        assertThat(after(deviceKey(true, 0xE1), deviceKey(true, 0xE5), deviceKey(false, 0xE1)))
                .containsExactly("key 16 down");
        assertThat(after(deviceKey(false, 0xE5))).containsExactly("key 16 up");
    }

    @Test
    void aKeyOfADeviceThatOnlyItsCharacterTellsIsThatCharacter() {
        // Keypad 7.
        assertThat(after(new InputEvent.Key(true, '7', 0, 0x5F))).containsExactly("key 55 down");
    }

    @ParameterizedTest
    @CsvSource({"0x1D, 90", "0x27, 48", "0x28, 10", "0x2C, 32", "0x3A, 112", "0x45, 123", "0x4F, 39", "0x52, 38"})
    void usagesAreTheKeysOfTheirTable(String usage, int key) {
        assertThat(Keys.ofUsage(Integer.decode(usage))).isEqualTo(key);
    }

    @Test
    void otherButtonsActAtTheirPlace() {
        assertThat(after(
                        new InputEvent.Button(true, 2, 0.5, 0.5),
                        new InputEvent.Button(true, 3, 0.5, 0.5),
                        new InputEvent.Button(true, 4, 0.5, 0.5),
                        new InputEvent.Button(false, 2, 1, 0.5)))
                .containsExactly(
                        "move 600 450",
                        "button 3 down",
                        "move 600 450",
                        "button 2 down",
                        "move 600 450",
                        "move 1099 450",
                        "button 3 up");
    }

    @Test
    void aReportThatNobodyUnderstoodDoesNothing() {
        for (InputEvent.Device device : InputEvent.Device.values()) {
            for (boolean descriptor : new boolean[] {false, true}) {
                input.input("c1", new InputEvent.HidReport(InputEvent.Path.USB, device, descriptor, new byte[] {
                    1, 4, 4, 4, 4, 4, 4, 4
                }));
            }
        }

        assertThat(desktop.done).isEmpty();
    }

    // Who may.

    @Test
    void aCastThatIsNotNamedDoesNothing() {
        input.input("c3", pointer(Action.DOWN, 0, 0));

        assertThat(desktop.done).isEmpty();
    }

    @Test
    void whatIsHeldIsLetGoWhenTheCastStops() {
        after(pointer(Action.DOWN, 0, 0), key(true, 'A'));
        cast("c2", CastState.AWAITING_SINK);
        cast("c1", CastState.PLAYING);
        assertThat(desktop.done).isEmpty();

        cast("c1", CastState.AWAITING_SINK);

        assertThat(desktop.taken()).containsExactlyInAnyOrder("key 16 up", "key 65 up", "button 1 up");
        input.deactivate();
        assertThat(desktop.done).isEmpty();
    }

    @Test
    void whatIsHeldIsLetGoWhenTheConfigurationGoes() {
        after(pointer(Action.DOWN, 0, 0));

        input.deactivate();

        assertThat(desktop.done).containsExactly("button 1 up");
    }
}
