// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import wfd.api.WfdProviderStatus;

/** Whether devices can be reached over Wi-Fi Direct. Casts that listen need none of it. */
@Component(service = Check.class)
public final class ProvidersCheck implements Check {
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WfdProviderStatus> providers = List.of();

    @Override
    public Subject subject() {
        return Subject.PROVIDERS;
    }

    @Override
    public List<Finding> findings() {
        List<WfdProviderStatus> all = providers;
        if (all.isEmpty()) {
            return List.of(Finding.warning(
                    "No Wi-Fi Direct provider is installed: only displays that connect by themselves can be reached.",
                    "Install wfd.windows on Windows, or wfd.sim to try it with simulated displays."));
        }
        boolean one = all.stream().anyMatch(WfdProviderStatus::available);
        return all.stream().map(provider -> finding(provider, one)).toList();
    }

    /** A provider for another system is no concern where one works. */
    private static Finding finding(WfdProviderStatus provider, boolean oneWorks) {
        if (provider.available()) {
            return Finding.ok("Provider " + provider.name() + " works.");
        }
        return oneWorks
                ? Finding.ok("Provider " + provider.name() + " does not work here: " + provider.reason())
                : Finding.warning("Provider " + provider.name() + " does not work.", provider.reason());
    }
}
