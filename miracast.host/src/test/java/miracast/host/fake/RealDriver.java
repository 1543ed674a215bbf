// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import miracast.api.driver.MiracastDriver;
import miracast.driver.RtspLoop;
import miracast.driver.WfdSourceDriver;
import miracast.host.session.DriverSupply;

/** The driver of this project with its default configuration, made as DS would make it. */
public final class RealDriver implements DriverSupply {
    private final RtspLoop loop = new RtspLoop();

    @Override
    public MiracastDriver take() {
        try {
            Constructor<?> constructor = WfdSourceDriver.class.getConstructors()[0];
            Class<?> config = constructor.getParameterTypes()[1];
            Object defaults = Proxy.newProxyInstance(
                    config.getClassLoader(),
                    new Class<?>[] {config},
                    (proxy, method, arguments) -> method.getDefaultValue());
            return (MiracastDriver) constructor.newInstance(loop, defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void giveBack(MiracastDriver driver) {
        // Its contexts are closed; the loop stays for the next one.
    }
}
