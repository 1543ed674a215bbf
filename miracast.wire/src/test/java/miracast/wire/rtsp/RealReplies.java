// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** Values that real sinks sent in their replies to M3, from captures and from the sources of open sinks. */
final class RealReplies {
    /** Samsung television, recorded with an Intel WiDi source. */
    static final String SAMSUNG = "40 00 02 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none,"
            + " 01 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none";

    static final String LG = "40 00 01 10 000194FF 155575DF 00000555 00 0000 0000 1F none none,"
            + " 02 10 000194FF 155575DF 00000555 00 0000 0000 1F none none";
    static final String WINDOWS = "40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438";
    static final String MIRACLECAST = "00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none";
    static final String FOXLOST = "00 00 01 10 0001bde1 00300000 000003c0";

    /** {@code wfd2_video_formats} of the same Windows sink: Restricted High with CABAC before Constrained Baseline. */
    static final String WINDOWS_RELEASE_2 = "40 01 04 0080 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11,"
            + " 01 01 0080 000001ffbdeb 0001555557ff 000000000fff 10 0000 001f 11 00";

    private RealReplies() {}
}
