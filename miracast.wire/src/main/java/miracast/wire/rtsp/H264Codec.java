// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * An H.264 entry of {@code wfd_video_formats} and its kin: in a sink's offer what it can do, in M4 what was chosen. All fields are
 * those of the wire.
 *
 * @param dialect which of these parameters it is of
 * @param profile bits: 01 Constrained Baseline, 02 Constrained High; in Release 2 also 04, Restricted High with CABAC
 * @param level bits, 01 for level 3.1 up to 80 for 5.2; in an offer the highest counts
 * @param cea mask over {@link ModeTable#CEA}
 * @param vesa mask over {@link ModeTable#VESA}
 * @param hh mask over {@link ModeTable#HH}
 * @param latency of the decoder in units of 5 ms, 0 if not told
 * @param minSlice smallest slice in macroblocks; 0 for one slice per picture
 * @param sliceEnc bits 9 to 0 most slices per picture less one, bits 12 to 10 ratio of slice sizes
 * @param frameRateControl bit 0 frame skipping, bits 3 to 1 longest skip in 0.5 s, bit 4 dynamic change of the rate
 * @param maxHres widest picture of a preferred display mode; 0 for {@code none}
 * @param maxVres highest picture of a preferred display mode; 0 for {@code none}
 */
public record H264Codec(
        VideoDialect dialect,
        int profile,
        int level,
        long cea,
        long vesa,
        long hh,
        int latency,
        int minSlice,
        int sliceEnc,
        int frameRateControl,
        int maxHres,
        int maxVres) {

    private static final int SLICES_MASK = 0x3FF;
    /** Frames are left out where a link is too slow, and another rate is another mode: both ways and the interval of the former. */
    private static final int RATE_CONTROLS = 0x1F;

    private static final int SKIPPING = 1;
    private static final int SKIP_INTERVAL = 7;
    private static final long HALF_SECOND_NS = 500_000_000;
    private static final int CODEC_H264 = 1;

    /** @throws IllegalArgumentException if a field has more bits than its place on the wire */
    public H264Codec {
        Fields.checkBits("profile", profile, 4 * dialect.digits().profile());
        Fields.checkBits("level", level, 4 * dialect.digits().level());
        Fields.checkBits("cea", cea, 4 * dialect.digits().cea());
        Fields.checkBits("vesa", vesa, 4 * dialect.digits().vesa());
        Fields.checkBits("hh", hh, 4 * dialect.digits().hh());
        Fields.checkBits("latency", latency, 8);
        Fields.checkBits("minSlice", minSlice, 16);
        Fields.checkBits("sliceEnc", sliceEnc, 16);
        Fields.checkBits("frameRateControl", frameRateControl, 8);
        Fields.checkBits("maxHres", maxHres, 16);
        Fields.checkBits("maxVres", maxVres, 16);
    }

    /** An entry of Release 1 with one mode, one profile, one level, and one slice per picture. */
    public static H264Codec of(TableMode mode, H264Profile profile, H264Level level) {
        return new H264Codec(
                VideoDialect.RELEASE_1,
                profileBit(profile),
                levelBit(level),
                VideoDialect.RELEASE_1.mask(ModeTable.CEA, mode),
                VideoDialect.RELEASE_1.mask(ModeTable.VESA, mode),
                VideoDialect.RELEASE_1.mask(ModeTable.HH, mode),
                0,
                0,
                0,
                0,
                0,
                0);
    }

    /**
     * What is chosen of this offer: one profile that it has, one level, and of the modes none yet, which is right for modes that
     * are announced elsewhere. The frame rate is controlled as the sink allows.
     */
    public H264Codec choose(H264Profile chosenProfile, H264Level chosenLevel) {
        return new H264Codec(
                dialect,
                dialect.announced(profile, chosenProfile),
                levelBit(chosenLevel),
                0,
                0,
                0,
                0,
                0,
                0,
                frameRateControl & RATE_CONTROLS,
                0,
                0);
    }

    /** The same with one mode; a mode without a bit in this dialect leaves all masks 0. */
    public H264Codec withMode(TableMode mode) {
        return new H264Codec(
                dialect,
                profile,
                level,
                dialect.mask(ModeTable.CEA, mode),
                dialect.mask(ModeTable.VESA, mode),
                dialect.mask(ModeTable.HH, mode),
                latency,
                minSlice,
                sliceEnc,
                frameRateControl,
                maxHres,
                maxVres);
    }

    /** The same with other slices; see {@link #minSlice} and {@link #sliceEnc}. */
    public H264Codec withSlices(int least, int parameters) {
        return new H264Codec(
                dialect, profile, level, cea, vesa, hh, latency, least, parameters, frameRateControl, maxHres, maxVres);
    }

    /** The same with one slice per picture and a frame rate that stays. */
    public H264Codec plain() {
        return new H264Codec(dialect, profile, level, cea, vesa, hh, latency, 0, 0, 0, maxHres, maxVres);
    }

    /** The wire's bit for a profile. */
    public static int profileBit(H264Profile profile) {
        return 1 << profile.ordinal();
    }

    /** The wire's bit for a level. */
    public static int levelBit(H264Level level) {
        return 1 << level.ordinal();
    }

    /**
     * Reads an entry; fields that are missing behind the CEA mask count as 0. Empty for another codec.
     */
    static Optional<H264Codec> parse(VideoDialect dialect, Fields fields) throws ParameterException {
        VideoDialect.Digits digits = dialect.digits();
        if (dialect.namesCodec() && fields.hex("codec", 2) != CODEC_H264) {
            return Optional.empty();
        }
        return Optional.of(new H264Codec(
                dialect,
                (int) fields.hex("profile", digits.profile()),
                (int) fields.hex("level", digits.level()),
                fields.hex("CEA modes", digits.cea()),
                fields.hexOrZero("VESA modes", digits.vesa()),
                fields.hexOrZero("HH modes", digits.hh()),
                (int) fields.hexOrZero("latency", 2),
                (int) fields.hexOrZero("min-slice-size", 4),
                (int) fields.hexOrZero("slice-enc-params", 4),
                (int) fields.hexOrZero("frame-rate-control", 2),
                dialect.namesCodec() ? 0 : resolution(fields, "max-hres"),
                dialect.namesCodec() ? 0 : resolution(fields, "max-vres")));
    }

    private static int resolution(Fields fields, String field) throws ParameterException {
        if (!fields.hasNext()) {
            return 0;
        }
        String text = fields.next(field);
        return Fields.isNone(text) ? 0 : (int) fields.hex(field, text, 4);
    }

    /** The profiles whose bits are set; unknown bits are ignored. */
    public Set<H264Profile> profiles() {
        Set<H264Profile> profiles = EnumSet.noneOf(H264Profile.class);
        for (H264Profile each : H264Profile.values()) {
            if (dialect.includes(profile, each)) {
                profiles.add(each);
            }
        }
        return profiles;
    }

    /** The highest level whose bit is set, without the reserved ones; empty if none is. */
    public Optional<H264Level> highestLevel() {
        int highest = 31 - Integer.numberOfLeadingZeros(level & 0xFF);
        return highest < 0 ? Optional.empty() : Optional.of(H264Level.values()[highest]);
    }

    /** The modes of all three masks, CEA first; reserved bits are ignored. */
    public List<TableMode> modes() {
        List<TableMode> modes = new ArrayList<>(dialect.modes(ModeTable.CEA, cea));
        modes.addAll(dialect.modes(ModeTable.VESA, vesa));
        modes.addAll(dialect.modes(ModeTable.HH, hh));
        return modes;
    }

    /** The most slices in a picture; 1 if there may be no slices. */
    public int maxSlices() {
        return minSlice == 0 ? 1 : (sliceEnc & SLICES_MASK) + 1;
    }

    /**
     * The longest time between two pictures, in ns, where the source leaves some out ({@code frame-rate-control}): 0 if it may not,
     * {@link Long#MAX_VALUE} if that is not limited. Pictures that stand still for a while are another matter.
     */
    public long longestSkipNs() {
        int halfSeconds = frameRateControl >> 1 & SKIP_INTERVAL;
        if ((frameRateControl & SKIPPING) == 0) {
            return 0;
        }
        return halfSeconds == 0 ? Long.MAX_VALUE : halfSeconds * HALF_SECOND_NS;
    }

    /** The entry as in the parameter. */
    @Override
    public String toString() {
        VideoDialect.Digits digits = dialect.digits();
        String text = String.join(
                " ",
                Fields.hex(profile, digits.profile()),
                Fields.hex(level, digits.level()),
                Fields.hex(cea, digits.cea()),
                Fields.hex(vesa, digits.vesa()),
                Fields.hex(hh, digits.hh()),
                Fields.hex2(latency),
                Fields.hex4(minSlice),
                Fields.hex4(sliceEnc),
                Fields.hex2(frameRateControl));
        return dialect.namesCodec()
                ? Fields.hex2(CODEC_H264) + " " + text
                : String.join(" ", text, resolution(maxHres), resolution(maxVres));
    }

    private static String resolution(int pixels) {
        return pixels == 0 ? Fields.NONE : Fields.hex4(pixels);
    }
}
