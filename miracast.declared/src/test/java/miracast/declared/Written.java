// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration as an operator writes it. */
final class Written {
    static final String PID = "miracast.cast~lobby";

    private final Map<String, Object> properties = new HashMap<>(Map.of("service.pid", PID));

    static Written with(String name, Object value) {
        return new Written().and(name, value);
    }

    Written and(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    Map<String, Object> properties() {
        return properties;
    }

    /** As Declarative Services has it: with defaults, and complaining when it is asked for what it cannot convert. */
    CastConfig config() {
        return (CastConfig) Proxy.newProxyInstance(
                CastConfig.class.getClassLoader(), new Class<?>[] {CastConfig.class}, (proxy, method, arguments) -> {
                    Object value = properties.getOrDefault(method.getName(), method.getDefaultValue());
                    if (method.getReturnType() == long.class) {
                        return Long.valueOf(value.toString());
                    }
                    if (method.getReturnType() == boolean.class) {
                        return Boolean.valueOf(value.toString());
                    }
                    return method.getReturnType() == String[].class && value instanceof String text
                            ? new String[] {text}
                            : value;
                });
    }

    Declaration.Result read() {
        return Declaration.read(PID, config(), properties);
    }
}
