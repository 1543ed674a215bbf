// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * {@code wfd_video_formats}: a sink's offer in M3, the source's choice in M4.
 *
 * @param nativeOctet the sink's own mode, see {@link TableMode#ofNative}; 00 in M4
 * @param preferredDisplayMode whether preferred display modes are supported; false in M4
 * @param codecs one entry per profile; empty for {@code none}
 */
public record VideoFormats(int nativeOctet, boolean preferredDisplayMode, List<H264Codec> codecs) {
    /** {@code none}: the sink shows no video. */
    public static final VideoFormats NONE = new VideoFormats(0, false, List.of());

    private static final String NAME = ParameterName.WFD_VIDEO_FORMATS;

    /** @throws IllegalArgumentException if the native octet has more than 8 bits */
    public VideoFormats {
        Fields.checkBits("native", nativeOctet, 8);
        codecs = List.copyOf(codecs);
    }

    /** The value of M4: one entry with one mode, native and preferred 00. */
    public static VideoFormats chosen(H264Codec codec) {
        return new VideoFormats(0, false, List.of(codec));
    }

    /**
     * Reads a value. Entries that cannot be read are left out, fields cut off at the end count as 0, and so does a native octet
     * that is none.
     *
     * @throws ParameterException if not one entry can be read; tells about the first
     */
    public static VideoFormats parse(String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        String[] entries = value.split(",", -1);
        Fields fields = new Fields(NAME, value, entries[0]);
        int nativeOctet = octetOrZero(fields, "native");
        boolean preferred = octetOrZero(fields, "preferred-display-mode-supported") == 1;
        List<H264Codec> codecs = new ArrayList<>();
        ParameterException failure = null;
        for (int i = 0; i < entries.length; i++) {
            try {
                codecs.add(H264Codec.parse(i == 0 ? fields : new Fields(NAME, value, entries[i])));
            } catch (ParameterException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (codecs.isEmpty()) {
            throw failure;
        }
        return new VideoFormats(nativeOctet, preferred, codecs);
    }

    private static int octetOrZero(Fields fields, String field) throws ParameterException {
        if (!fields.hasNext()) {
            return 0;
        }
        String text = fields.next(field);
        return text.length() <= 2 && text.chars().allMatch(Fields::isHexDigit) ? Integer.parseInt(text, 16) : 0;
    }

    /** Whether this is {@code none}. */
    public boolean isNone() {
        return codecs.isEmpty();
    }

    /** The sink's own mode; empty if the octet names none. */
    public Optional<TableMode> nativeMode() {
        return TableMode.ofNative(nativeOctet);
    }

    /**
     * What M4 chose.
     *
     * @param mode the only mode
     * @param profile the only profile
     * @param level the only level
     * @param maxSlices the most slices in a picture
     * @param minSlice the least macroblocks in a slice but the last; 0 if there is one per picture
     */
    public record Choice(TableMode mode, H264Profile profile, H264Level level, int maxSlices, int minSlice) {}

    /**
     * Reads this as a source's choice.
     *
     * @throws ParameterException if it is not exactly one entry with one mode, one profile and one level
     */
    public Choice choice() throws ParameterException {
        if (codecs.size() != 1) {
            throw notOne(codecs.size(), "entries");
        }
        H264Codec codec = codecs.get(0);
        if (codec.modes().size() != 1) {
            throw notOne(codec.modes().size(), "modes");
        }
        if (codec.profiles().size() != 1) {
            throw notOne(codec.profiles().size(), "profiles");
        }
        if (Integer.bitCount(codec.level()) != 1) {
            throw notOne(Integer.bitCount(codec.level()), "levels");
        }
        return new Choice(
                codec.modes().get(0),
                codec.profiles().iterator().next(),
                codec.highestLevel().orElseThrow(),
                codec.maxSlices(),
                codec.minSlice());
    }

    private ParameterException notOne(int number, String what) {
        return new ParameterException(
                RtspStatus.UNSUPPORTED_MEDIA_TYPE, NAME, toString(), number + " " + what + " instead of one");
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return isNone()
                ? Fields.NONE
                : Fields.hex2(nativeOctet)
                        + (preferredDisplayMode ? " 01 " : " 00 ")
                        + codecs.stream().map(H264Codec::toString).collect(Collectors.joining(", "));
    }
}
