// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

/** What both servlets show. Any thread. */
final class MetricsPage {
    static final String PID = "miracast.metrics";
    static final String PATH = "/miracast/metrics";

    private final RunningCasts casts;

    /** @throws IllegalArgumentException if the path is none */
    MetricsPage(RunningCasts casts, PageConfiguration configuration) {
        this.casts = casts;
        String path = configuration.servlet_pattern();
        if (!path.startsWith("/") || path.contains("*")) {
            throw new IllegalArgumentException(PID + ": " + PageConfiguration.PREFIX_ + "servlet.pattern is '" + path
                    + "', but has to be a path such as " + PATH + ", without wildcards");
        }
    }

    String text() {
        return PrometheusText.of(casts.list());
    }
}
