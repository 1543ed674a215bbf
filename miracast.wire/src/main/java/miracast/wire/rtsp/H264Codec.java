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
 * An H.264 entry of {@code wfd_video_formats}: in a sink's offer what it can do, in M4 what was chosen. All fields are those of
 * the wire.
 *
 * @param profile bits: 01 Constrained Baseline, 02 Constrained High
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

    /** @throws IllegalArgumentException if a field has more bits than its place on the wire */
    public H264Codec {
        Fields.checkBits("profile", profile, 8);
        Fields.checkBits("level", level, 8);
        Fields.checkBits("cea", cea, 32);
        Fields.checkBits("vesa", vesa, 32);
        Fields.checkBits("hh", hh, 32);
        Fields.checkBits("latency", latency, 8);
        Fields.checkBits("minSlice", minSlice, 16);
        Fields.checkBits("sliceEnc", sliceEnc, 16);
        Fields.checkBits("frameRateControl", frameRateControl, 8);
        Fields.checkBits("maxHres", maxHres, 16);
        Fields.checkBits("maxVres", maxVres, 16);
    }

    /** One mode, one profile, one level, one slice per picture. */
    public static H264Codec of(TableMode mode, H264Profile profile, H264Level level) {
        return of(mode, profile, level, 0, 0);
    }

    /** One mode, one profile, one level; slices as {@link #minSlice} and {@link #sliceEnc}. */
    public static H264Codec of(TableMode mode, H264Profile profile, H264Level level, int minSlice, int sliceEnc) {
        return new H264Codec(
                profileBit(profile),
                levelBit(level),
                mode.mask(ModeTable.CEA),
                mode.mask(ModeTable.VESA),
                mode.mask(ModeTable.HH),
                0,
                minSlice,
                sliceEnc,
                0,
                0,
                0);
    }

    /** The wire's bit for a profile. */
    public static int profileBit(H264Profile profile) {
        return 1 << profile.ordinal();
    }

    /** The wire's bit for a level. */
    public static int levelBit(H264Level level) {
        return 1 << level.ordinal();
    }

    /** Reads an entry; fields that are missing behind the CEA mask count as 0. */
    static H264Codec parse(Fields fields) throws ParameterException {
        return new H264Codec(
                (int) fields.hex("profile", 2),
                (int) fields.hex("level", 2),
                fields.hex("CEA modes", 8),
                fields.hexOrZero("VESA modes", 8),
                fields.hexOrZero("HH modes", 8),
                (int) fields.hexOrZero("latency", 2),
                (int) fields.hexOrZero("min-slice-size", 4),
                (int) fields.hexOrZero("slice-enc-params", 4),
                (int) fields.hexOrZero("frame-rate-control", 2),
                resolution(fields, "max-hres"),
                resolution(fields, "max-vres"));
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
            if ((profile & profileBit(each)) != 0) {
                profiles.add(each);
            }
        }
        return profiles;
    }

    /** The highest level whose bit is set; empty if none is. */
    public Optional<H264Level> highestLevel() {
        int highest = 31 - Integer.numberOfLeadingZeros(level);
        return level == 0 ? Optional.empty() : Optional.of(H264Level.values()[highest]);
    }

    /** The modes of all three masks, CEA first; reserved bits are ignored. */
    public List<TableMode> modes() {
        List<TableMode> modes = new ArrayList<>(ModeTable.CEA.modes(cea));
        modes.addAll(ModeTable.VESA.modes(vesa));
        modes.addAll(ModeTable.HH.modes(hh));
        return modes;
    }

    /** The most slices in a picture; 1 if there may be no slices. */
    public int maxSlices() {
        return minSlice == 0 ? 1 : (sliceEnc & SLICES_MASK) + 1;
    }

    /** The entry as in the parameter. */
    @Override
    public String toString() {
        return String.join(
                " ",
                Fields.hex2(profile),
                Fields.hex2(level),
                Fields.hex8(cea),
                Fields.hex8(vesa),
                Fields.hex8(hh),
                Fields.hex2(latency),
                Fields.hex4(minSlice),
                Fields.hex4(sliceEnc),
                Fields.hex2(frameRateControl),
                maxHres == 0 ? Fields.NONE : Fields.hex4(maxHres),
                maxVres == 0 ? Fields.NONE : Fields.hex4(maxVres));
    }
}
