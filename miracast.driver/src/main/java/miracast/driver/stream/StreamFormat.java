// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import miracast.api.VideoFormat;

/**
 * What a stream consists of.
 *
 * @param video how the picture is coded
 * @param lpcm whether there is sound, LPCM of 48 kHz
 * @param markers whether the RTP marker ends each video frame, as Microsoft's extensions want it; to other sinks it means a
 *     break of time stamps (RFC 2250)
 */
public record StreamFormat(VideoFormat video, boolean lpcm, boolean markers) {}
