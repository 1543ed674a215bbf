// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import java.nio.ByteBuffer;

/**
 * Flyweight over the NAL units of an Annex B stream, one after the other:
 *
 * <pre>
 * [00] 00 00 01 | 0 ref_idc (2) type (5) | payload … | [00 …] 00 00 01 …
 * </pre>
 *
 * Owns nothing, allocates nothing, one thread at a time. Positions and limits of the buffer are not used.
 */
public final class NalUnit {
    /** Slice of a picture that is no IDR picture. */
    public static final int SLICE = 1;
    /** Slice of an IDR picture. */
    public static final int IDR_SLICE = 5;

    /** Supplemental enhancement information. */
    public static final int SEI = 6;
    /** Sequence parameter set. */
    public static final int SPS = 7;
    /** Picture parameter set. */
    public static final int PPS = 8;

    /** Begins an access unit. */
    public static final int ACCESS_UNIT_DELIMITER = 9;

    private static final int START_CODE_LENGTH = 3;

    private final BitReader bits = new BitReader();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int streamEnd;
    private int search;
    private int offset;
    private int end;

    /** Stands before the first unit of {@code length} octets from {@code offset} on. */
    public NalUnit wrap(ByteBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.streamEnd = offset + length;
        this.search = startCode(offset);
        this.offset = offset;
        this.end = offset;
        return this;
    }

    /** Goes to the next unit that is not empty; false if there is none. */
    public boolean next() {
        while (search < streamEnd) {
            offset = search + START_CODE_LENGTH;
            search = startCode(offset);
            end = search;
            while (end > offset && buffer.get(end - 1) == 0) {
                end--;
            }
            if (end > offset) {
                return true;
            }
        }
        return false;
    }

    /** Index of the next 00 00 01; the end of the stream if there is none. */
    private int startCode(int from) {
        int at = from;
        while (at + 2 < streamEnd) {
            int third = buffer.get(at + 2);
            if (third == 1 && buffer.get(at) == 0 && buffer.get(at + 1) == 0) {
                return at;
            }
            at += third == 0 ? 1 : START_CODE_LENGTH;
        }
        return streamEnd;
    }

    /** Index of the unit's header octet. */
    public int offset() {
        return offset;
    }

    /** Octets of the unit, header included, zeros behind it not. */
    public int length() {
        return end - offset;
    }

    /** nal_unit_type. */
    public int type() {
        return buffer.get(offset) & 0x1F;
    }

    /** nal_ref_idc: 0 if no other picture refers to this one. */
    public int referenceIdc() {
        return buffer.get(offset) >> 5 & 3;
    }

    /** Whether this is a slice, of an IDR picture or not. */
    public boolean isSlice() {
        return type() == SLICE || type() == IDR_SLICE;
    }

    /** first_mb_in_slice; 0 begins a picture. Only of a slice. */
    public int firstMacroblock() throws H264SyntaxException {
        return bits.wrap(buffer, offset + 1, end).ue("first_mb_in_slice", SequenceParameterSet.MAX_MACROBLOCKS);
    }

    /** slice_type. Only of a slice. */
    public SliceType sliceType() throws H264SyntaxException {
        firstMacroblock();
        return SliceType.of(bits.ue("slice_type", 9));
    }
}
