// SPDX-License-Identifier: Apache-2.0
package miracast.wire.uibc;

import java.nio.ByteBuffer;
import java.util.List;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Contact;

/** Writes packets of the input back channel, as {@link UibcPacket} reads them: one input each, without time stamp. */
public final class UibcWriter {
    private static final int GENERIC_HEAD = UibcPacket.HEAD + 3;
    private static final int HIDC_HEAD = UibcPacket.HEAD + 5;
    private static final int POINTER = 5;
    private static final int VENDOR = 255;
    private static final double FRACTION = 256;
    private static final int MAX_SCROLL = 0x1FFF;

    private UibcWriter() {}

    /**
     * Writes an event.
     *
     * @param mode whose pixels its places are counted in
     * @throws IllegalArgumentException if the event is more than a packet can say: names the value
     */
    public static byte[] write(InputEvent event, VideoMode mode) {
        if (event instanceof InputEvent.Pointer pointer) {
            return pointer(pointer, mode);
        } else if (event instanceof InputEvent.Button button) {
            throw new IllegalArgumentException("button " + button.number() + " is in no packet of generic input");
        } else if (event instanceof InputEvent.Key key) {
            if (key.code() == 0 && key.usage() != 0) {
                throw new IllegalArgumentException(
                        "usage " + key.usage() + " of a key is in no packet of generic input");
            }
            return generic(key.down() ? 3 : 4, 5)
                    .put((byte) 0)
                    .putShort((short) key.code())
                    .putShort((short) key.secondCode())
                    .array();
        } else if (event instanceof InputEvent.Zoom zoom) {
            long factor = Math.round(zoom.factor() * FRACTION);
            checkRange("factor of a zoom", factor, 0, 0xFFFF);
            return generic(5, 6)
                    .putShort(pixel(zoom.x(), mode.width()))
                    .putShort(pixel(zoom.y(), mode.height()))
                    .putShort((short) factor)
                    .array();
        } else if (event instanceof InputEvent.Scroll scroll) {
            int amount = Math.abs(scroll.amount());
            checkRange("amount of a scroll", amount, 0, MAX_SCROLL);
            int bits = (scroll.notches() ? 0x4000 : 0) | (scroll.amount() < 0 ? 0x2000 : 0) | amount;
            return generic(scroll.horizontal() ? 7 : 6, 2)
                    .putShort((short) bits)
                    .array();
        } else if (event instanceof InputEvent.Rotate rotate) {
            long turn = Math.round(rotate.radians() * FRACTION);
            checkRange("radians of a rotation", turn, Short.MIN_VALUE, Short.MAX_VALUE);
            return generic(8, 2).putShort((short) turn).array();
        }
        return report((InputEvent.HidReport) event);
    }

    private static byte[] pointer(InputEvent.Pointer pointer, VideoMode mode) {
        List<Contact> contacts = pointer.contacts();
        checkRange("number of pointers", contacts.size(), 1, UibcPacket.MAX_POINTERS);
        ByteBuffer packet = generic(pointer.action().ordinal(), 1 + contacts.size() * POINTER);
        packet.put((byte) contacts.size());
        for (Contact contact : contacts) {
            packet.put((byte) contact.id())
                    .putShort(pixel(contact.x(), mode.width()))
                    .putShort(pixel(contact.y(), mode.height()));
        }
        return packet.array();
    }

    private static byte[] report(InputEvent.HidReport report) {
        int length = report.octets().length;
        checkRange("octets of a report", length, 0, UibcPacket.MAX_LENGTH - HIDC_HEAD);
        boolean vendor = report.path() == InputEvent.Path.VENDOR;
        return packet(1, HIDC_HEAD + length)
                .put((byte) (vendor ? VENDOR : report.path().ordinal()))
                .put((byte) report.device().ordinal())
                .put((byte) (report.descriptor() ? 1 : 0))
                .putShort((short) length)
                .put(report.octets())
                .array();
    }

    private static ByteBuffer generic(int type, int octets) {
        return packet(0, GENERIC_HEAD + octets).put((byte) type).putShort((short) octets);
    }

    private static ByteBuffer packet(int category, int octets) {
        return ByteBuffer.allocate(octets).put((byte) 0).put((byte) category).putShort((short) octets);
    }

    private static short pixel(double share, int size) {
        return (short) Math.round(Math.max(0, Math.min(1, share)) * size);
    }

    private static void checkRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not in " + least + " to " + most);
        }
    }
}
