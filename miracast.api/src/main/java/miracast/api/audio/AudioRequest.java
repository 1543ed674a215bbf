// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

import java.util.Map;
import java.util.Objects;

/**
 * What a stream is opened with.
 *
 * @param castId the cast that wants it, for log lines and thread names
 * @param location what follows the source's name in the cast's request; for sound that accompanies pictures their location.
 *     Empty if nothing does
 * @param options further wishes by name, for sound that accompanies pictures those of the pictures; unknown ones are refused by
 *     the source
 * @param accompanies whether the same cast shows pictures of that location, with which the sound is to be in step; otherwise
 *     recorded sound begins when it is first asked for
 */
public record AudioRequest(String castId, String location, Map<String, String> options, boolean accompanies) {

    public AudioRequest {
        Objects.requireNonNull(castId, "castId");
        Objects.requireNonNull(location, "location");
        options = Map.copyOf(options);
    }
}
