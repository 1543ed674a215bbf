// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.Map;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A service that is there now, in the order of OSGi: higher ranking first, then the older one.
 *
 * @param service the service object
 * @param name the name by which users ask for it; empty where it has none
 * @param ranking its service ranking
 * @param id its service id
 * @param properties all its service properties
 */
public record Offer<S>(S service, String name, int ranking, long id, Map<String, ?> properties)
        implements Comparable<Offer<S>> {

    /** Reads the properties of a service, as DS hands them over. */
    static <S> Offer<S> of(S service, String nameProperty, Map<String, ?> properties) {
        return new Offer<>(
                service,
                properties.get(nameProperty) instanceof String name ? name : "",
                properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                properties.get("service.id") instanceof Long id ? id : 0,
                Map.copyOf(properties));
    }

    /** Whether a wish is a filter instead of a name. */
    public static boolean isFilter(String wish) {
        return wish.startsWith("(");
    }

    /** @throws IllegalArgumentException if it is none: says where */
    public static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no filter: " + e.getMessage(), e);
        }
    }

    /**
     * Whether it is what is wished for.
     *
     * @param wish its name, or a filter over its properties
     * @throws IllegalArgumentException if the filter is none
     */
    public boolean answersTo(String wish) {
        return isFilter(wish) ? filter(wish).matches(properties) : name.equals(wish);
    }

    /** Whether both are the same service, whatever its properties were. */
    public boolean isSameAs(Offer<S> other) {
        return other != null && other.service == service;
    }

    @Override
    public int compareTo(Offer<S> other) {
        return ranking != other.ranking ? Integer.compare(other.ranking, ranking) : Long.compare(id, other.id);
    }
}
