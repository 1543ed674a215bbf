// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.List;
import miracast.api.cast.Cast;

/** The figures of casts in the text format of Prometheus, version 0.0.4. */
final class PrometheusText {
    /** The format's media type. */
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /** All figures of these casts; a figure without a value is left out. */
    static String of(List<Cast> casts) {
        StringBuilder text = new StringBuilder();
        text.append("# HELP miracast_casts Casts that have not ended.\n# TYPE miracast_casts gauge\nmiracast_casts ")
                .append(casts.size())
                .append('\n');
        for (Metric metric : Metric.ALL) {
            String name = Metric.PREFIX + metric.name();
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(metric.help())
                    .append('\n');
            text.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(metric.type())
                    .append('\n');
            for (Cast cast : casts) {
                String labels = "cast=\"" + escaped(cast.id()) + "\",target=\""
                        + escaped(cast.request().target().toString()) + '"';
                for (Metric.Sample sample : metric.samples()) {
                    double value = sample.value().applyAsDouble(cast);
                    if (!Double.isNaN(value)) {
                        text.append(name).append('{').append(labels);
                        text.append(sample.labels().isEmpty() ? "" : ",").append(sample.labels());
                        text.append("} ").append(number(value)).append('\n');
                    }
                }
            }
        }
        return text.toString();
    }

    /** Whole numbers without a point, as counters are. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /** A label's value: targets have names that came from the air. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
