// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.util.Arrays;
import java.util.HexFormat;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/** A descriptor of the program map: tag, length, content (ISO/IEC 13818-1, 2.6). Immutable. */
public final class Descriptor {
    /** AVC video descriptor. */
    public static final int AVC_VIDEO = 0x28;
    /** AVC timing and HRD descriptor. */
    public static final int AVC_TIMING = 0x2A;
    /** LPCM audio stream descriptor of HDMV and Wi-Fi Display. */
    public static final int LPCM_AUDIO = 0x83;
    /** Registration descriptor. */
    public static final int REGISTRATION = 0x05;

    private final int tag;
    private final byte[] content;

    /**
     * @param tag 0 to 255
     * @param content up to 255 octets, copied
     */
    public Descriptor(int tag, byte... content) {
        if (tag < 0 || tag > 0xFF) {
            throw new IllegalArgumentException("descriptor tag " + tag + " is not in 0 to 255");
        }
        if (content.length > 0xFF) {
            throw new IllegalArgumentException(
                    "descriptor " + tag + " has " + content.length + " octets, more than 255");
        }
        this.tag = tag;
        this.content = content.clone();
    }

    /** Profile, constraint flags and level as in the sequence parameter set, and no pictures that wait for others. */
    public static Descriptor avcVideo(H264Profile profile, H264Level level) {
        return new Descriptor(
                AVC_VIDEO,
                (byte) profile.profileIdc(),
                (byte) profile.constraintFlags(),
                (byte) level.levelIdc(),
                (byte) 0x3F);
    }

    /** No HRD, no picture timing: what Android's source says. */
    public static Descriptor avcTiming() {
        return new Descriptor(AVC_TIMING, (byte) 0x7E, (byte) 0x1F);
    }

    /**
     * Encrypted content: the registration of HDCP and its version.
     *
     * @param version two digits, 0x21 for 2.1
     */
    public static Descriptor hdcp(int version) {
        return new Descriptor(REGISTRATION, (byte) 'H', (byte) 'D', (byte) 'C', (byte) 'P', (byte) version);
    }

    /** LPCM of 48 kHz, 16 bits, stereo. */
    public static Descriptor lpcmAudio() {
        return new Descriptor(LPCM_AUDIO, (byte) (2 << 5 | 0x06), (byte) (1 << 5 | 0x0F));
    }

    /** descriptor_tag (ISO/IEC 13818-1, table 2-45). */
    public int tag() {
        return tag;
    }

    /** A copy of the content. */
    public byte[] content() {
        return content.clone();
    }

    /** Octets with tag and length. */
    int length() {
        return 2 + content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor that && tag == that.tag && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return String.format("%02x:%s", tag, HexFormat.of().formatHex(content));
    }
}
