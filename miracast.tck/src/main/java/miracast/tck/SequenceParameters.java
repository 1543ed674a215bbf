// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

/**
 * What a sequence parameter set says (ITU-T H.264, 7.3.2.1.1 and E.1.1), as far as the contract speaks of it.
 *
 * @param profileIdc profile_idc
 * @param constraintFlags the octet after it
 * @param levelIdc level_idc
 * @param pocType pic_order_cnt_type
 * @param references max_num_ref_frames
 * @param width pixels of a line after cropping
 * @param height lines after cropping
 * @param frameMbsOnly frame_mbs_only_flag
 * @param fullRange video_full_range_flag; false if it is not there
 * @param colourPrimaries colour_primaries; 2 (unspecified) if it is not there
 * @param matrix matrix_coefficients; 2 (unspecified) if it is not there
 * @param bitstreamRestriction bitstream_restriction_flag
 * @param reorderFrames max_num_reorder_frames; -1 if it is not there
 * @param decFrameBuffering max_dec_frame_buffering; -1 if it is not there
 */
public record SequenceParameters(
        int profileIdc,
        int constraintFlags,
        int levelIdc,
        int pocType,
        int references,
        int width,
        int height,
        boolean frameMbsOnly,
        boolean fullRange,
        int colourPrimaries,
        int matrix,
        boolean bitstreamRestriction,
        int reorderFrames,
        int decFrameBuffering) {

    private static final int PROFILE_HIGH = 100;
    private static final int EXTENDED_SAR = 255;
    private static final int UNSPECIFIED = 2;

    /** Reads a NAL unit of type 7; 4:2:0 and the profiles of Wi-Fi Display only. */
    public static SequenceParameters parse(NalUnit unit) {
        BitReader in = new BitReader(unit.rbsp());
        int profile = in.bits(8);
        int flags = in.bits(8);
        int level = in.bits(8);
        in.unsigned(); // seq_parameter_set_id
        if (profile == PROFILE_HIGH) {
            expect(in.unsigned() == 1, "chroma_format_idc is not 4:2:0");
            expect(in.unsigned() == 0 && in.unsigned() == 0, "samples are not of 8 bits");
            in.flag(); // qpprime_y_zero_transform_bypass_flag
            expect(!in.flag(), "there are scaling matrices");
        }
        in.unsigned(); // log2_max_frame_num_minus4
        int pocType = in.unsigned();
        expect(pocType != 1, "pic_order_cnt_type is 1");
        if (pocType == 0) {
            in.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
        }
        int references = in.unsigned();
        in.flag(); // gaps_in_frame_num_value_allowed_flag
        int width = (in.unsigned() + 1) * 16;
        int height = (in.unsigned() + 1) * 16;
        boolean frameMbsOnly = in.flag();
        expect(frameMbsOnly, "there are fields");
        in.flag(); // direct_8x8_inference_flag
        if (in.flag()) {
            width -= 2 * (in.unsigned() + in.unsigned());
            height -= 2 * (in.unsigned() + in.unsigned());
        }
        Vui vui = in.flag() ? Vui.parse(in) : new Vui(false, UNSPECIFIED, UNSPECIFIED, false, -1, -1);
        return new SequenceParameters(
                profile,
                flags,
                level,
                pocType,
                references,
                width,
                height,
                frameMbsOnly,
                vui.fullRange,
                vui.primaries,
                vui.matrix,
                vui.restriction,
                vui.reorder,
                vui.buffering);
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private record Vui(boolean fullRange, int primaries, int matrix, boolean restriction, int reorder, int buffering) {

        static Vui parse(BitReader in) {
            if (in.flag() && in.bits(8) == EXTENDED_SAR) {
                in.bits(32);
            }
            if (in.flag()) {
                in.flag(); // overscan_appropriate_flag
            }
            boolean fullRange = false;
            int primaries = UNSPECIFIED;
            int matrix = UNSPECIFIED;
            if (in.flag()) {
                in.bits(3); // video_format
                fullRange = in.flag();
                if (in.flag()) {
                    primaries = in.bits(8);
                    in.bits(8); // transfer_characteristics
                    matrix = in.bits(8);
                }
            }
            if (in.flag()) {
                in.unsigned(); // chroma_sample_loc_type_top_field
                in.unsigned(); // chroma_sample_loc_type_bottom_field
            }
            if (in.flag()) {
                in.bits(32); // num_units_in_tick
                in.bits(32); // time_scale
                in.flag(); // fixed_frame_rate_flag
            }
            boolean nalHrd = in.flag();
            expect(!nalHrd, "there are HRD parameters");
            boolean vclHrd = in.flag();
            expect(!vclHrd, "there are HRD parameters");
            in.flag(); // pic_struct_present_flag
            if (!in.flag()) {
                return new Vui(fullRange, primaries, matrix, false, -1, -1);
            }
            in.flag(); // motion_vectors_over_pic_boundaries_flag
            in.unsigned(); // max_bytes_per_pic_denom
            in.unsigned(); // max_bits_per_mb_denom
            in.unsigned(); // log2_max_mv_length_horizontal
            in.unsigned(); // log2_max_mv_length_vertical
            return new Vui(fullRange, primaries, matrix, true, in.unsigned(), in.unsigned());
        }
    }
}
