// SPDX-License-Identifier: Apache-2.0
package miracast.api.configuration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The settings of a component. A configuration with a value that cannot be used changes nothing: the settings before stay, and
 * at the beginning those of a configuration that sets nothing. That is logged once, and can be {@linkplain #faults() asked for}
 * until a right configuration comes.
 *
 * <p>A component that throws out of its constructor would be gone instead, and one without a method for changes would end what it
 * does for each of them:
 *
 * <pre>{@code
 * private final Configured<Config, Settings> configured = new Configured<>(PID, Config.class, Settings::of, LOG::error);
 *
 * @Activate
 * public Provider(Config config) {
 *     configured.update(config);
 * }
 *
 * @Modified
 * void modified(Config config) {
 *     configured.update(config);
 * }
 * }</pre>
 *
 * <p>Threads: {@link #update} is called by one thread at a time, as Declarative Services calls components; the other methods by any.
 *
 * @param <C> the annotation type of the configuration
 * @param <S> what its check makes of it; immutable
 */
public final class Configured<C, S> {
    private final String pid;
    private final Class<C> type;
    private final Function<C, S> check;
    private final Consumer<String> log;
    /** What holds while no configuration could be used. */
    private final String otherwise;

    private boolean begun;
    private volatile S settings;
    private volatile List<String> faults = List.of();

    /**
     * The settings of a configuration that sets nothing.
     *
     * @param pid name of the configuration, for messages
     * @param type its annotation type; each element has a default
     * @param check makes settings of it, or throws IllegalArgumentException with field and value in the message
     * @param log takes a sentence that somebody has to act on, as the method {@code error} of a logger
     * @throws IllegalArgumentException if the defaults do not pass the check
     */
    public Configured(String pid, Class<C> type, Function<C, S> check, Consumer<String> log) {
        this.pid = pid;
        this.type = type;
        this.check = check;
        this.log = log;
        otherwise = "the defaults hold";
        settings = check.apply(read(Method::getDefaultValue));
    }

    /**
     * For a component whose defaults alone say too little, such as a device without an address: these settings hold before there is
     * a configuration that can be used.
     *
     * @param pid name of the configuration, for messages
     * @param type its annotation type
     * @param check makes settings of it, or throws IllegalArgumentException with field and value in the message
     * @param nothing the settings with which the component does nothing
     * @param log takes a sentence that somebody has to act on, as the method {@code error} of a logger
     */
    public Configured(String pid, Class<C> type, Function<C, S> check, S nothing, Consumer<String> log) {
        this.pid = pid;
        this.type = type;
        this.check = check;
        this.log = log;
        otherwise = "nothing is done";
        settings = nothing;
    }

    /**
     * Takes what a configuration says, if all of it can be used; does not throw if not.
     *
     * @param config as Declarative Services converts it
     * @return whether there are other settings now
     */
    public boolean update(C config) {
        S before = settings;
        try {
            settings = check.apply(read(method -> valueOf(method, config)));
            faults = List.of();
            begun = true;
        } catch (RuntimeException e) {
            // Whatever a check throws: without its settings a component would be gone.
            String fault = "configuration " + pid + " is not used, " + (begun ? "the one before stays" : otherwise)
                    + ": " + e.getMessage();
            faults = List.of(fault);
            log.accept(fault);
        }
        return !settings.equals(before);
    }

    /** What holds now. */
    public S settings() {
        return settings;
    }

    /**
     * What is wrong with the configuration that there is: names it, field and value, and says what holds instead. For
     * {@link miracast.api.Inventory#configurationFaults()}.
     *
     * @return one sentence, or none
     */
    public List<String> faults() {
        return faults;
    }

    private C read(Function<Method, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> values.apply(method)));
    }

    /** Declarative Services complains about a value that it cannot convert when it is read, without saying of which field. */
    private static Object valueOf(Method method, Object config) {
        try {
            // The annotation type is its component's own.
            method.setAccessible(true);
            return method.invoke(config);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    property(method) + " cannot be read: " + e.getCause().getMessage(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the rules of component property types. */
    private static String property(Method element) {
        return element.getName().replace("__", " ").replace('_', '.').replace(' ', '_');
    }
}
