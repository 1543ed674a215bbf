// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.List;
import miracast.api.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The converter of this bundle, and whether its configuration is used; its pattern tells of itself. */
@Component
public final class HostInventory implements Inventory {
    private final LiveSettings settings;

    @Activate
    public HostInventory(@Reference LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part(Kind.FRAME_CONVERTER, "java", true, "plain Java, used where no native converter is there"));
    }

    @Override
    public List<String> configurationFaults() {
        return settings.configured().faults();
    }
}
