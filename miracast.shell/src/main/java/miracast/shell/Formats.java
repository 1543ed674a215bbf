// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Shows the results of our commands in a Gogo shell, and finds the bundles that Felix's commands are given numbers of, as Felix's own
 * shells do, which are not there. Any thread.
 */
@Component(
        property = {
            "osgi.converter.classes=miracast.shell.Rows",
            "osgi.converter.classes=com.google.gson.JsonObject",
            "osgi.converter.classes=com.google.gson.JsonArray",
            "osgi.converter.classes=org.osgi.framework.Bundle"
        })
public final class Formats implements Converter {
    private final BundleContext context;

    /** @param context of this bundle, which sees the others */
    @Activate
    public Formats(BundleContext context) {
        this.context = context;
    }

    /** A bundle by its id or symbolic name; null for anything else, and if there is none. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        if (desiredType != Bundle.class) {
            return null;
        }
        String wish = in.toString();
        return Arrays.stream(context.getBundles())
                .filter(bundle ->
                        wish.equals(String.valueOf(bundle.getBundleId())) || wish.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Rows<?> || target instanceof JsonElement ? text(target) : null;
    }

    /** A result of a command as text; tables with aligned columns. */
    public static String text(Object result) {
        return text(result, 0);
    }

    /** The same for a window of that width, in which no row of a table is too long; 0 if there is none. */
    public static String text(Object result, int columns) {
        if (result instanceof Rows<?> rows) {
            return String.join(System.lineSeparator(), rows.table().lines(columns));
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
