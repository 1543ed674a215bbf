// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.Map;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastDriver;
import miracast.host.session.DriverSupply;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.ComponentServiceObjects;

/** Driver objects of a service of prototype scope. Any thread. */
final class DriverService implements DriverSupply {
    /** Service property with the name of a driver, of {@link miracast.api.driver.Driver}. */
    static final String NAME = "miracast.driver.name";

    private final ComponentServiceObjects<MiracastDriver> objects;
    private final String name;
    private final String whereToLook;

    DriverService(ComponentServiceObjects<MiracastDriver> objects, Map<String, Object> properties) {
        this.objects = objects;
        name = String.valueOf(properties.get(NAME));
        Object configuration = properties.get(Constants.SERVICE_PID);
        whereToLook = configuration == null
                ? "component " + properties.get(ComponentConstants.COMPONENT_NAME)
                : "configuration " + configuration;
    }

    /** DS answers null where the component's constructor has thrown, as it does for a configuration that cannot be used. */
    @Override
    public MiracastDriver take() throws MiracastException {
        MiracastDriver object = objects.getService();
        if (object == null) {
            throw new MiracastException(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    "driver " + name + " cannot be activated; see its " + whereToLook + ", and the log for the reason");
        }
        return object;
    }

    @Override
    public void giveBack(MiracastDriver object) {
        objects.ungetService(object);
    }
}
