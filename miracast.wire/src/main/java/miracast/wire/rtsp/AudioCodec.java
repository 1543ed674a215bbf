// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.Optional;
import miracast.api.AudioCoding;

/**
 * An entry of {@code wfd_audio_codecs}.
 *
 * @param format which codec
 * @param modes 32 bits, see {@link AudioFormat}
 * @param latency of the decoder in units of 5 ms, 0 if not told
 */
public record AudioCodec(AudioFormat format, long modes, int latency) {
    /** LPCM of 48 kHz, 16 bits, stereo: what every sink with sound has. */
    public static final AudioCodec LPCM_48000 = new AudioCodec(AudioFormat.LPCM, 2, 0);

    /** AAC-LC of 48 kHz, 16 bits, stereo. */
    public static final AudioCodec AAC_48000 = new AudioCodec(AudioFormat.AAC, 1, 0);

    /** @throws IllegalArgumentException if modes have more than 32 bits or the latency more than 8 */
    public AudioCodec {
        Fields.checkBits("modes", modes, 32);
        Fields.checkBits("latency", latency, 8);
    }

    /** The entry of a coding that a source has. */
    static AudioCodec of(AudioCoding coding) {
        return switch (coding) {
            case LPCM -> LPCM_48000;
            case AAC_LC -> AAC_48000;
        };
    }

    /** Reads an entry; empty if its format is not known or it has no mode, which is legal and means nothing. */
    static Optional<AudioCodec> parse(Fields fields) throws ParameterException {
        String name = fields.next("format");
        long modes = fields.hex("modes of " + Quoted.of(name), 8);
        int latency = (int) fields.hexOrZero("latency of " + Quoted.of(name), 2);
        for (AudioFormat format : AudioFormat.values()) {
            if (format.name().equalsIgnoreCase(name) && modes != 0) {
                return Optional.of(new AudioCodec(format, modes, latency));
            }
        }
        return Optional.empty();
    }

    /** The entry as in the parameter. */
    @Override
    public String toString() {
        return format + " " + Fields.hex8(modes) + " " + Fields.hex2(latency);
    }
}
