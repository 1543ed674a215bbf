// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

/**
 * The part of x264.h that is used here, written from build 164. Mirrors, never decides. Every {@code long} but a constant is an
 * address. {@code x264_param_t} has no offsets here, since its layout differs between builds; see {@link NativeX264}.
 */
final class X264 {
    /* enum nal_unit_type_e */
    static final int NAL_SLICE = 1;
    static final int NAL_SLICE_IDR = 5;

    /* Slice types of x264_picture_t.i_type */
    static final int X264_TYPE_AUTO = 0x0000;
    static final int X264_TYPE_IDR = 0x0001;

    /* x264_nal_t: octets from its beginning */
    static final int NAL_I_TYPE = 4;
    static final int NAL_I_FIRST_MB = 12;
    static final int NAL_I_LAST_MB = 16;
    static final int NAL_I_PAYLOAD = 20;
    static final int NAL_P_PAYLOAD = 24;
    static final int NAL_SIZE = 40;

    /* x264_picture_t: octets from its beginning, img.* being its member x264_image_t */
    static final int PICTURE_I_TYPE = 0;
    static final int PICTURE_I_PTS = 16;
    static final int PICTURE_IMG_I_CSP = 40;
    static final int PICTURE_IMG_I_PLANE = 44;
    static final int PICTURE_IMG_I_STRIDE = 48;
    static final int PICTURE_IMG_PLANE = 64;

    private X264() {}

    static native int x264_param_default_preset(long param, String preset, String tune);

    /** 0, X264_PARAM_BAD_NAME (-1), X264_PARAM_BAD_VALUE (-2). */
    static native int x264_param_parse(long param, String name, String value);

    static native int x264_param_apply_profile(long param, String profile);

    static native void x264_picture_init(long pic);

    static native int x264_picture_alloc(long pic, int i_csp, int i_width, int i_height);

    static native void x264_picture_clean(long pic);

    /** Exported with the build number as suffix, {@code x264_encoder_open_164}. */
    static native long x264_encoder_open(long param);

    static native int x264_encoder_reconfig(long handle, long param);

    static native void x264_encoder_parameters(long handle, long param);

    static native int x264_encoder_encode(long handle, long pp_nal, long pi_nal, long pic_in, long pic_out);

    static native void x264_encoder_close(long handle);

    /** dst: at least i_payload * 3 / 2 + 5 + 64 octets; afterwards nal's p_payload is dst. */
    static native void x264_nal_encode(long handle, long dst, long nal);
}
