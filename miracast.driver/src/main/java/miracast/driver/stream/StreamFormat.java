// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoFormat;

/**
 * What a stream consists of.
 *
 * @param video how the picture is coded
 * @param sound how sound is coded; empty if there is none
 * @param markers whether the RTP marker ends each video frame, as Microsoft's extensions want it; to other sinks it means a
 *     break of time stamps (RFC 2250)
 */
public record StreamFormat(VideoFormat video, Optional<AudioCoding> sound, boolean markers) {}
