// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Shows the results of our commands in a Gogo shell. Any thread. */
@Component(
        property = {
            "osgi.converter.classes=miracast.shell.Rows",
            "osgi.converter.classes=com.google.gson.JsonObject",
            "osgi.converter.classes=com.google.gson.JsonArray"
        })
public final class Formats implements Converter {

    /** Nothing is converted. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Rows<?> || target instanceof JsonElement ? text(target) : null;
    }

    /** A result of a command as text; tables with aligned columns. */
    public static String text(Object result) {
        if (result instanceof Rows<?> rows) {
            return String.join(System.lineSeparator(), rows.table().lines());
        }
        if (result instanceof JsonElement json) {
            return new GsonBuilder()
                    .setPrettyPrinting()
                    .serializeNulls()
                    .create()
                    .toJson(json);
        }
        return String.valueOf(result);
    }
}
