// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.io.ByteArrayOutputStream;

/**
 * Rewrites a sequence parameter set (ITU-T H.264, 7.3.2.1.1 and E.1.1) so that it says what was agreed on and what is true of every
 * encoder here: constraint flags and level of the format, and in the VUI that nothing is reordered. Many hardware encoders leave the
 * latter out, and then decoders hold pictures back. Runs when a parameter set changes, so it may allocate.
 */
final class SequenceParameterSet {
    /** profile_idc values whose parameter sets have the fields of chroma and scaling. */
    private static final int HIGH = 100;

    private static final int EXTENDED_SAR = 255;

    private final byte[] in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int readBits;
    private int written;
    private int writtenBits;

    private SequenceParameterSet(byte[] in) {
        this.in = in;
    }

    /**
     * Rewrites one.
     *
     * @param nalUnit header and payload, with emulation prevention, without start code
     * @param profileIdc profile_idc that it must have
     * @param constraintFlags the octet to put after it
     * @param levelIdc level_idc to put after that
     * @return header and payload, with emulation prevention
     * @throws IllegalArgumentException if it has another profile, or cannot be read
     */
    static byte[] rewrite(byte[] nalUnit, int profileIdc, int constraintFlags, int levelIdc) {
        if (nalUnit.length < 4 || (nalUnit[1] & 0xFF) != profileIdc) {
            throw new IllegalArgumentException("profile_idc is " + (nalUnit.length < 2 ? "missing" : nalUnit[1] & 0xFF)
                    + " instead of " + profileIdc);
        }
        SequenceParameterSet set = new SequenceParameterSet(withoutEmulationPrevention(nalUnit));
        try {
            set.copyAll(constraintFlags, levelIdc);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
        return withEmulationPrevention(set.out.toByteArray());
    }

    private void copyAll(int constraintFlags, int levelIdc) {
        copy(8); // nal_unit_type and what is before it
        int profile = copy(8);
        read(16);
        write(constraintFlags, 8);
        write(levelIdc, 8);
        copyUnsigned(); // seq_parameter_set_id
        if (profile == HIGH) {
            copyChroma();
        }
        copyUnsigned(); // log2_max_frame_num_minus4
        copyPictureOrder();
        copyUnsigned(); // max_num_ref_frames: the encoder's business, and how large its decoded picture buffer must be
        copy(1); // gaps_in_frame_num_value_allowed_flag
        copyUnsigned(); // pic_width_in_mbs_minus1
        copyUnsigned(); // pic_height_in_map_units_minus1
        if (copy(1) == 0) { // frame_mbs_only_flag
            copy(1);
        }
        copy(1); // direct_8x8_inference_flag
        if (copy(1) == 1) { // frame_cropping_flag
            for (int i = 0; i < 4; i++) {
                copyUnsigned();
            }
        }
        boolean vui = read(1) == 1;
        write(1, 1);
        if (vui) {
            copyVui();
        } else {
            write(0, 8); // aspect ratio, overscan, signal type, chroma location, timing, two HRDs, pic_struct
        }
        writeNothingReordered();
        write(1, 1); // rbsp_stop_one_bit
        while (writtenBits != 0) {
            write(0, 1);
        }
    }

    private void copyChroma() {
        if (copyUnsigned() == 3) { // chroma_format_idc
            copy(1);
        }
        copyUnsigned(); // bit_depth_luma_minus8
        copyUnsigned(); // bit_depth_chroma_minus8
        copy(1); // qpprime_y_zero_transform_bypass_flag
        if (copy(1) == 1) {
            throw new IllegalArgumentException("it has scaling matrices");
        }
    }

    private void copyPictureOrder() {
        int type = copyUnsigned(); // pic_order_cnt_type
        if (type == 0) {
            copyUnsigned(); // log2_max_pic_order_cnt_lsb_minus4
        } else if (type == 1) {
            copy(1);
            copyUnsigned(); // offset_for_non_ref_pic, se(v) but of the same form
            copyUnsigned();
            int cycle = copyUnsigned();
            for (int i = 0; i < cycle; i++) {
                copyUnsigned();
            }
        }
    }

    private void copyVui() {
        if (copy(1) == 1 && copy(8) == EXTENDED_SAR) {
            copy(32);
        }
        if (copy(1) == 1) {
            copy(1); // overscan_appropriate_flag
        }
        if (copy(1) == 1) { // video_signal_type_present_flag
            copy(4);
            if (copy(1) == 1) {
                copy(24);
            }
        }
        if (copy(1) == 1) { // chroma_loc_info_present_flag
            copyUnsigned();
            copyUnsigned();
        }
        if (copy(1) == 1) { // timing_info_present_flag
            copy(32);
            copy(32);
            copy(1);
        }
        boolean nalHrd = copyHrd();
        boolean vclHrd = copyHrd();
        if (nalHrd || vclHrd) {
            copy(1); // low_delay_hrd_flag
        }
        copy(1); // pic_struct_present_flag
    }

    private boolean copyHrd() {
        if (copy(1) == 0) {
            return false;
        }
        int count = copyUnsigned() + 1; // cpb_cnt_minus1
        copy(8);
        for (int i = 0; i < count; i++) {
            copyUnsigned();
            copyUnsigned();
            copy(1);
        }
        copy(20);
        return true;
    }

    private void writeNothingReordered() {
        write(1, 1); // bitstream_restriction_flag
        write(1, 1); // motion_vectors_over_pic_boundaries_flag
        writeUnsigned(2); // max_bytes_per_pic_denom and max_bits_per_mb_denom: their defaults
        writeUnsigned(1);
        writeUnsigned(16); // log2_max_mv_length_horizontal and vertical: no limit
        writeUnsigned(16);
        writeUnsigned(0); // max_num_reorder_frames
        writeUnsigned(1); // max_dec_frame_buffering
    }

    private int read(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | in[readBits >> 3] >> 7 - (readBits & 7) & 1;
            readBits++;
        }
        return value;
    }

    private void write(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            written = written << 1 | value >> i & 1;
            writtenBits++;
            if (writtenBits == 8) {
                out.write(written);
                writtenBits = 0;
            }
        }
    }

    private int copy(int count) {
        int value = read(count);
        write(value, count);
        return value;
    }

    /** ue(v), 9.1. */
    private int copyUnsigned() {
        int zeros = 0;
        while (copy(1) == 0) {
            zeros++;
        }
        return (1 << zeros) - 1 + copy(zeros);
    }

    private void writeUnsigned(int value) {
        int length = 32 - Integer.numberOfLeadingZeros(value + 1);
        write(0, length - 1);
        write(value + 1, length);
    }

    private static byte[] withoutEmulationPrevention(byte[] nalUnit) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int zeros = 0;
        for (byte octet : nalUnit) {
            if (zeros == 2 && octet == 3) {
                zeros = 0;
            } else {
                zeros = octet == 0 ? zeros + 1 : 0;
                plain.write(octet);
            }
        }
        return plain.toByteArray();
    }

    private static byte[] withEmulationPrevention(byte[] plain) {
        ByteArrayOutputStream nalUnit = new ByteArrayOutputStream();
        int zeros = 0;
        for (byte octet : plain) {
            if (zeros == 2 && (octet & 0xFF) <= 3) {
                nalUnit.write(3);
                zeros = 0;
            }
            zeros = octet == 0 ? zeros + 1 : 0;
            nalUnit.write(octet);
        }
        return nalUnit.toByteArray();
    }
}
