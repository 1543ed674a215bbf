// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

/** How the macroblocks of a slice are predicted (ITU-T H.264, table 7-6), in the order of the code. */
public enum SliceType {
    /** From one earlier picture for each part. */
    P,
    /** Not allowed in Wi-Fi Display. */
    B,
    /** From nothing but itself. */
    I,
    /** As P, made for switching between streams; only in profiles that nobody uses here. */
    SP,
    /** As I, made for switching between streams. */
    SI;

    private static final SliceType[] BY_CODE = values();

    /** Codes 5 to 9 say that all slices of the picture are alike. */
    static SliceType of(int code) {
        return BY_CODE[code % BY_CODE.length];
    }
}
