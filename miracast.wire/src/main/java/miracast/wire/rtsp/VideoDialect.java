// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import miracast.api.H264Profile;
import miracast.api.VideoMode;

/**
 * The ways to write video formats: each is a parameter of its own, with other widths of its fields, and other modes behind the bits
 * of its masks.
 */
public enum VideoDialect {
    /** {@code wfd_video_formats}, which every sink has: nothing beyond 1920x1200p30. */
    RELEASE_1(ParameterName.WFD_VIDEO_FORMATS, new Digits(2, 2, 2, 8, 8, 8), 17, 29),
    /** {@code wfd2_video_formats} of Release 2: up to 4096x2160p60, and H.265, which is passed over here. */
    RELEASE_2(ParameterName.WFD2_VIDEO_FORMATS, new Digits(2, 2, 4, 12, 12, 12), 27, 34),
    /** {@code wfdx_video_formats} of Windows 10, version 1511 ([MS-WFDPE] 2.7.1.1); whoever uses it leaves Release 1 alone. */
    WFDX(ParameterName.WFDX_VIDEO_FORMATS, new Digits(4, 4, 4, 10, 10, 8), 17, 29) {
        @Override
        Stream<VideoMode> more(ModeTable table) {
            return switch (table) {
                case CEA ->
                    parsed("3840x2160p30 3840x2160p60 4096x2160p30 4096x2160p60 3840x2160p25 3840x2160p50"
                            + " 4096x2160p25 4096x2160p50 3840x2160p24 4096x2160p24");
                case VESA -> parsed("2560x1440p30 2560x1440p60 2560x1600p30 2560x1600p60");
                default -> Stream.empty();
            };
        }
    };

    /** Restricted High with CABAC: what decodes it decodes Constrained High, which has less. */
    private static final int RESTRICTED_HIGH = 4;

    /** Hexadecimal digits of each field whose width differs. */
    record Digits(int nativeMode, int profile, int level, int cea, int vesa, int hh) {}

    private final String parameter;
    private final Digits digits;
    private final Map<ModeTable, List<TableMode>> modes = new EnumMap<>(ModeTable.class);

    /**
     * @param cea how many of the first bits of {@link ModeTable#CEA} mean the same
     * @param vesa how many of {@link ModeTable#VESA}
     */
    VideoDialect(String parameter, Digits digits, int cea, int vesa) {
        this.parameter = parameter;
        this.digits = digits;
        modes.put(ModeTable.CEA, with(ModeTable.CEA, cea));
        modes.put(ModeTable.VESA, with(ModeTable.VESA, vesa));
        modes.put(ModeTable.HH, with(ModeTable.HH, ModeTable.HH.modes().size()));
    }

    private List<TableMode> with(ModeTable table, int same) {
        return Stream.concat(
                        IntStream.range(0, same).mapToObj(bit -> new TableMode(table, bit)),
                        more(table).map(mode -> TableMode.of(mode).orElseThrow()))
                .toList();
    }

    /** The modes of the bits behind those that mean the same as in the table. */
    Stream<VideoMode> more(ModeTable table) {
        return Stream.empty();
    }

    static Stream<VideoMode> parsed(String text) {
        return Stream.of(text.split(" ")).map(VideoMode::parse);
    }

    /** The parameter's name. */
    public String parameter() {
        return parameter;
    }

    Digits digits() {
        return digits;
    }

    /** Whether entries begin with a codec, end with their control of the frame rate, and are followed by one more octet. */
    boolean namesCodec() {
        return this == RELEASE_2;
    }

    /** The modes of a mask's known bits, lowest bit first. */
    public List<TableMode> modes(ModeTable table, long mask) {
        List<TableMode> known = modes.get(table);
        List<TableMode> found = new ArrayList<>();
        for (int bit = 0; bit < known.size(); bit++) {
            if ((mask >>> bit & 1) != 0) {
                found.add(known.get(bit));
            }
        }
        return found;
    }

    /** Whether a mode has a bit. */
    public boolean has(TableMode mode) {
        return modes.getOrDefault(mode.table(), List.of()).contains(mode);
    }

    /** All modes that have a bit, CEA first. */
    public List<TableMode> modes() {
        return modes.values().stream().flatMap(List::stream).toList();
    }

    /** The mask of a table with this mode alone; 0 if the mode has no bit there. */
    long mask(ModeTable table, TableMode mode) {
        int bit = modes.get(table).indexOf(mode);
        return bit < 0 ? 0 : 1L << bit;
    }

    /** The mode that a number behind {@code native} stands for; empty if it is none, and for Release 2, where sinks disagree. */
    Optional<TableMode> nativeMode(int number) {
        int table = number & 7;
        int bit = number >> TableMode.TABLE_BITS & (this == RELEASE_1 ? 0x1F : 0x3F);
        if (this == RELEASE_2 || table >= ModeTable.values().length) {
            return Optional.empty();
        }
        List<TableMode> known = modes.getOrDefault(ModeTable.values()[table], List.of());
        return bit < known.size() ? Optional.of(known.get(bit)) : Optional.empty();
    }

    /** Whether the bits of an entry include a profile. */
    boolean includes(int bits, H264Profile profile) {
        return (bits & H264Codec.profileBit(profile)) != 0
                || this == RELEASE_2 && profile == H264Profile.CONSTRAINED_HIGH && (bits & RESTRICTED_HIGH) != 0;
    }

    /** The bit under which a profile is announced to a sink that offers these. */
    int announced(int bits, H264Profile profile) {
        int own = H264Codec.profileBit(profile);
        return (bits & own) == 0 && (bits & RESTRICTED_HIGH) != 0 && includes(bits, profile) ? RESTRICTED_HIGH : own;
    }
}
