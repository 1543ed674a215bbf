// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

/**
 * What one Input item says (HID 1.11, 6.2.2.5): values of equal size, one behind the other. Usages have their page in the upper half.
 *
 * @param application usage of the application collection that it is in; 0 if it is in none
 * @param group number of the finger or pen that it tells of, or else of its application
 * @param offset bits of the report before the first value, the report ID included
 * @param size bits of a value, 1 to 32
 * @param count how many values
 * @param flags of the item: {@link #VARIABLE}, {@link #RELATIVE}, {@link #NULL_STATE}
 * @param least logical minimum; if it is below 0, values are signed
 * @param most logical maximum
 * @param usages of each value; of an array, of each thing that a value can choose, from the logical minimum on
 */
record ReportField(
        int application, int group, int offset, int size, int count, int flags, long least, long most, int[] usages) {
    /** Each value has a usage of its own; otherwise (array) it chooses one. */
    static final int VARIABLE = 0x02;
    /** Values are changes. */
    static final int RELATIVE = 0x04;
    /** A value beyond the logical range tells nothing. */
    static final int NULL_STATE = 0x40;

    boolean isVariable() {
        return (flags & VARIABLE) != 0;
    }

    boolean isRelative() {
        return (flags & RELATIVE) != 0;
    }

    /** A value of a report; what is behind its end is 0. */
    long value(byte[] report, int index) {
        int bit = offset + index * size;
        long bits = 0;
        // 32 bits reach over five octets at most.
        for (int i = 0; i < 5 && bit / 8 + i < report.length; i++) {
            bits |= (report[bit / 8 + i] & 0xFFL) << 8 * i;
        }
        int above = Long.SIZE - size;
        long value = bits >>> bit % 8 << above;
        return least < 0 ? value >> above : value >>> above;
    }

    boolean isInRange(long value) {
        return value >= least && value <= most;
    }

    /** What a value of an array chooses; 0 if that is nothing. */
    int chosen(long value) {
        long index = value - least;
        return isInRange(value) && index < usages.length ? usages[(int) index] : 0;
    }
}
