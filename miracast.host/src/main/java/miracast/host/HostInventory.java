// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.List;
import miracast.api.Inventory;
import org.osgi.service.component.annotations.Component;

/** The converter of this bundle; its pattern tells of itself. */
@Component
public final class HostInventory implements Inventory {
    @Override
    public List<Part> parts() {
        return List.of(
                new Part(Kind.FRAME_CONVERTER, "java", true, "plain Java, used where no native converter is there"));
    }
}
