// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.regex.Pattern;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A checked {@link PageConfiguration}.
 *
 * @param path of the page
 * @param name of the servlet
 * @param context filter for the servlet context
 */
record PageSettings(String path, String name, String context) {
    /** Names of the HTTP Whiteboard specification (OSGi Compendium 8, 140.16). */
    private static final String SERVLET_PATTERN = PageConfiguration.PREFIX_ + "servlet.pattern";

    private static final String SERVLET_NAME = PageConfiguration.PREFIX_ + "servlet.name";
    private static final String CONTEXT_SELECT = PageConfiguration.PREFIX_ + "context.select";

    /** Of segments without what URLs give a meaning to, and without the asterisk of patterns. */
    private static final Pattern PATH = Pattern.compile("(/[^/*?#%;\\\\\\s\\p{Cntrl}]+)+");

    /** @throws IllegalArgumentException names field and value */
    static PageSettings of(PageConfiguration configuration) {
        String path = configuration.servlet_pattern();
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    SERVLET_PATTERN + " '" + path + "' is no path such as " + MetricsPage.PATH + ", without wildcards");
        }
        if (configuration.servlet_name().isBlank()) {
            throw new IllegalArgumentException(SERVLET_NAME + " '" + configuration.servlet_name() + "' is no name");
        }
        try {
            FrameworkUtil.createFilter(configuration.context_select());
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(
                    CONTEXT_SELECT + " '" + configuration.context_select() + "' is no filter: " + e.getMessage(), e);
        }
        return new PageSettings(path, configuration.servlet_name(), configuration.context_select());
    }

    /** A new one for each registration, which keeps it. */
    Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SERVLET_PATTERN, path);
        properties.put(SERVLET_NAME, name);
        properties.put(CONTEXT_SELECT, context);
        return properties;
    }
}
