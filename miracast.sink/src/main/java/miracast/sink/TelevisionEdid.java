// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The description of a television of 1920 x 1080 at 60 Hz with a name (VESA E-EDID standard, release A, one block). */
final class TelevisionEdid {
    /** Octets of a display descriptor's text. */
    static final int MAX_NAME = 13;

    private static final int LENGTH = 128;
    private static final int NAME_DESCRIPTOR = 0xFC;
    private static final int RANGE_DESCRIPTOR = 0xFD;
    private static final int DUMMY_DESCRIPTOR = 0x10;

    /** 1920x1080p60 of CEA-861: 148.5 MHz, 280 and 45 blank, on 1600 x 900 mm, sync positive. */
    private static final byte[] DETAILED_1080P60 = {
        0x02,
        0x3A,
        (byte) 0x80,
        0x18,
        0x71,
        0x38,
        0x2D,
        0x40,
        0x58,
        0x2C,
        0x45,
        0x00,
        0x40,
        (byte) 0x84,
        0x63,
        0x00,
        0x00,
        0x1E
    };

    /** Chromaticities of ITU-R BT.709. */
    private static final byte[] COLOURS = {
        (byte) 0xEE, (byte) 0x91, (byte) 0xA3, 0x54, 0x4C, (byte) 0x99, 0x26, 0x0F, 0x50, 0x54
    };

    private TelevisionEdid() {}

    /**
     * The block.
     *
     * @throws IllegalArgumentException if the name is not 1 to {@link #MAX_NAME} visible characters of ASCII
     */
    static byte[] named(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "monitor name '" + name + "' is not 1 to " + MAX_NAME + " visible characters of ASCII");
        }
        ByteBuffer edid = ByteBuffer.allocate(LENGTH);
        edid.putLong(0x00FFFFFFFFFFFF00L);
        // Manufacturer MCS (five bits a letter), product 1, no serial number, week 1 of 2026.
        edid.putShort((short) (('M' - '@') << 10 | ('C' - '@') << 5 | 'S' - '@'));
        edid.put((byte) 1).put((byte) 0).putInt(0).put((byte) 1).put((byte) (2026 - 1990));
        // Version 1.3; digital, 160 x 90 cm, gamma 2.2, preferred mode is the first detailed one.
        edid.put((byte) 1).put((byte) 3);
        edid.put((byte) 0x80).put((byte) 160).put((byte) 90).put((byte) 120).put((byte) 0x0A);
        edid.put(COLOURS);
        // Established: 640x480p60; no standard timings (01 01).
        edid.put((byte) 0x20).put((byte) 0).put((byte) 0);
        for (int i = 0; i < 16; i++) {
            edid.put((byte) 1);
        }
        edid.put(DETAILED_1080P60);
        descriptor(edid, NAME_DESCRIPTOR, text(name));
        // 24 to 75 Hz, 15 to 80 kHz, 150 MHz.
        descriptor(edid, RANGE_DESCRIPTOR, new byte[] {24, 75, 15, 80, 15, 0, 10, 32, 32, 32, 32, 32, 32});
        descriptor(edid, DUMMY_DESCRIPTOR, new byte[MAX_NAME]);
        edid.put((byte) 0);
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += edid.get(i);
        }
        return edid.put((byte) -sum).array();
    }

    private static void descriptor(ByteBuffer edid, int tag, byte[] content) {
        edid.put((byte) 0)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) tag)
                .put((byte) 0)
                .put(content);
    }

    /** Ends with a line feed and blanks if it is shorter than its place. */
    private static byte[] text(String name) {
        String ended = name.length() < MAX_NAME ? name + '\n' : name;
        return String.format("%-" + MAX_NAME + "s", ended).getBytes(StandardCharsets.US_ASCII);
    }
}
