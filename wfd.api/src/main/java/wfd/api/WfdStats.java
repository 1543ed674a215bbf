// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the system knows about a link at one moment; what it doesn't know is absent. A provider overrides what it can tell.
 * Instances never change.
 */
@ProviderType
public interface WfdStats {
    /** Nothing is known. */
    WfdStats UNKNOWN = new WfdStats() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    /**
     * The rates that the link allows. The driver's connection statistics and its notifications of data rates come from
     * here.
     *
     * @return the rates, or nothing if they are not known
     */
    default Optional<LinkRates> rates() {
        return Optional.empty();
    }

    /**
     * What has become of the frames sent since the session was opened.
     *
     * @return the counters, or nothing if they are not known
     */
    default Optional<FrameCounters> frames() {
        return Optional.empty();
    }
}
