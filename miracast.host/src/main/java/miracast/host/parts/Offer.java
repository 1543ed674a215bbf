// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.Map;

/**
 * A service that is there now, in the order of OSGi: higher ranking first, then the older one.
 *
 * @param service the service object
 * @param name the name by which users ask for it; empty where it has none
 * @param ranking its service ranking
 * @param id its service id
 */
public record Offer<S>(S service, String name, int ranking, long id) implements Comparable<Offer<S>> {

    /** Reads the properties of a service, as DS hands them over. */
    static <S> Offer<S> of(S service, String nameProperty, Map<String, ?> properties) {
        return new Offer<>(
                service,
                properties.get(nameProperty) instanceof String name ? name : "",
                properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                properties.get("service.id") instanceof Long id ? id : 0);
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
