// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

/** stream_type values of the program map (ISO/IEC 13818-1, table 2-34, and user private ones). */
public final class StreamType {
    /** AAC with ADTS headers (ISO/IEC 13818-7). */
    public static final int AAC_ADTS = 0x0F;
    /** H.264 video (ITU-T H.264). */
    public static final int H264 = 0x1B;
    /** H.265 video (ITU-T H.265). */
    public static final int H265 = 0x24;
    /** AC-3 sound; user private (ATSC A/53). */
    public static final int AC3 = 0x81;
    /** LPCM as Wi-Fi Display (and HDMV before it) frames it. */
    public static final int LPCM = 0x83;

    private StreamType() {}
}
