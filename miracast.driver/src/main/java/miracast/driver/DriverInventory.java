// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import io.netty.util.Version;
import java.util.List;
import miracast.api.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what this bundle has: a driver that needs nothing that could be missing. */
@Component
public final class DriverInventory implements Inventory {
    private final LiveSettings settings;

    @Activate
    public DriverInventory(@Reference LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Part> parts() {
        Version netty = Version.identify(DriverInventory.class.getClassLoader()).get("netty-transport");
        String detail = "Wi-Fi Display source, H.264 and LPCM over RTP"
                + (netty == null ? "" : "; RTSP by Netty " + netty.artifactVersion());
        return List.of(new Part(Kind.DRIVER, WfdSourceDriver.NAME, true, detail));
    }

    @Override
    public List<String> configurationFaults() {
        return settings.configured().faults();
    }
}
