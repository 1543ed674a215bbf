// SPDX-License-Identifier: Apache-2.0
package miracast.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says of Declarative Services' components why they are not there. */
final class Diagnosis {
    private Diagnosis() {}

    /** A sentence for each component that waits for something or has failed. */
    static List<String> unsatisfiedComponents(BundleContext context) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return List.of("Declarative Services do not run.");
        }
        ServiceComponentRuntime runtime = context.getService(reference);
        return runtime.getComponentDescriptionDTOs().stream()
                .flatMap(component -> sentences(runtime, component))
                .toList();
    }

    private static Stream<String> sentences(ServiceComponentRuntime runtime, ComponentDescriptionDTO component) {
        String subject = "Component " + component.name + " ";
        List<ComponentConfigurationDTO> configurations = List.copyOf(runtime.getComponentConfigurationDTOs(component));
        if (configurations.isEmpty()) {
            return Stream.of(subject + "waits for its configuration.");
        }
        return configurations.stream()
                .filter(configuration ->
                        configuration.unsatisfiedReferences.length > 0 || configuration.failure != null)
                .map(configuration -> subject + reason(configuration));
    }

    private static String reason(ComponentConfigurationDTO configuration) {
        if (configuration.failure != null) {
            return "failed: " + configuration.failure.lines().findFirst().orElse("") + ".";
        }
        return Arrays.stream(configuration.unsatisfiedReferences)
                .map(Diagnosis::text)
                .collect(Collectors.joining(" and ", "waits for ", "."));
    }

    private static String text(UnsatisfiedReferenceDTO reference) {
        return reference.target == null ? reference.name : reference.name + " " + reference.target;
    }
}
