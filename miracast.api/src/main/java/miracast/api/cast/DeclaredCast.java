// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A cast that an operator has declared by a configuration instead of a program that starts it. Registered as a service as long as
 * its configuration is there, right or wrong, with the configuration's values as service properties. Any thread; no method waits.
 */
@ProviderType
public interface DeclaredCast {
    /** Factory PID of the configurations that declare casts. */
    String FACTORY_PID = "miracast.cast";

    /** How many changes {@link #log()} keeps: as many as {@link Cast#LOG_LENGTH}. */
    int LOG_LENGTH = 50;

    /** What has become of the declaration. */
    enum State {
        /** The configuration cannot be used, and there was no usable one before; see {@link DeclaredCast#problems()}. */
        INVALID,
        /** No host is there that would run the cast. */
        NO_HOST,
        /** The schedule has nothing to show now. */
        OFF_HOURS,
        /** The cast could not be started, or ended by itself; it is tried again after a pause. */
        BACKING_OFF,
        /** There is a cast, see {@link DeclaredCast#cast()} for how it fares. */
        CASTING
    }

    /** PID of the configuration. */
    String pid();

    /** What the operator calls it; what distinguishes the PID where the configuration has no name. */
    String name();

    /** What has become of it. */
    State state();

    /** Since when that is so. */
    Instant since();

    /** What happens now, what happens next and when, and what is wrong, as a sentence. */
    String detail();

    /** When the next try comes, or when the schedule begins or ends the cast; empty if nothing is due by itself. */
    Optional<Instant> next();

    /**
     * What is wrong with the present configuration, a sentence with PID, field, value and what is allowed for each mistake; empty
     * if nothing is. A cast that was declared rightly before plays on while a later change is wrong.
     */
    List<String> problems();

    /** What became of it, oldest first: the last {@value #LOG_LENGTH} changes. Each is told as an event, see {@link DeclaredCastEvents}. */
    List<DeclaredCastChange> log();

    /** The cast while there is one. It is not to be stopped, since it would only be started again; its configuration is. */
    Optional<Cast> cast();
}
