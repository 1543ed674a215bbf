// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import java.nio.ByteBuffer;

/**
 * What a picture parameter set says about the tools in use (ITU-T H.264, 7.3.2.2).
 *
 * @param id pic_parameter_set_id
 * @param sequenceParameterSet id of the sequence parameter set that it refers to
 * @param cabac entropy_coding_mode_flag: arithmetic coding, which Release 1 of Wi-Fi Display does not allow
 * @param sliceGroups more than 1 is flexible macroblock order, not allowed either
 * @param transform8x8 transform_8x8_mode_flag, of the High profiles
 */
public record PictureParameterSet(
        int id, int sequenceParameterSet, boolean cabac, int sliceGroups, boolean transform8x8) {

    /**
     * Reads a unit of type {@link NalUnit#PPS}.
     *
     * @param offset index of its header octet
     * @param length octets with the header
     * @throws H264SyntaxException if it is cut short, of another type, or has a value that is not legal
     */
    public static PictureParameterSet parse(ByteBuffer buffer, int offset, int length) throws H264SyntaxException {
        if (length < 2 || (buffer.get(offset) & 0x1F) != NalUnit.PPS) {
            throw new H264SyntaxException("unit of " + length + " octets is no picture parameter set");
        }
        BitReader bits = new BitReader().wrap(buffer, offset + 1, offset + length);
        int id = bits.ue("pic_parameter_set_id", 255);
        int sequence = bits.ue("seq_parameter_set_id", 31);
        boolean cabac = bits.flag("entropy_coding_mode_flag");
        bits.flag("bottom_field_pic_order_in_frame_present_flag");
        int sliceGroups = 1 + bits.ue("num_slice_groups_minus1", 7);
        boolean transform8x8 = sliceGroups == 1 && transform8x8(bits);
        return new PictureParameterSet(id, sequence, cabac, sliceGroups, transform8x8);
    }

    private static boolean transform8x8(BitReader bits) throws H264SyntaxException {
        bits.ue("num_ref_idx_l0_default_active_minus1", 31);
        bits.ue("num_ref_idx_l1_default_active_minus1", 31);
        bits.u(3, "weighted_pred_flag, weighted_bipred_idc");
        bits.se("pic_init_qp_minus26");
        bits.se("pic_init_qs_minus26");
        bits.se("chroma_qp_index_offset");
        bits.u(3, "deblocking_filter_control_present_flag to redundant_pic_cnt_present_flag");
        return bits.hasMore() && bits.flag("transform_8x8_mode_flag");
    }
}
