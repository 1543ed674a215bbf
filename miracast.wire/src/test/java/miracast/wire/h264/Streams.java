// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Parameter sets as x264 (build 164, through FFmpeg) wrote them; their fields were compared with FFmpeg's trace_headers. */
final class Streams {
    /** 1920x1080p30, Constrained Baseline, level 4, CAVLC, an access unit delimiter before. */
    static final ByteBuffer FULL_HD = octets(
            "000000010910" + "000000016742c028d900780227e5c044000003000400000300f23c60c920" + "0000000168cb83cb20");

    /** 854x480p30, Constrained Baseline, level 3.1. */
    static final ByteBuffer HANDHELD =
            octets("000000016742c01fd900d83de6f0110000030001000003003c8f1832480000000168cb83cb20");

    /** 1366x768p60, High without constraint flags, level 4.2, 8x8 transform. */
    static final ByteBuffer LAPTOP =
            octets("000000016764002aacb200ac0c3cde0220000003002000000f11e306490000000168cbc3cb22c0");

    /** 1920x1080 interlaced with B pictures and CABAC. */
    static final ByteBuffer INTERLACED =
            octets("0000000167640028acd94078044fde0220000003002000000783e2c5b2c00000000168fba3cb22c0");

    private Streams() {}

    static ByteBuffer octets(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The first unit of a type. */
    static NalUnit unit(ByteBuffer stream, int type) {
        NalUnit unit = new NalUnit().wrap(stream, 0, stream.capacity());
        while (unit.next()) {
            if (unit.type() == type) {
                return unit;
            }
        }
        throw new AssertionError("no unit of type " + type);
    }

    static SequenceParameterSet sps(ByteBuffer stream) throws H264SyntaxException {
        NalUnit unit = unit(stream, NalUnit.SPS);
        return SequenceParameterSet.parse(stream, unit.offset(), unit.length());
    }

    static PictureParameterSet pps(ByteBuffer stream) throws H264SyntaxException {
        NalUnit unit = unit(stream, NalUnit.PPS);
        return PictureParameterSet.parse(stream, unit.offset(), unit.length());
    }
}
