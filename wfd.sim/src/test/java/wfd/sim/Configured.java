// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes configurations as a component gets them: what isn't given has its default. */
final class Configured {
    private Configured() {}

    static SimDevice device(String address, Map<String, ?> values) {
        return new SimDevice(deviceConfig(address, values), Map.of("service.pid", SimDevice.PID + "~test"));
    }

    static SimDevice.Config deviceConfig(String address, Map<String, ?> values) {
        return of(SimDevice.Config.class, name -> name.equals("address") ? address : values.get(name));
    }

    static SimWifiDirect provider(Map<String, ?> values) {
        return new SimWifiDirect(() -> false, providerConfig(values));
    }

    static SimWifiDirect.Config providerConfig(Map<String, ?> values) {
        return of(SimWifiDirect.Config.class, values::get);
    }

    /** The value of an attribute, or null for its default. */
    private interface Values {
        Object get(String name);
    }

    private static <C> C of(Class<C> type, Values values) {
        Object config =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object value = values.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
        return type.cast(config);
    }
}
