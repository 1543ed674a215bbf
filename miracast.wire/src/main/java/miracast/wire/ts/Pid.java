// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

/**
 * The packet identifiers of a Wi-Fi Display stream. They are those of Android's source: displays exist that hard-code them, and
 * Android-based ones stay black with another PID for the program map.
 */
public final class Pid {
    /** Program association table (ISO/IEC 13818-1, table 2-3). */
    public static final int PAT = 0x0000;
    /** Program map table. */
    public static final int PMT = 0x0100;
    /** Packets that carry nothing but the clock. */
    public static final int PCR = 0x1000;
    /** H.264. */
    public static final int VIDEO = 0x1011;
    /** LPCM or AAC. */
    public static final int AUDIO = 0x1100;
    /** Null packets. */
    public static final int NULL = 0x1FFF;

    private Pid() {}
}
