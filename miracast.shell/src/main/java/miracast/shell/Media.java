// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Path;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastTarget;

/**
 * What is cast, and how: the wishes that all commands share.
 *
 * @param source see {@link CastRequest#source()}
 * @param sourceOptions see {@link CastRequest#sourceOptions()}
 * @param encoder null for the best
 * @param mode null for the best
 * @param bitRate null for the default
 * @param audio what to hear, {@link #NO_AUDIO} for a stream without sound; null for the source's own
 * @param record where to write the transport stream as sent; null for nowhere
 */
record Media(
        String source,
        Map<String, String> sourceOptions,
        String encoder,
        VideoMode mode,
        BitRate bitRate,
        String audio,
        Path record) {

    /** The source of which it is known what a display must show. */
    static final String PATTERN = "pattern";

    /** What asks for a stream without sound. */
    static final String NO_AUDIO = "none";

    boolean hasAudio() {
        return !NO_AUDIO.equals(audio);
    }

    boolean isPattern() {
        return source.equals(PATTERN);
    }

    CastRequest request(CastTarget target, boolean once) throws CommandFailure {
        CastRequest.Builder request = CastRequest.to(target)
                .source(source)
                .sourceOptions(sourceOptions)
                .encoder(encoder)
                .mode(mode)
                .audio(hasAudio())
                .audioSource(hasAudio() ? audio : null)
                .recording(record)
                .once(once);
        if (bitRate != null) {
            try {
                request.bitRate(bitRate.bitRate());
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
            }
        }
        return request.build();
    }
}
