// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.ArrayList;
import java.util.List;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastService;
import miracast.api.cast.EndedCast;

/**
 * What is left of the casts that ended last: values only, so that no cast is kept alive. Written on the control loop only; other
 * threads read an immutable list from a volatile field, and never wait.
 */
final class EndedCasts {
    private volatile List<EndedCast> kept = List.of();

    /** Those that are kept, oldest first. */
    List<EndedCast> list() {
        return kept;
    }

    /**
     * A cast has ended. What was left of an earlier one of that id goes: one that is begun again and again, as a declared one may
     * be, is not to push out all others.
     */
    void add(HostCast cast, CastEnd end) {
        List<CastLogEntry> log = cast.log();
        CastLogEntry last = log.get(log.size() - 1);
        List<EndedCast> next = new ArrayList<>(kept);
        next.removeIf(each -> each.id().equals(cast.id()));
        next.add(new EndedCast(
                cast.id(),
                cast.request().target(),
                last.time(),
                end,
                cast.darkSince().orElse(last.time()),
                log));
        kept = List.copyOf(next.subList(Math.max(0, next.size() - CastService.ENDED_LENGTH), next.size()));
    }
}
