// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.Test;

/** The reader of Prometheus' format, by which {@link MetricsIT} judges: what it takes, and what not. Needs no framework. */
public class PrometheusPageIT {
    private static final String HEAD = "# HELP a_total How many.\n# TYPE a_total counter\n";

    private static void assertRefused(String text, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusPage.parse(text))
                .withMessageContaining(because);
    }

    @Test
    public void takesWhatTheFormatAllows() {
        PrometheusPage page = PrometheusPage.parse(
                "# for people\n\n" + HEAD
                        + "a_total{of=\"one \\\"\\\\\\n\",} 1.5e3 1700000000000\na_total 2\n"
                        + "# HELP b_seconds Time.\n# TYPE b_seconds summary\nb_seconds{quantile=\"0.5\"} NaN\nb_seconds_sum 7\nb_seconds_count +Inf\n");

        assertThat(page.value("a_total", Map.of("of", "one \"\\\n"))).isEqualTo(1500);
        assertThat(page.value("b_seconds_count", Map.of())).isInfinite();
        assertThat(page.labels("of")).containsExactly("one \"\\\n");
    }

    @Test
    public void refusesWhatItDoesNotAllow() {
        assertRefused(HEAD + "a_total 1", "line feed");
        assertRefused(HEAD + "a_total one\n", "no value");
        assertRefused(HEAD + "a_total\n", "no value");
        assertRefused(HEAD + "a_total 0x1\n", "no value");
        assertRefused(HEAD + "a_total 1 2 3\n", "goes on");
        assertRefused(HEAD + "a-total 1\n", "no value");
        assertRefused(HEAD + "a_total{of=\"\\t\"} 1\n", "escape");
        assertRefused(HEAD + "a_total{of=\"x} 1\n", "no end");
        assertRefused(HEAD + "a_total{of=x} 1\n", "quotes");
        assertRefused(HEAD + "a_total{of=\"x\"to=\"y\"} 1\n", "comma");
        assertRefused(HEAD + "a_total{of=\"x\",of=\"y\"} 1\n", "twice");
        assertRefused(HEAD + "a_total{__of=\"x\"} 1\n", "reserved");
        assertRefused(HEAD + "a_total 1\na_total 2\n", "second time");
        assertRefused(HEAD + "a_total 1\n" + HEAD, "after values");
        assertRefused(HEAD + HEAD, "second HELP");
        assertRefused("# TYPE a_total number\na_total 1\n", "no type");
        assertRefused(
                HEAD + "a_total 1\n# HELP b B.\n# TYPE b gauge\nb 1\na_total{of=\"x\"} 1\n", "lines of another metric");
        assertRefused(HEAD + "a_total 1\r\n", "carriage return");
    }

    @Test
    public void refusesWhatItAdvisesAgainst() {
        assertRefused("a_total 1\n", "no TYPE");
        assertRefused("# TYPE a_total counter\na_total 1\n", "no HELP");
        assertRefused("# HELP a A.\n# TYPE a counter\na 1\n", "_total");
        assertRefused("# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n", "_total");
        assertRefused("# HELP a_bits A.\n# TYPE a_bits gauge\na_bits 1\n", "base unit");
        assertRefused("# HELP a A.\n# TYPE a gauge\na{quantile=\"0.5\"} 1\n", "quantiles");
        assertRefused(HEAD + "a_total -1\n", "below zero");
    }
}
