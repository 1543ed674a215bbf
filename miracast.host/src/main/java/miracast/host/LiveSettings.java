// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import miracast.api.configuration.Configured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.LoggerFactory;

/**
 * What the host is configured with. A service of its own, private to this bundle: the host fills it, and its inventory reads it,
 * which could not wait for the host, since the host takes inventories. Filled by one thread at a time, read by any.
 */
@Component(service = LiveSettings.class)
public final class LiveSettings {
    private final Configured<HostConfig, HostSettings> configured = new Configured<>(
            HostConfig.PID, HostConfig.class, HostSettings::of, LoggerFactory.getLogger(HostCastService.class)::error);

    @Activate
    public LiveSettings() {
        // Begins with the defaults.
    }

    Configured<HostConfig, HostSettings> configured() {
        return configured;
    }
}
