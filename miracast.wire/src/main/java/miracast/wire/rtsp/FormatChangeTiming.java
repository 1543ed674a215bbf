// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/**
 * {@code wfd_av_format_change_timing}: from which picture on a new format holds. On the wire the 33 bits of each time stand on
 * top of 40.
 *
 * @param pts90k presentation time of that picture
 * @param dts90k its decoding time
 */
public record FormatChangeTiming(long pts90k, long dts90k) {
    private static final int SHIFT = 7;
    private static final int DIGITS = 10;

    /** @throws IllegalArgumentException if a time has more than 33 bits */
    public FormatChangeTiming {
        Fields.checkBits("pts90k", pts90k, 33);
        Fields.checkBits("dts90k", dts90k, 33);
    }

    /**
     * Reads a value.
     *
     * @throws ParameterException if it is not two numbers of 10 digits
     */
    public static FormatChangeTiming parse(String value) throws ParameterException {
        Fields fields = new Fields(ParameterName.WFD_AV_FORMAT_CHANGE_TIMING, value);
        return new FormatChangeTiming(fields.hex("PTS", DIGITS) >> SHIFT, fields.hex("DTS", DIGITS) >> SHIFT);
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return String.format("%010X %010X", pts90k << SHIFT, dts90k << SHIFT);
    }
}
