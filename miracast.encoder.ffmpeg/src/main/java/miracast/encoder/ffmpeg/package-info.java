// SPDX-License-Identifier: Apache-2.0
/**
 * FFmpeg's H.264 encoders, each as a {@link miracast.api.encoder.VideoEncoder}: OpenH264 in software, so that a fresh machine can
 * cast with nothing installed, and whatever the machine's hardware offers. {@link miracast.encoder.ffmpeg.FfmpegEncoders} tries them
 * when it starts, by really encoding, and offers those that worked; {@link miracast.encoder.ffmpeg.FfmpegCodec} knows how each
 * wants to be set.
 *
 * <p>What the encoders of different makers do not agree on is put right behind them, by
 * {@link miracast.encoder.ffmpeg.AccessUnitWriter}: delimiters, start codes, parameter sets before each IDR picture, and what the
 * sequence parameter set says of profile, level and reordering.
 */
package miracast.encoder.ffmpeg;
