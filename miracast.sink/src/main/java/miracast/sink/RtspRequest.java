// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import miracast.wire.rtsp.Parameters;

/**
 * A request of either side.
 *
 * @param method case-sensitive
 * @param uri as it came
 * @param headers names in lower case; CSeq and the headers about the body are not in a request that is sent
 * @param body parameters; {@link Parameters#EMPTY} if there are none
 */
record RtspRequest(String method, String uri, Map<String, String> headers, Parameters body) {

    /** A request without headers of its own. */
    RtspRequest(String method, String uri, Parameters body) {
        this(method, uri, Map.of(), body);
    }

    /** A header's value; empty if it is not there. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
