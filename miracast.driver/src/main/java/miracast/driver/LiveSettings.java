// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import miracast.api.configuration.Configured;
import miracast.driver.session.SessionSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of all drivers, which are one object per cast: what was right outlives each of them. Private to this bundle.
 * Immediate, so that a wrong configuration is told when it is made. Changed by one thread at a time, read by any.
 */
@Component(service = LiveSettings.class, immediate = true, configurationPid = DriverConfig.PID)
@Designate(ocd = DriverConfig.class)
public final class LiveSettings {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final Configured<DriverConfig, SessionSettings> configured =
            new Configured<>(DriverConfig.PID, DriverConfig.class, DriverSettings::of, LOG::error);

    @Activate
    public LiveSettings(DriverConfig config) {
        configured.update(config);
    }

    /** Holds from the next session on; running ones go on as they began. */
    @Modified
    void modified(DriverConfig config) {
        configured.update(config);
    }

    Configured<DriverConfig, SessionSettings> configured() {
        return configured;
    }
}
