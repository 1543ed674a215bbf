// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    /** By which name sources take the longest time for opening, in s. */
    private static final String TIMEOUT = "timeout";

    private static final double LONGEST_TIMEOUT = 3600;
    private static final long MORE_NS = TimeUnit.SECONDS.toNanos(5);

    public SourceWish {
        options = Map.copyOf(options);
    }

    long openLimitNs(long leastNs) {
        return openLimitNs(options, leastNs);
    }

    /**
     * How long a source may take to open a stream, in ns: longer than what it is told to wait itself.
     *
     * @param options for the source, by name
     * @param leastNs where the options say nothing about that
     */
    public static long openLimitNs(Map<String, String> options, long leastNs) {
        try {
            double seconds = Double.parseDouble(options.getOrDefault(TIMEOUT, "0"));
            return Math.max(leastNs, (long) (Math.min(seconds, LONGEST_TIMEOUT) * 1e9) + MORE_NS);
        } catch (NumberFormatException e) {
            // The source refuses it in its own words.
            return leastNs;
        }
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
