// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {
    /** As Declarative Services makes it: defaults but for the given values. */
    private static PageConfiguration configuration(Map<String, String> values) {
        return (PageConfiguration) Proxy.newProxyInstance(
                PageConfiguration.class.getClassLoader(),
                new Class<?>[] {PageConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), (String) method.getDefaultValue()));
    }

    @Test
    void theHttpWhiteboardIsToldWhatIsConfiguredByItsOwnNames() {
        PageSettings settings = PageSettings.of(configuration(Map.of(
                "servlet_pattern", "/metrics",
                "servlet_name", "figures",
                "context_select", "(osgi.http.whiteboard.context.name=guarded)")));

        assertThat(Collections.list(settings.properties().keys()))
                .containsExactlyInAnyOrder(
                        "osgi.http.whiteboard.servlet.pattern",
                        "osgi.http.whiteboard.servlet.name",
                        "osgi.http.whiteboard.context.select");
        assertThat(settings.properties().get("osgi.http.whiteboard.servlet.pattern"))
                .isEqualTo("/metrics");
        assertThat(settings.properties().get("osgi.http.whiteboard.servlet.name"))
                .isEqualTo("figures");
        assertThat(settings.properties().get("osgi.http.whiteboard.context.select"))
                .isEqualTo("(osgi.http.whiteboard.context.name=guarded)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "metrics", "/metrics/", "//metrics", "/*", "*.txt", "/metrics?all", "/a#b", "/a b"})
    void aPathThatNobodyCouldAskForIsNamed(String path) {
        assertThatThrownBy(() -> PageSettings.of(configuration(Map.of("servlet_pattern", path))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("osgi.http.whiteboard.servlet.pattern '" + path + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "servlet_name, ' ', osgi.http.whiteboard.servlet.name ' '",
        "context_select, default, osgi.http.whiteboard.context.select 'default' is no filter",
        "context_select, (name=x, osgi.http.whiteboard.context.select '(name=x' is no filter"
    })
    void aWrongNameOrContextIsNamed(String field, String value, String told) {
        assertThatThrownBy(() -> PageSettings.of(configuration(Map.of(field, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }
}
