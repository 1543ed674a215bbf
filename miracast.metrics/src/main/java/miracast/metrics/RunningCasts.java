// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The casts that have not ended; none while there is no host, so that a monitor sees that instead of an error. Any thread. */
@Component(service = RunningCasts.class)
public final class RunningCasts {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    /** A snapshot. */
    List<Cast> list() {
        CastService service = casts;
        return service == null ? List.of() : service.casts();
    }
}
