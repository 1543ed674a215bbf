// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.function.Supplier;

/**
 * A field of a configuration. Declarative Services converts a value when it is read, and complains about one that it can't convert
 * without saying which it was.
 */
final class Field {
    private Field() {}

    /**
     * Reads a field.
     *
     * @throws IllegalArgumentException if its value is not of its type: names the field
     */
    static <T> T read(String name, Supplier<T> field) {
        try {
            return field.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a field that has bounds.
     *
     * @throws IllegalArgumentException names field, value and bounds
     */
    static <N extends Number> N read(String name, Supplier<N> field, long least, long most) {
        N value = read(name, field);
        if (value.longValue() < least || value.longValue() > most)
            throw new IllegalArgumentException(name + " is " + value + ", must be " + least + " to " + most);
        return value;
    }
}
