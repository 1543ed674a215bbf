// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.CastTarget;
import org.junit.jupiter.api.Test;

/** What monitors read. */
class MetricsTest {
    private static final CastStatistics STATISTICS = answering(
            CastStatistics.class,
            Map.of(
                    "sessions",
                    3L,
                    "framesSent",
                    300L,
                    "framesPerSecond",
                    29.5,
                    "bitRate",
                    7_900_000L,
                    "lastPacketMedianMs",
                    9.5,
                    "lastPacket99Ms",
                    Double.NaN));

    private static final Cast CAST = answering(
            Cast.class,
            Map.of(
                    "id",
                    "c1",
                    "state",
                    CastState.PLAYING,
                    "detail",
                    "plays",
                    "encoder",
                    "openh264",
                    "source",
                    "pattern",
                    "request",
                    CastRequest.to(CastTarget.device("a \"lobby\"\\1")).build(),
                    "darkSince",
                    Optional.empty(),
                    "statistics",
                    STATISTICS));

    private final RunningCasts casts = new RunningCasts();

    private static <T> T answering(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    return answer != null ? answer : method.getReturnType() == long.class ? (Object) 0L : (Object) 0.0;
                }));
    }

    @Test
    void theTextHasAValueOfEveryFigureThatThereIs() {
        String text = PrometheusText.of(List.of(CAST));

        assertThat(text.lines())
                .contains(
                        "miracast_casts 1",
                        "# TYPE miracast_cast_frames_sent_total counter",
                        "miracast_cast_frames_sent_total{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\"} 300",
                        "miracast_cast_frames_per_second{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\"} 29.5",
                        "miracast_cast_bytes_per_second{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\"} 987500",
                        "miracast_cast_reconnections_total{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\"} 2",
                        "miracast_cast_state{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\",state=\"PLAYING\"} 1",
                        "miracast_cast_state{cast=\"c1\",target=\"a \\\"lobby\\\"\\\\1\",state=\"PAUSED\"} 0");
        assertThat(text.lines().filter(line -> line.startsWith("miracast_cast_latency_seconds")))
                .singleElement()
                .asString()
                .contains("quantile=\"0.5\"} 0.0095");
    }

    @Test
    void everyLineOfTheTextIsInTheFormat() {
        assertThat(PrometheusText.of(List.of(CAST)).lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+")
                        || line.matches("[a-z_]+(\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? [0-9.E-]+"));
    }

    @Test
    void withoutAHostThereAreNoCasts() {
        assertThat(PrometheusText.of(casts.list()))
                .contains("miracast_casts 0\n")
                .doesNotContain("cast=");
    }

    @Test
    void theMBeanShowsTheSameFigures() throws Exception {
        casts.casts = answering(CastService.class, Map.of("casts", List.of(CAST)));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(CastsMXBean.NAME);
        CastsMBean bean = new CastsMBean(casts);

        CompositeData cast = (CompositeData) ((TabularData) server.getAttribute(name, "Casts"))
                .get(new Object[] {"c1"})
                .get("value");
        TabularData figures = (TabularData) cast.get("figures");

        assertThat(cast.get("state")).isEqualTo("PLAYING");
        assertThat(figures.get(new Object[] {"frames_sent_total"}).get("value")).isEqualTo(300.0);
        assertThat(figures.get(new Object[] {"latency_seconds{quantile=\"0.5\"}"})
                        .get("value"))
                .isEqualTo(0.0095);
        bean.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void everyFigureIsInTheDocuments() throws IOException {
        String documented = Files.readString(Path.of("../docs/monitoring.md"));

        assertThat(documented)
                .contains(Metric.ALL.stream()
                        .map(metric -> "| `" + Metric.PREFIX + metric.name() + "` | " + metric.type() + " | "
                                + metric.help() + " |")
                        .collect(Collectors.toList()));
    }
}
