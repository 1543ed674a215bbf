// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.util.Hashtable;
import java.util.Map;
import java.util.function.Supplier;
import miracast.api.driver.MiracastDriver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A driver that is registered by a test: an object for each session. */
record DriverLoan(Supplier<MiracastDriver> objects) implements PrototypeServiceFactory<MiracastDriver> {

    /** @param ranking above those of other drivers, if casts are to go over to it */
    ServiceRegistration<MiracastDriver> register(BundleContext home, String name, int ranking) {
        return home.registerService(
                MiracastDriver.class,
                this,
                new Hashtable<>(Map.of("miracast.driver.name", name, Constants.SERVICE_RANKING, ranking)));
    }

    @Override
    public MiracastDriver getService(Bundle user, ServiceRegistration<MiracastDriver> registration) {
        return objects.get();
    }

    @Override
    public void ungetService(Bundle user, ServiceRegistration<MiracastDriver> registration, MiracastDriver object) {
        // What it was made of stays with the test.
    }
}
