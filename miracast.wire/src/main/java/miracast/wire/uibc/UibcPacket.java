// SPDX-License-Identifier: Apache-2.0
package miracast.wire.uibc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;

/**
 * Reads packets of the input back channel.
 *
 * <pre>
 * 0     version 3 bits (0), time stamp present 1 bit, reserved
 * 1     reserved 4 bits, category 4 bits: 0 generic, 1 HIDC
 * 2-3   length of the whole
 * [4-5] time stamp
 *       generic: inputs of type 8, length 16, payload; HIDC: path 8, device 8, usage 8, length 16, report
 *       padding
 * </pre>
 *
 * Big-endian. Generic packets may hold several inputs; what is too short for another one behind the last is padding, and so is an
 * input without a length, which is what packets of a fixed size are filled up with.
 */
public final class UibcPacket {
    /** Octets of the head that tell the length. */
    public static final int HEAD = 4;
    /** The most octets in a packet. */
    public static final int MAX_LENGTH = 4096;
    /** The most pointers in an input. */
    public static final int MAX_POINTERS = 10;

    private static final int TIME_STAMP = 0x10;
    private static final int GENERIC = 0;
    private static final int HIDC = 1;
    private static final int INPUT_HEAD = 3;
    private static final int POINTER = 5;
    private static final int VENDOR = 255;
    private static final double FRACTION = 256;

    private UibcPacket() {}

    /**
     * Reads from the head how long the packet is.
     *
     * @param at where the packet begins in the buffer, with {@link #HEAD} octets behind it
     * @throws MalformedInputException if this is no packet, and so nothing behind it is
     */
    public static int length(ByteBuffer buffer, int at) throws MalformedInputException {
        int version = (buffer.get(at) & 0xFF) >> 5;
        int length = buffer.getShort(at + 2) & 0xFFFF;
        if (version != 0) {
            throw new MalformedInputException("version " + version + " of an input packet is not 0");
        }
        if (length < HEAD || length > MAX_LENGTH) {
            throw new MalformedInputException(
                    "length " + length + " of an input packet is not in " + HEAD + " to " + MAX_LENGTH);
        }
        return length;
    }

    /**
     * Reads a packet.
     *
     * @param packet its octets from index 0 to the limit, as many as {@link #length} told
     * @param mode whose pixels its places are counted in
     * @throws MalformedInputException if a field is beyond what it may be; names it. The channel can go on with the next packet
     */
    public static List<InputEvent> read(ByteBuffer packet, VideoMode mode) throws MalformedInputException {
        int category = packet.get(1) & 0x0F;
        int at = HEAD + ((packet.get(0) & TIME_STAMP) != 0 ? 2 : 0);
        List<InputEvent> events = new ArrayList<>();
        if (category == HIDC) {
            events.add(report(packet, at));
            return events;
        }
        if (category != GENERIC) {
            throw new MalformedInputException("category " + category + " of an input packet is neither 0 nor 1");
        }
        while (at + INPUT_HEAD <= packet.limit() && packet.getShort(at + 1) != 0) {
            int length = packet.getShort(at + 1) & 0xFFFF;
            int end = at + INPUT_HEAD + length;
            if (end > packet.limit()) {
                throw new MalformedInputException("length " + length + " of an input of type " + (packet.get(at) & 0xFF)
                        + " is more than its packet has");
            }
            events.add(generic(packet.get(at) & 0xFF, packet.slice(at + INPUT_HEAD, length), mode));
            at = end;
        }
        return events;
    }

    private static InputEvent generic(int type, ByteBuffer input, VideoMode mode) throws MalformedInputException {
        switch (type) {
            case 0:
                return pointer(Action.DOWN, input, mode);
            case 1:
                return pointer(Action.UP, input, mode);
            case 2:
                return pointer(Action.MOVE, input, mode);
            case 3, 4:
                require(input, "key", 5);
                return new InputEvent.Key(type == 3, word(input, 1), word(input, 3));
            case 5:
                require(input, "zoom", 6);
                double factor = word(input, 4) / FRACTION;
                return new InputEvent.Zoom(
                        share(word(input, 0), mode.width()), share(word(input, 2), mode.height()), factor);
            case 6, 7:
                require(input, "scroll", 2);
                return scroll(type == 7, word(input, 0));
            case 8:
                require(input, "rotate", 2);
                return new InputEvent.Rotate(input.getShort(0) / FRACTION);
            default:
                throw new MalformedInputException("type " + type + " of an input is not in 0 to 8");
        }
    }

    private static InputEvent pointer(Action action, ByteBuffer input, VideoMode mode) throws MalformedInputException {
        require(input, "pointer", 1);
        int count = input.get(0) & 0xFF;
        if (count < 1 || count > MAX_POINTERS) {
            throw new MalformedInputException("number of pointers " + count + " is not in 1 to " + MAX_POINTERS);
        }
        require(input, "pointer", 1 + count * POINTER);
        List<Contact> contacts = new ArrayList<>(count);
        for (int at = 1; contacts.size() < count; at += POINTER) {
            contacts.add(new Contact(
                    input.get(at) & 0xFF,
                    share(word(input, at + 1), mode.width()),
                    share(word(input, at + 3), mode.height())));
        }
        return new InputEvent.Pointer(action, contacts);
    }

    /** Bits 15 and 14 unit, 13 direction (0 down or right), 12 to 0 amount. */
    private static InputEvent scroll(boolean horizontal, int bits) throws MalformedInputException {
        int unit = bits >> 14;
        if (unit > 1) {
            throw new MalformedInputException("unit " + unit + " of a scroll is neither 0 nor 1");
        }
        int amount = bits & 0x1FFF;
        return new InputEvent.Scroll(horizontal, unit == 1, (bits & 0x2000) == 0 ? amount : -amount);
    }

    private static InputEvent report(ByteBuffer packet, int at) throws MalformedInputException {
        require(packet, "HIDC", at + 5);
        int path = packet.get(at) & 0xFF;
        int device = packet.get(at + 1) & 0xFF;
        int usage = packet.get(at + 2) & 0xFF;
        int length = word(packet, at + 3);
        InputEvent.Path[] paths = InputEvent.Path.values();
        if (path != VENDOR && path >= InputEvent.Path.VENDOR.ordinal()) {
            throw new MalformedInputException("path " + path + " of an input is not known");
        }
        if (device >= InputEvent.Device.values().length) {
            throw new MalformedInputException("device " + device + " of an input is not in 0 to 7");
        }
        if (usage > 1) {
            throw new MalformedInputException("usage " + usage + " of an input is neither 0 nor 1");
        }
        require(packet, "HIDC", at + 5 + length);
        byte[] octets = new byte[length];
        packet.get(at + 5, octets);
        return new InputEvent.HidReport(
                path == VENDOR ? InputEvent.Path.VENDOR : paths[path],
                InputEvent.Device.values()[device],
                usage == 1,
                octets);
    }

    private static void require(ByteBuffer input, String name, int octets) throws MalformedInputException {
        if (input.limit() < octets) {
            throw new MalformedInputException(
                    name + " input has " + input.limit() + " octets, fewer than the " + octets + " it needs");
        }
    }

    /** A place beyond the picture is at its edge. */
    private static double share(int pixel, int size) {
        return Math.min(1, (double) pixel / size);
    }

    private static int word(ByteBuffer input, int at) {
        return input.getShort(at) & 0xFFFF;
    }
}
