// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import java.util.Map;
import java.util.Objects;
import miracast.api.VideoMode;

/**
 * What a stream is opened with.
 *
 * @param castId the cast that wants it, for log lines and thread names
 * @param location what follows the source's name in the cast's request: a file, a URL, a display; empty if nothing does
 * @param mode the mode in which pictures will be shown. A source that makes its pictures in that size saves a conversion; it need
 *     not
 * @param options further wishes by name, each documented by its source; unknown ones are refused by the source. By {@code timeout},
 *     in s, the host knows that opening may take that long
 */
public record FrameRequest(String castId, String location, VideoMode mode, Map<String, String> options) {

    public FrameRequest {
        Objects.requireNonNull(castId, "castId");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(mode, "mode");
        options = Map.copyOf(options);
    }
}
