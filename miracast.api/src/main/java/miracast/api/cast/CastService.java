// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Starts casts and knows the running ones. Any thread. */
@ProviderType
public interface CastService {

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
}
