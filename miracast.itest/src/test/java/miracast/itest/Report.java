// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures of a long run, logged as one line of JSON that {@code benchmark/run} reads. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** Adds a figure: a number, a list of them, or figures by their names. */
    Report with(String name, Object figure) {
        figures.put(name, figure);
        return this;
    }

    void log() {
        LOG.info("report {}", json(figures));
    }

    private static String json(Object figure) {
        if (figure instanceof Map<?, ?> inside) {
            StringBuilder text = new StringBuilder();
            inside.forEach((name, each) -> text.append(text.isEmpty() ? "" : ", ")
                    .append('"')
                    .append(name)
                    .append("\": ")
                    .append(json(each)));
            return "{" + text + "}";
        }
        return figure.toString();
    }
}
