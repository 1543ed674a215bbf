// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures, or anything else that only tells, of which a test says only what it is about; the rest is as at the beginning. */
public final class Figured {
    private Figured() {}

    /** The figures that are named, and for all others what they are at the beginning. */
    public static <S> S of(Class<S> type, Map<String, ?> figures) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object value = figures.get(method.getName());
                    return value == null ? initial(method.getReturnType()) : value;
                }));
    }

    private static Object initial(Class<?> type) {
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return Double.NaN;
        }
        return type == List.class ? List.of() : Optional.empty();
    }
}
