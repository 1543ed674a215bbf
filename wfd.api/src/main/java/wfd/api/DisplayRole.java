// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/**
 * What a device is as a Wi-Fi Display device: bits 1:0 of the device information bitmap, subelement 0 of the Wi-Fi
 * Display information element.
 */
public enum DisplayRole {
    /** No Wi-Fi Display device: it announces no such element. A printer, say. */
    NONE(false),
    /** 00: only casts, like a telephone. */
    SOURCE(false),
    /** 01: shows picture and sound. */
    PRIMARY_SINK(true),
    /** 10: takes over the sound only. */
    SECONDARY_SINK(false),
    /** 11: source or primary sink, as wanted. */
    DUAL(true);

    private final boolean showsPictures;

    DisplayRole(boolean showsPictures) {
        this.showsPictures = showsPictures;
    }

    /**
     * Whether a picture can be cast to such a device.
     *
     * @return true for a primary sink and for a device of both roles
     */
    public boolean showsPictures() {
        return showsPictures;
    }
}
