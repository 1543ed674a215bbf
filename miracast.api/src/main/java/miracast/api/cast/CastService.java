// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Starts casts and knows the running ones. Any thread. */
@ProviderType
public interface CastService {
    /** Of how many ended casts is known how they ended. */
    int ENDED_LENGTH = 20;

    /**
     * Starts a cast and returns at once; it goes on by itself.
     *
     * @throws IllegalArgumentException if the request names a source or encoder that is not there: the message lists those that
     *     are, and says why a known one is missing; an {@linkplain CastRequest#unattended() unattended} cast waits for them
     *     instead. Also if a filter for device or encoder is not one, or another
     *     cast that has not ended has the wanted id
     */
    Cast cast(CastRequest request);

    /** The casts that have not ended, oldest first. */
    List<Cast> casts();

    /** The cast with that id; empty if there is none or it has ended. */
    Optional<Cast> cast(String id);

    /**
     * The casts that ended last, in the order of their ends: at most {@value #ENDED_LENGTH}, and of several with the same id the
     * last one. Who sees that a cast is no more in {@link #casts()} finds it here; gone with this service. A snapshot: it does not
     * change.
     */
    List<EndedCast> ended();
}
