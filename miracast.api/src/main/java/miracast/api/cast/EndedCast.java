// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is left of a cast that has ended. Immutable; it keeps nothing of the cast alive.
 *
 * @param id {@link Cast#id()}
 * @param target whom it was for
 * @param time when it ended
 * @param end how it ended, as {@link Cast#ended()} told
 * @param darkSince since when the display shows nothing of it: when it ended if it played until then, before that if it did not
 * @param log {@link Cast#log()} as it was at the end, which is its last entry
 */
public record EndedCast(
        String id, CastTarget target, Instant time, CastEnd end, Instant darkSince, List<CastLogEntry> log) {

    /** Copies the log. */
    public EndedCast {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(darkSince, "darkSince");
        log = List.copyOf(log);
    }
}
