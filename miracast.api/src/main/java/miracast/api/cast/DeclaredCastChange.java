// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that became of a declared cast: why there is no cast of it, or which one, and what comes next. What happens to that
 * cast itself is in {@link Cast#log()}.
 *
 * @param time when it happened
 * @param before the state before; of the first change, the same as since then
 * @param state the state since then; the same as before if a configuration was refused while a cast plays, or another try failed
 * @param detail what happened and why, as a sentence
 * @param problems what is wrong with the configuration, a sentence for each mistake; empty if nothing is
 * @param next when the next try comes, or when the schedule begins or ends the cast; empty if nothing is due by itself
 */
public record DeclaredCastChange(
        Instant time,
        DeclaredCast.State before,
        DeclaredCast.State state,
        String detail,
        List<String> problems,
        Optional<Instant> next) {

    public DeclaredCastChange {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
        problems = List.copyOf(problems);
        Objects.requireNonNull(next, "next");
    }
}
