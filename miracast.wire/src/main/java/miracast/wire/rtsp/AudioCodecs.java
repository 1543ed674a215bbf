// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import miracast.api.AudioCoding;

/**
 * {@code wfd_audio_codecs} and {@code wfd2_audio_codecs}, which knows more modes: what a sink can play, or the one codec of M4.
 *
 * @param codecs those with a mode; empty for {@code none}
 */
public record AudioCodecs(List<AudioCodec> codecs) {
    /** {@code none}: the sink has no sound. */
    public static final AudioCodecs NONE = new AudioCodecs(List.of());

    /** The list is copied. */
    public AudioCodecs {
        codecs = List.copyOf(codecs);
    }

    /** The one codec of M4. */
    public static AudioCodecs of(AudioCoding coding) {
        return new AudioCodecs(List.of(AudioCodec.of(coding)));
    }

    /**
     * Reads a value. Entries that cannot be read, of unknown formats or without a mode are left out.
     *
     * @throws ParameterException if no entry is left and one could not be read; tells about the first
     */
    public static AudioCodecs parse(String value) throws ParameterException {
        return parseAs(ParameterName.WFD_AUDIO_CODECS, value);
    }

    /**
     * Reads a value of one of the two parameters.
     *
     * @param name of the parameter, for errors
     * @throws ParameterException if no entry is left and one could not be read; tells about the first
     */
    public static AudioCodecs parseAs(String name, String value) throws ParameterException {
        if (Fields.isNone(value)) {
            return NONE;
        }
        List<AudioCodec> codecs = new ArrayList<>();
        ParameterException failure = null;
        for (String entry : value.split(",", -1)) {
            try {
                AudioCodec.parse(new Fields(name, value, entry)).ifPresent(codecs::add);
            } catch (ParameterException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (codecs.isEmpty() && failure != null) {
            throw failure;
        }
        return new AudioCodecs(codecs);
    }

    /** Whether there is no codec. */
    public boolean isNone() {
        return codecs.isEmpty();
    }

    /** Whether one of the codecs has a mode: {@code supports(AudioFormat.LPCM, 1)} for LPCM of 48 kHz. */
    public boolean supports(AudioFormat format, int bit) {
        return codecs.stream().anyMatch(codec -> codec.format() == format && (codec.modes() >>> bit & 1) != 0);
    }

    /** Whether a sink takes what a source makes. */
    public boolean takes(AudioCoding coding) {
        AudioCodec wanted = AudioCodec.of(coding);
        return codecs.stream()
                .anyMatch(codec -> codec.format() == wanted.format() && (codec.modes() & wanted.modes()) != 0);
    }

    /** The value as sent. */
    @Override
    public String toString() {
        return isNone()
                ? Fields.NONE
                : codecs.stream().map(AudioCodec::toString).collect(Collectors.joining(", "));
    }
}
