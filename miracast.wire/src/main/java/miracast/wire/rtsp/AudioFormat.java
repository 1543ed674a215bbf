// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** The audio formats of {@code wfd_audio_codecs}, spelled as on the wire. */
public enum AudioFormat {
    /** Bit 0: 44.1 kHz, bit 1: 48 kHz; 16 bits, stereo. */
    LPCM,
    /** AAC-LC of 48 kHz; bits 0 to 3: 2, 4, 6, 8 channels. */
    AAC,
    /** AC-3 of 48 kHz; bits 0 to 2: 2, 4, 6 channels. */
    AC3
}
