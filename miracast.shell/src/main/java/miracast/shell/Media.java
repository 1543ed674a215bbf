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
 * @param audio whether the stream has sound
 * @param record where to write the transport stream as sent; null for nowhere
 */
record Media(
        String source,
        Map<String, String> sourceOptions,
        String encoder,
        VideoMode mode,
        BitRate bitRate,
        boolean audio,
        Path record) {

    /** The source of which it is known what a display must show. */
    static final String PATTERN = "pattern";

    boolean isPattern() {
        return source.equals(PATTERN);
    }

    CastRequest request(CastTarget target, boolean once) throws CommandFailure {
        CastRequest.Builder request = CastRequest.to(target)
                .source(source)
                .sourceOptions(sourceOptions)
                .encoder(encoder)
                .mode(mode)
                .audio(audio)
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
