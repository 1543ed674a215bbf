// SPDX-License-Identifier: Apache-2.0
package miracast.api.input;

import java.util.List;

/**
 * Something that a person did at a display. Places are shares of the source's picture, without bars beside it: 0, 0 is its top left,
 * 1, 1 bottom right. A mouse that only tells how far it moves begins in the middle, and moves a pixel of the mode for each count.
 */
public sealed interface InputEvent {

    /** What a pointer did. */
    enum Action {
        /** The left button, or a finger, went down. */
        DOWN,
        /** It went up. */
        UP,
        /** It moved. */
        MOVE
    }

    /**
     * A finger, or the mouse.
     *
     * @param id tells the fingers of one touch apart, 0 to 255
     * @param x share of the width, 0 to 1
     * @param y share of the height, 0 to 1
     */
    record Contact(int id, double x, double y) {}

    /**
     * A mouse's left button or fingers went down, up, or moved.
     *
     * @param contacts all whose places are told, one to ten
     */
    record Pointer(Action action, List<Contact> contacts) implements InputEvent {
        public Pointer {
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * Another button of a mouse than the left one went down or up.
     *
     * @param number of the button: 2 right, 3 middle, others up to 8 as the mouse counts them (page Button of the USB HID Usage Tables)
     * @param x where the pointer is, share of the width, 0 to 1
     * @param y share of the height, 0 to 1
     */
    record Button(boolean down, int number, double x, double y) implements InputEvent {}

    /**
     * A key went down or up.
     *
     * @param code its character in ASCII, 0 to 65535; of a key of a device the one that a US keyboard has there, with Shift if that
     *     was down when the key went down, 0 if it has none
     * @param secondCode of a second key that was pressed together with it; 0 if there is none
     * @param usage which key of the device it is, whatever is printed on it (page Keyboard of the USB HID Usage Tables, 4 to 255);
     *     0 if the display told the character alone
     */
    record Key(boolean down, int code, int secondCode, int usage) implements InputEvent {
        /** A key of which the display told the character alone. */
        public Key(boolean down, int code, int secondCode) {
            this(down, code, secondCode, 0);
        }
    }

    /**
     * Something is to be shown larger or smaller.
     *
     * @param x share of the width, 0 to 1, of the point that stays
     * @param y share of the height, 0 to 1
     * @param factor how much larger, 0 to 256
     */
    record Zoom(double x, double y, double factor) implements InputEvent {}

    /**
     * A wheel was turned, or something dragged.
     *
     * @param horizontal whether to the side
     * @param notches whether {@code amount} counts notches of a wheel; otherwise pixels of the mode
     * @param amount down or to the right if positive, -8191 to 8191
     */
    record Scroll(boolean horizontal, boolean notches, int amount) implements InputEvent {}

    /**
     * Something is to be turned.
     *
     * @param radians counter-clockwise if positive, -128 to 128
     */
    record Rotate(double radians) implements InputEvent {}

    /** How a device hangs on the display. */
    enum Path {
        INFRARED,
        USB,
        BLUETOOTH,
        ZIGBEE,
        WIFI,
        /** As its maker likes. */
        VENDOR
    }

    /** What a device is. */
    enum Device {
        KEYBOARD,
        MOUSE,
        SINGLE_TOUCH,
        MULTI_TOUCH,
        JOYSTICK,
        CAMERA,
        GESTURE,
        REMOTE_CONTROL
    }

    /**
     * A report of a human interface device (USB HID 1.11) as it came, which was not understood: of a device that sent no readable
     * descriptor, unless it is a keyboard or mouse in boot layout, or of something that is no key, pointer, contact or wheel, as a
     * game controller. What is understood comes as those events <em>instead</em>, so that nobody acts on it twice. Descriptors come
     * always; a consumer that reads reports itself keeps them.
     *
     * @param descriptor whether {@code octets} are the report descriptor, which says how its input reports are to be read
     * @param octets the report; its owner's, not to be changed
     */
    record HidReport(Path path, Device device, boolean descriptor, byte[] octets) implements InputEvent {}
}
