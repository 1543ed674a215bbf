// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Map;
import miracast.api.frames.FrameSource;
import miracast.host.parts.Offers;
import miracast.host.parts.SourceSpec;

/**
 * Which source a cast wants to show, and how.
 *
 * @param spec name and location
 * @param options for the source, by name
 */
public record SourceWish(SourceSpec spec, Map<String, String> options) {
    public SourceWish {
        options = Map.copyOf(options);
    }

    /** The same wish for the sources that are there now. */
    SourceWish readAnew(Offers<FrameSource> offers) {
        SourceSpec now = spec.readAnew(offers);
        return now == spec ? this : new SourceWish(now, options);
    }

    /** The source as the user named it. */
    @Override
    public String toString() {
        return spec.text();
    }
}
