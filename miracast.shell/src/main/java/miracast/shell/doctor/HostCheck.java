// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.shell.Diagnosis;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Whether casts can be started, and how those that were are. */
@Component(service = Check.class)
public final class HostCheck implements Check {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ServiceComponentRuntime components;

    @Override
    public Subject subject() {
        return Subject.HOST;
    }

    @Override
    public List<Finding> findings() {
        CastService service = casts;
        if (service == null) {
            return List.of(Finding.error(
                    "Nothing can be cast. " + String.join(" ", Diagnosis.of(components, CastService.class)),
                    "Start miracast.host (in Karaf: feature:install miracast-core), and what it waits for."));
        }
        List<Cast> all = service.casts();
        List<Cast> dark =
                all.stream().filter(cast -> cast.darkSince().isPresent()).toList();
        if (dark.isEmpty()) {
            return List.of(Finding.ok("The host runs, with " + all.size() + " casts."));
        }
        return dark.stream()
                .map(cast -> Finding.warning(
                        "Cast " + cast.id() + " shows nothing: " + cast.detail(),
                        "See miracast:log " + cast.id() + "."))
                .toList();
    }
}
