// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Shows the results of our commands in a Gogo shell. Any thread. */
@Component(
        property = {"osgi.converter.classes=miracast.shell.Rows", "osgi.converter.classes=com.google.gson.JsonObject"})
public final class Formats implements Converter {

    /** Nothing is converted. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Rows<?> rows) {
            return String.join(System.lineSeparator(), rows.table().lines());
        }
        if (target instanceof JsonObject json) {
            return new GsonBuilder()
                    .setPrettyPrinting()
                    .serializeNulls()
                    .create()
                    .toJson(json);
        }
        return null;
    }
}
