// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import miracast.api.VideoMode;

/**
 * An EDID: its base block (VESA E-EDID A, section 3) and, of what follows, the timings of CEA-861 blocks. A block behind the
 * first that is cut short or whose sum is wrong is passed over. Immutable.
 */
public final class Edid {
    /** Octets of a block. */
    public static final int BLOCK = 128;

    private static final long HEADER = 0x00FFFFFFFFFFFF00L;
    private static final int DESCRIPTORS = 54;
    private static final int DESCRIPTOR_LENGTH = 18;
    private static final int DESCRIPTOR_COUNT = 4;
    private static final int TAG_NAME = 0xFC;
    private static final int TAG_SERIAL = 0xFF;
    private static final int TEXT_OFFSET = 5;

    private final String manufacturer;
    private final int product;
    private final int version;
    private final int extensions;
    private final String name;
    private final String serial;
    private final VideoMode preferredMode;
    private final List<VideoMode> modes;
    private final boolean basicAudio;

    private Edid(ByteBuffer block, List<CeaExtension> following) {
        manufacturer = manufacturer(block.getShort(8) & 0xFFFF);
        product = (block.get(11) & 0xFF) << 8 | block.get(10) & 0xFF;
        version = (block.get(18) & 0xFF) << 8 | block.get(19) & 0xFF;
        extensions = block.get(126) & 0xFF;
        name = text(block, TAG_NAME);
        serial = text(block, TAG_SERIAL);
        preferredMode = DetailedTiming.mode(block, DESCRIPTORS);
        Set<VideoMode> all = new LinkedHashSet<>();
        for (int i = 0; i < DESCRIPTOR_COUNT; i++) {
            VideoMode mode = DetailedTiming.mode(block, DESCRIPTORS + i * DESCRIPTOR_LENGTH);
            if (mode != null) {
                all.add(mode);
            }
        }
        following.forEach(each -> all.addAll(each.modes()));
        all.addAll(ShortTimings.modes(block));
        modes = List.copyOf(all);
        basicAudio = following.stream().anyMatch(CeaExtension::basicAudio);
    }

    /**
     * Reads the blocks, of which the first has to be sound.
     *
     * @throws MalformedEdidException if there is no whole block, or its header or checksum is wrong
     */
    public static Edid parse(byte[] octets) throws MalformedEdidException {
        if (octets.length < BLOCK) {
            throw new MalformedEdidException("EDID has " + octets.length + " octets, fewer than 128");
        }
        ByteBuffer block = ByteBuffer.wrap(octets, 0, BLOCK);
        if (block.getLong(0) != HEADER) {
            throw new MalformedEdidException(String.format("EDID begins with %016X", block.getLong(0)));
        }
        if (sum(octets, 0) != 0) {
            throw new MalformedEdidException("EDID's octets sum to " + sum(octets, 0) + " mod 256, not to 0");
        }
        List<CeaExtension> following = new ArrayList<>();
        for (int at = BLOCK; at + BLOCK <= octets.length; at += BLOCK) {
            if (sum(octets, at) == 0 && (octets[at] & 0xFF) == CeaExtension.TAG) {
                following.add(
                        CeaExtension.read(ByteBuffer.wrap(octets, at, BLOCK).slice()));
            }
        }
        return new Edid(block, following);
    }

    private static int sum(byte[] octets, int from) {
        int sum = 0;
        for (int at = from; at < from + BLOCK; at++) {
            sum += octets[at];
        }
        return sum & 0xFF;
    }

    /** Three letters of five bits each, A is 1. */
    private static String manufacturer(int bits) {
        StringBuilder letters = new StringBuilder(3);
        for (int shift = 10; shift >= 0; shift -= 5) {
            int letter = bits >> shift & 0x1F;
            letters.append(letter >= 1 && letter <= 26 ? (char) ('A' + letter - 1) : '?');
        }
        return letters.toString();
    }

    /** The text of the first display descriptor with a tag; empty if there is none. */
    private static String text(ByteBuffer block, int tag) {
        for (int i = 0; i < DESCRIPTOR_COUNT; i++) {
            int at = DESCRIPTORS + i * DESCRIPTOR_LENGTH;
            if (block.getShort(at) == 0 && block.get(at + 2) == 0 && (block.get(at + 3) & 0xFF) == tag) {
                StringBuilder text = new StringBuilder();
                for (int j = TEXT_OFFSET; j < DESCRIPTOR_LENGTH && block.get(at + j) != '\n'; j++) {
                    int c = block.get(at + j) & 0xFF;
                    text.append(c >= ' ' && c < 0x7F ? (char) c : ' ');
                }
                return text.toString().strip();
            }
        }
        return "";
    }

    /** The maker's three letters in the registry of plug and play ids; {@code ?} stands for one that is none. */
    public String manufacturer() {
        return manufacturer;
    }

    /** The maker's number of the model. */
    public int product() {
        return product;
    }

    /** Version in the upper octet, revision in the lower. */
    public int version() {
        return version;
    }

    /** How many blocks follow. */
    public int extensions() {
        return extensions;
    }

    /** The monitor's name, up to 13 characters of printable ASCII; empty if it has none. */
    public Optional<String> name() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** The monitor's serial number in words; empty if it has none. */
    public Optional<String> serial() {
        return serial.isEmpty() ? Optional.empty() : Optional.of(serial);
    }

    /** The mode of the first timing, which is the one that the monitor likes best; empty if there is none. */
    public Optional<VideoMode> preferredMode() {
        return Optional.ofNullable(preferredMode);
    }

    /**
     * All modes that it names, without repetition: the preferred one first, then those of the other detailed timings, then what
     * CEA-861 blocks have, each block's native modes before its others, then established and standard timings, the largest first.
     */
    public List<VideoMode> modes() {
        return modes;
    }

    /** Whether a CEA-861 block says that the monitor plays stereo at 32, 44.1 and 48 kHz. */
    public boolean basicAudio() {
        return basicAudio;
    }

    /** {@code SAM 0x0A1B 'SAMSUNG'}: for logs and lists. */
    @Override
    public String toString() {
        return manufacturer + String.format(" 0x%04X", product) + (name.isEmpty() ? "" : " '" + name + "'");
    }
}
