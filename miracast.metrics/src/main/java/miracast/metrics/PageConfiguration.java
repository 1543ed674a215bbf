// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where the page is. The names are those by which the HTTP Whiteboard specification knows a servlet. Public, since SCR finds the
 * prefix by reflection.
 */
@ObjectClassDefinition(
        name = "Miracast metrics page",
        description = "Where a Prometheus server reads the figures of casts, while an HTTP service is installed")
public @interface PageConfiguration {
    /** Of each name, by the rules of component property types. */
    String PREFIX_ = "osgi.http.whiteboard.";

    @AttributeDefinition(
            name = "Path",
            description = "Path of the page, beginning with a slash; \"metrics_path\" of Prometheus has to be the same")
    String servlet_pattern() default MetricsPage.PATH;

    @AttributeDefinition(name = "Name", description = "Name by which lists of servlets show the page")
    String servlet_name() default "miracast.metrics";

    @AttributeDefinition(
            name = "Context",
            description =
                    "Filter for the servlet context of the page; one with a log-in of its own keeps others from reading")
    String context_select() default "(osgi.http.whiteboard.context.name=default)";
}
