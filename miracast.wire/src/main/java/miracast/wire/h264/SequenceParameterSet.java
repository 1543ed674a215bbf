// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import java.nio.ByteBuffer;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * A sequence parameter set (ITU-T H.264, 7.3.2.1.1), without what no sink of ours looks at.
 *
 * @param profileIdc profile_idc
 * @param constraintFlags the octet behind it, constraint_set0_flag in its top bit
 * @param levelIdc level_idc, ten times the level
 * @param id seq_parameter_set_id
 * @param pictureOrderCountType pic_order_cnt_type; 2 says that output order is decoding order
 * @param maxReferenceFrames max_num_ref_frames
 * @param progressive frame_mbs_only_flag: no fields
 * @param codedWidth in pixels, a multiple of 16
 * @param codedHeight in lines, a multiple of 16
 * @param width after cropping
 * @param height after cropping
 * @param vui what is said about timing and buffering
 */
public record SequenceParameterSet(
        int profileIdc,
        int constraintFlags,
        int levelIdc,
        int id,
        int pictureOrderCountType,
        int maxReferenceFrames,
        boolean progressive,
        int codedWidth,
        int codedHeight,
        int width,
        int height,
        VideoUsability vui) {

    /** The most macroblocks in a picture: level 6.2, and more than ours. */
    static final int MAX_MACROBLOCKS = 139_264;

    private static final int MAX_SIDE_IN_MACROBLOCKS = 1056;

    /**
     * Reads a unit of type {@link NalUnit#SPS}.
     *
     * @param offset index of its header octet
     * @param length octets with the header
     * @throws H264SyntaxException if it is cut short, of another type, or has a value that is not legal
     */
    public static SequenceParameterSet parse(ByteBuffer buffer, int offset, int length) throws H264SyntaxException {
        if (length < 4 || (buffer.get(offset) & 0x1F) != NalUnit.SPS) {
            throw new H264SyntaxException("unit of " + length + " octets is no sequence parameter set");
        }
        BitReader bits = new BitReader().wrap(buffer, offset + 1, offset + length);
        int profileIdc = (int) bits.u(8, "profile_idc");
        int constraintFlags = (int) bits.u(8, "constraint_set flags");
        int levelIdc = (int) bits.u(8, "level_idc");
        int id = bits.ue("seq_parameter_set_id", 31);
        int chromaFormat = hasChromaFormat(profileIdc) ? chromaFormat(bits) : 1;
        bits.ue("log2_max_frame_num_minus4", 12);
        int orderType = pictureOrderCountType(bits);
        int references = bits.ue("max_num_ref_frames", 16);
        bits.flag("gaps_in_frame_num_value_allowed_flag");
        int widthInMacroblocks = 1 + bits.ue("pic_width_in_mbs_minus1", MAX_SIDE_IN_MACROBLOCKS - 1);
        int heightInMapUnits = 1 + bits.ue("pic_height_in_map_units_minus1", MAX_SIDE_IN_MACROBLOCKS - 1);
        boolean progressive = bits.flag("frame_mbs_only_flag");
        if (!progressive) {
            bits.flag("mb_adaptive_frame_field_flag");
        }
        bits.flag("direct_8x8_inference_flag");
        int codedWidth = widthInMacroblocks * 16;
        int codedHeight = heightInMapUnits * 16 * (progressive ? 1 : 2);
        int croppedX = 0;
        int croppedY = 0;
        if (bits.flag("frame_cropping_flag")) {
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
            int unitY = (chromaFormat == 1 ? 2 : 1) * (progressive ? 1 : 2);
            croppedX = unitX * (crop(bits, "left", codedWidth) + crop(bits, "right", codedWidth));
            croppedY = unitY * (crop(bits, "top", codedHeight) + crop(bits, "bottom", codedHeight));
        }
        if (croppedX >= codedWidth || croppedY >= codedHeight) {
            throw new H264SyntaxException("frame_crop offsets leave nothing of " + codedWidth + "x" + codedHeight);
        }
        VideoUsability vui =
                bits.flag("vui_parameters_present_flag") ? VideoUsability.parse(bits) : VideoUsability.NOTHING;
        return new SequenceParameterSet(
                profileIdc,
                constraintFlags,
                levelIdc,
                id,
                orderType,
                references,
                progressive,
                codedWidth,
                codedHeight,
                codedWidth - croppedX,
                codedHeight - croppedY,
                vui);
    }

    private static int crop(BitReader bits, String side, int most) throws H264SyntaxException {
        return bits.ue("frame_crop_" + side + "_offset", most);
    }

    private static boolean hasChromaFormat(int profileIdc) {
        switch (profileIdc) {
            case 44:
            case 83:
            case 86:
            case 100:
            case 110:
            case 118:
            case 122:
            case 128:
            case 134:
            case 135:
            case 138:
            case 139:
            case 244:
                return true;
            default:
                return false;
        }
    }

    private static int chromaFormat(BitReader bits) throws H264SyntaxException {
        int format = bits.ue("chroma_format_idc", 3);
        boolean separate = format == 3 && bits.flag("separate_colour_plane_flag");
        bits.ue("bit_depth_luma_minus8", 6);
        bits.ue("bit_depth_chroma_minus8", 6);
        bits.flag("qpprime_y_zero_transform_bypass_flag");
        if (bits.flag("seq_scaling_matrix_present_flag")) {
            for (int list = 0; list < (format == 3 ? 12 : 8); list++) {
                if (bits.flag("seq_scaling_list_present_flag")) {
                    skipScalingList(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return separate ? 0 : format;
    }

    private static void skipScalingList(BitReader bits, int size) throws H264SyntaxException {
        long last = 8;
        for (int i = 0; i < size && last != 0; i++) {
            last = last + bits.se("delta_scale") & 0xFF;
        }
    }

    private static int pictureOrderCountType(BitReader bits) throws H264SyntaxException {
        int type = bits.ue("pic_order_cnt_type", 2);
        if (type == 0) {
            bits.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
        } else if (type == 1) {
            bits.flag("delta_pic_order_always_zero_flag");
            bits.se("offset_for_non_ref_pic");
            bits.se("offset_for_top_to_bottom_field");
            int cycle = bits.ue("num_ref_frames_in_pic_order_cnt_cycle", 255);
            for (int i = 0; i < cycle; i++) {
                bits.se("offset_for_ref_frame");
            }
        }
        return type;
    }

    /** Whether profile_idc and constraint flags are those that a profile of Wi-Fi Display announces. */
    public boolean is(H264Profile profile) {
        return profileIdc == profile.profileIdc()
                && (constraintFlags & profile.constraintFlags()) == profile.constraintFlags();
    }

    /** Whether the level is not above another. */
    public boolean isWithin(H264Level level) {
        return levelIdc <= level.levelIdc();
    }
}
