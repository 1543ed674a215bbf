// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Walks from a service that is missing down through the components that wait, to what is really missing. */
public final class Diagnosis {
    private final ServiceComponentRuntime runtime;
    private final Set<String> asked = new HashSet<>();
    private final List<String> reasons = new ArrayList<>();

    private Diagnosis(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why there is no such service, in sentences. */
    public static List<String> of(ServiceComponentRuntime runtime, Class<?> service) {
        if (runtime == null) {
            return List.of("Declarative Services do not run.");
        }
        Diagnosis diagnosis = new Diagnosis(runtime);
        diagnosis.why(service.getName());
        return diagnosis.reasons;
    }

    private void why(String service) {
        if (!asked.add(service)) {
            return;
        }
        Collection<ComponentDescriptionDTO> providers = runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> List.of(component.serviceInterfaces).contains(service))
                .toList();
        if (providers.isEmpty()) {
            reasons.add("No bundle that runs offers " + service + ".");
        }
        for (ComponentDescriptionDTO provider : providers) {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(provider);
            if (configurations.isEmpty()) {
                reasons.add(provider.name + " waits for its configuration.");
            }
            configurations.forEach(configuration -> why(provider, configuration));
        }
    }

    private void why(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        if (configuration.failure != null) {
            reasons.add(component.name + " failed: "
                    + configuration.failure.lines().findFirst().orElse("") + ".");
        }
        for (UnsatisfiedReferenceDTO unsatisfied : configuration.unsatisfiedReferences) {
            String service = interfaceOf(component, unsatisfied.name);
            reasons.add(component.name + " waits for " + service
                    + (unsatisfied.target == null ? "" : " with " + unsatisfied.target) + ".");
            why(service);
        }
    }

    private static String interfaceOf(ComponentDescriptionDTO component, String reference) {
        return Arrays.stream(component.references)
                .filter(candidate -> candidate.name.equals(reference))
                .map((ReferenceDTO candidate) -> candidate.interfaceName)
                .findFirst()
                .orElse(reference);
    }
}
