// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import miracast.api.Inventory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What casts are made of, with the versions of the libraries, as the bundles tell it. */
@Component(service = Check.class)
public final class PartsCheck implements Check {
    /** What every cast needs one of. */
    private static final List<Inventory.Kind> NEEDED = List.of(Inventory.Kind.DRIVER, Inventory.Kind.ENCODER);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Inventory> inventories = List.of();

    @Override
    public Subject subject() {
        return Subject.PARTS;
    }

    @Override
    public List<Finding> findings() {
        List<Inventory.Part> parts = inventories.stream()
                .flatMap(inventory -> inventory.parts().stream())
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Inventory.Kind kind : NEEDED) {
            if (parts.stream().noneMatch(part -> part.kind() == kind && part.available())) {
                findings.add(Finding.error(
                        "There is no " + name(kind) + ".",
                        parts.stream().anyMatch(part -> part.kind() == kind)
                                ? "Bundles with one are there: see below what is missing, or wrong with them."
                                : "Install a bundle with one."));
            }
        }
        Set<Inventory.Kind> there = parts.stream()
                .filter(Inventory.Part::available)
                .map(Inventory.Part::kind)
                .collect(Collectors.toSet());
        inventories.stream()
                .flatMap(inventory -> inventory.configurationFaults().stream())
                .map(fault -> Finding.warning(
                        Character.toUpperCase(fault.charAt(0)) + fault.substring(1), "Mend that value, or remove it."))
                .forEach(findings::add);
        parts.forEach(part -> findings.add(finding(part, there.contains(part.kind()))));
        findings.add(Finding.ok("Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", " + System.getProperty("os.arch")));
        return findings;
    }

    /** A part that is not for this machine is no concern where another one does what it would. */
    private static Finding finding(Inventory.Part part, boolean anotherIsThere) {
        String subject = name(part.kind()) + " " + part.name();
        if (part.available()) {
            return Finding.ok(subject + ": " + part.detail());
        }
        return anotherIsThere
                ? Finding.ok(subject + " is not there: " + part.detail())
                : Finding.warning(subject + " is missing.", part.detail());
    }

    private static String name(Inventory.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
