// SPDX-License-Identifier: Apache-2.0
package miracast.api;

/** How sound is coded on its way to a sink; always 48 kHz, stereo, 16 bits a sample. */
public enum AudioCoding {
    /** Samples as they are: 1.5 Mbit/s, no delay, and every sink that has sound takes it. A unit is 10 ms. */
    LPCM(480),
    /** AAC, low complexity (ISO/IEC 14496-3), in ADTS frames: a tenth of the bit rate for some 40 ms. A unit is a frame. */
    AAC_LC(1024);

    private final int unitSamples;

    AudioCoding(int unitSamples) {
        this.unitSamples = unitSamples;
    }

    /** Samples (left and right together count as one) in a unit: what one chunk has. */
    public int unitSamples() {
        return unitSamples;
    }
}
