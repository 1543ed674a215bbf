// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Map;
import miracast.api.driver.MiracastDriver;
import miracast.driver.LiveSettings;
import miracast.driver.RtspLoop;
import miracast.driver.WfdSourceDriver;
import miracast.host.session.DriverSupply;

/** The driver of this project, made as DS would make it. */
public final class RealDriver implements DriverSupply {
    private final RtspLoop loop = new RtspLoop();
    private final Map<String, ?> configuration;

    /** As it comes. */
    public RealDriver() {
        this(Map.of());
    }

    /** @param configuration what is not to be the default */
    public RealDriver(Map<String, ?> configuration) {
        this.configuration = configuration;
    }

    @Override
    public MiracastDriver take() {
        try {
            Constructor<?> constructor = LiveSettings.class.getConstructors()[0];
            Class<?> config = constructor.getParameterTypes()[0];
            Object values = Proxy.newProxyInstance(
                    config.getClassLoader(),
                    new Class<?>[] {config},
                    (proxy, method, arguments) -> configuration.containsKey(method.getName())
                            ? configuration.get(method.getName())
                            : method.getDefaultValue());
            return new WfdSourceDriver(loop, (LiveSettings) constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void giveBack(MiracastDriver driver) {
        // Its contexts are closed; the loop stays for the next one.
    }
}
