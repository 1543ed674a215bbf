// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * {@code wfd_video_formats} and its kin: a sink's offer in M3, the source's choice in M4.
 *
 * @param dialect which of these parameters it is; that of all entries
 * @param nativeNumber the sink's own mode, see {@link #nativeMode}; 0 in M4
 * @param preferredDisplayMode whether preferred display modes are supported; false in M4, and in Release 2, which does not say
 * @param codecs one entry per profile of H.264; empty for {@code none}
 */
public record VideoFormats(
        VideoDialect dialect, int nativeNumber, boolean preferredDisplayMode, List<H264Codec> codecs) {
    /** {@code none}: the sink shows no video. */
    public static final VideoFormats NONE = none(VideoDialect.RELEASE_1);

    /** Behind the entries of Release 2: nothing that it takes without transcoding. */
    private static final String NO_MORE = "00";

    /**
     * The list is copied.
     *
     * @throws IllegalArgumentException if the native number has more bits than its place on the wire, or an entry is of another
     *     dialect
     */
    public VideoFormats {
        Fields.checkBits("native", nativeNumber, 4 * dialect.digits().nativeMode());
        codecs = List.copyOf(codecs);
        for (H264Codec codec : codecs) {
            if (codec.dialect() != dialect) {
                throw new IllegalArgumentException(codec + " is no entry of " + dialect.parameter());
            }
        }
    }

    /** {@code none} in a dialect: nothing of it. */
    public static VideoFormats none(VideoDialect dialect) {
        return new VideoFormats(dialect, 0, false, List.of());
    }

    /** The value of M4: one entry with one mode, native and preferred 00. */
    public static VideoFormats chosen(H264Codec codec) {
        return new VideoFormats(codec.dialect(), 0, false, List.of(codec));
    }

    /** Reads {@code wfd_video_formats}, see {@link #parse(VideoDialect, String)}. */
    public static VideoFormats parse(String value) throws ParameterException {
        return parse(VideoDialect.RELEASE_1, value);
    }

    /**
     * Reads a value. Entries that cannot be read are left out, fields cut off at the end count as 0, and so does a native number
     * that is none. Entries of other codecs are passed over; if there is nothing else, it is {@code none}.
     *
     * @throws ParameterException if not one entry can be read; tells about the first
     */
    public static VideoFormats parse(VideoDialect dialect, String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return none(dialect);
        }
        String[] entries = value.split(",", -1);
        Fields fields = new Fields(dialect.parameter(), value, entries[0]);
        int nativeNumber = numberOrZero(fields, "native", dialect.digits().nativeMode());
        boolean preferred = !dialect.namesCodec() && numberOrZero(fields, "preferred-display-mode-supported", 2) == 1;
        List<H264Codec> codecs = new ArrayList<>();
        ParameterException failure = null;
        boolean others = false;
        for (int i = 0; i < entries.length; i++) {
            try {
                Optional<H264Codec> codec =
                        H264Codec.parse(dialect, i == 0 ? fields : new Fields(dialect.parameter(), value, entries[i]));
                codec.ifPresent(codecs::add);
                others |= codec.isEmpty();
            } catch (ParameterException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (codecs.isEmpty() && !others) {
            throw failure;
        }
        return codecs.isEmpty() ? none(dialect) : new VideoFormats(dialect, nativeNumber, preferred, codecs);
    }

    private static int numberOrZero(Fields fields, String field, int digits) throws ParameterException {
        if (!fields.hasNext()) {
            return 0;
        }
        String text = fields.next(field);
        return text.length() <= digits && text.chars().allMatch(Fields::isHexDigit) ? Integer.parseInt(text, 16) : 0;
    }

    /** Whether this is {@code none}. */
    public boolean isNone() {
        return codecs.isEmpty();
    }

    /** The sink's own mode; empty if the number names none, and in Release 2, where sinks number it in several ways. */
    public Optional<TableMode> nativeMode() {
        return dialect.nativeMode(nativeNumber);
    }

    /**
     * What M4 chose.
     *
     * @param mode the only mode
     * @param profile the only profile
     * @param level the only level
     * @param maxSlices the most slices in a picture
     * @param minSlice the least macroblocks in a slice but the last; 0 if there is one per picture
     * @param frameRateControl how the source may change the rate, see {@link H264Codec#frameRateControl}
     */
    public record Choice(
            Announcement mode,
            H264Profile profile,
            H264Level level,
            int maxSlices,
            int minSlice,
            int frameRateControl) {}

    /**
     * Reads this as a source's choice.
     *
     * @param others modes that were chosen beside this; empty if M4 has none
     * @throws ParameterException if it is not exactly one entry with one mode, one profile and one level
     */
    public Choice choice(MicrosoftVideoFormats others) throws ParameterException {
        if (codecs.size() != 1) {
            throw notOne(dialect.parameter(), toString(), codecs.size(), "entries");
        }
        H264Codec codec = codecs.get(0);
        List<TableMode> modes = new ArrayList<>(codec.modes());
        modes.addAll(others.modes());
        if (modes.size() != 1) {
            throw notOne(dialect.parameter(), toString(), modes.size(), "modes");
        }
        return choice(dialect.parameter(), toString(), modes.get(0), codec);
    }

    static Choice choice(String name, String value, Announcement mode, H264Codec codec) throws ParameterException {
        if (codec.profiles().size() != 1) {
            throw notOne(name, value, codec.profiles().size(), "profiles");
        }
        if (Integer.bitCount(codec.level()) != 1 || codec.highestLevel().isEmpty()) {
            throw notOne(name, value, Integer.bitCount(codec.level()), "levels");
        }
        return new Choice(
                mode,
                codec.profiles().iterator().next(),
                codec.highestLevel().get(),
                codec.maxSlices(),
                codec.minSlice(),
                codec.frameRateControl());
    }

    private static ParameterException notOne(String name, String value, int number, String what) {
        return new ParameterException(
                RtspStatus.UNSUPPORTED_MEDIA_TYPE, name, value, number + " " + what + " instead of one");
    }

    /** The value as sent. */
    @Override
    public String toString() {
        if (isNone()) {
            return Fields.NONE;
        }
        String head = Fields.hex(nativeNumber, dialect.digits().nativeMode());
        String entries = codecs.stream().map(H264Codec::toString).collect(Collectors.joining(", "));
        return dialect.namesCodec()
                ? head + " " + entries + " " + NO_MORE
                : head + (preferredDisplayMode ? " 01 " : " 00 ") + entries;
    }
}
