// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameSource;

/**
 * What display and sound are made of.
 *
 * @param encoders the encoders that are there
 * @param sources the sources that are there
 * @param converters the converters that are there
 * @param sounds the sources of sound that are there
 * @param audioEncoders the audio encoders that are there
 */
public record MediaOffers(
        Offers<VideoEncoder> encoders,
        Offers<FrameSource> sources,
        Offers<FrameConverter> converters,
        AudioSources sounds,
        Offers<AudioEncoder> audioEncoders) {}
