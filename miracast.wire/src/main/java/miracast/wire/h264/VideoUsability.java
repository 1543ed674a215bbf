// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

/**
 * The video usability information of a sequence parameter set (ITU-T H.264, E.1.1): what is said about timing, and how many
 * pictures a decoder may hold back.
 *
 * @param unitsInTick num_units_in_tick; 0 if timing is not told
 * @param timeScale time_scale; a frame lasts two ticks; 0 if timing is not told
 * @param restricted bitstream_restriction_flag; without it many decoders hold pictures back by the level's limit
 * @param maxReorderFrames max_num_reorder_frames; 0 if not {@code restricted}
 * @param maxDecodedFrames max_dec_frame_buffering; 0 if not {@code restricted}
 */
public record VideoUsability(
        long unitsInTick, long timeScale, boolean restricted, int maxReorderFrames, int maxDecodedFrames) {

    /** There is no such information. */
    public static final VideoUsability NOTHING = new VideoUsability(0, 0, false, 0, 0);

    private static final int EXTENDED_SAR = 255;
    private static final int MAX_FRAMES = 16;

    static VideoUsability parse(BitReader bits) throws H264SyntaxException {
        skipPicture(bits);
        long unitsInTick = 0;
        long timeScale = 0;
        if (bits.flag("timing_info_present_flag")) {
            unitsInTick = bits.u(32, "num_units_in_tick");
            timeScale = bits.u(32, "time_scale");
            bits.flag("fixed_frame_rate_flag");
        }
        boolean nalHrd = bits.flag("nal_hrd_parameters_present_flag");
        if (nalHrd) {
            skipHrd(bits);
        }
        boolean vclHrd = bits.flag("vcl_hrd_parameters_present_flag");
        if (vclHrd) {
            skipHrd(bits);
        }
        if (nalHrd || vclHrd) {
            bits.flag("low_delay_hrd_flag");
        }
        bits.flag("pic_struct_present_flag");
        if (!bits.flag("bitstream_restriction_flag")) {
            return new VideoUsability(unitsInTick, timeScale, false, 0, 0);
        }
        bits.flag("motion_vectors_over_pic_boundaries_flag");
        bits.ue("max_bytes_per_pic_denom", MAX_FRAMES);
        bits.ue("max_bits_per_mb_denom", MAX_FRAMES);
        bits.ue("log2_max_mv_length_horizontal", 32);
        bits.ue("log2_max_mv_length_vertical", 32);
        return new VideoUsability(
                unitsInTick,
                timeScale,
                true,
                bits.ue("max_num_reorder_frames", MAX_FRAMES),
                bits.ue("max_dec_frame_buffering", MAX_FRAMES));
    }

    private static void skipPicture(BitReader bits) throws H264SyntaxException {
        if (bits.flag("aspect_ratio_info_present_flag") && bits.u(8, "aspect_ratio_idc") == EXTENDED_SAR) {
            bits.u(32, "sar_width, sar_height");
        }
        if (bits.flag("overscan_info_present_flag")) {
            bits.flag("overscan_appropriate_flag");
        }
        if (bits.flag("video_signal_type_present_flag")) {
            bits.u(4, "video_format, video_full_range_flag");
            if (bits.flag("colour_description_present_flag")) {
                bits.u(24, "colour_primaries to matrix_coefficients");
            }
        }
        if (bits.flag("chroma_loc_info_present_flag")) {
            bits.ue("chroma_sample_loc_type_top_field", 5);
            bits.ue("chroma_sample_loc_type_bottom_field", 5);
        }
    }

    private static void skipHrd(BitReader bits) throws H264SyntaxException {
        int count = 1 + bits.ue("cpb_cnt_minus1", 31);
        bits.u(8, "bit_rate_scale, cpb_size_scale");
        for (int i = 0; i < count; i++) {
            bits.ue("bit_rate_value_minus1");
            bits.ue("cpb_size_value_minus1");
            bits.flag("cbr_flag");
        }
        bits.u(20, "initial_cpb_removal_delay_length_minus1 to time_offset_length");
    }

    /** Pictures a second by the timing information; 0 if it is not told. */
    public double frameRate() {
        return unitsInTick == 0 ? 0 : timeScale / (2.0 * unitsInTick);
    }

    /** Whether a decoder need not hold any picture back. */
    public boolean decodesWithoutDelay() {
        return restricted && maxReorderFrames == 0;
    }
}
