// SPDX-License-Identifier: Apache-2.0
package miracast.api;

/**
 * The H.264 profiles of Wi-Fi Display (Release 1). Neither allows B slices, FMO, ASO or CABAC; {@link #CONSTRAINED_HIGH} adds
 * the 8 x 8 transform.
 */
public enum H264Profile {
    /** Constrained Baseline: profile_idc 66 with constraint_set0 and constraint_set1. Mandatory for every sink. */
    CONSTRAINED_BASELINE(66, 0xC0),
    /** Constrained High: profile_idc 100 with constraint_set4 and constraint_set5. */
    CONSTRAINED_HIGH(100, 0x0C);

    private final int profileIdc;
    private final int constraintFlags;

    H264Profile(int profileIdc, int constraintFlags) {
        this.profileIdc = profileIdc;
        this.constraintFlags = constraintFlags;
    }

    /** profile_idc of the sequence parameter set (ITU-T H.264, 7.4.2.1.1). */
    public int profileIdc() {
        return profileIdc;
    }

    /** The octet of constraint flags that follows profile_idc, constraint_set0_flag in its top bit. */
    public int constraintFlags() {
        return constraintFlags;
    }
}
