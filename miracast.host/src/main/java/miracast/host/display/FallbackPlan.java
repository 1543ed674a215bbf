// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import miracast.api.cast.CastRequest;
import miracast.api.cast.Fallback;

/**
 * What a cast wants to show while its source gives nothing.
 *
 * @param fallback what is shown
 * @param afterNs how long the source may have nothing new before
 * @param mayStandStill whether a source that has nothing new, but has not failed, is fine
 */
public record FallbackPlan(Fallback fallback, long afterNs, boolean mayStandStill) {

    /** What a request says of it. */
    public static FallbackPlan of(CastRequest request) {
        return new FallbackPlan(request.fallback(), request.fallbackAfter().toNanos(), request.mayStandStill());
    }
}
