// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import miracast.api.Inventory;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What monitors read over the network, by the real HTTP Whiteboard of Felix and by JMX. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MetricsIT extends CastTests {
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String PID = "miracast.metrics";
    private static final String PATH = "/miracast/metrics";
    private static final String SERVLET_PATH = "osgi.http.whiteboard.servlet.pattern";

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    @Configuration
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles(), Framework.withMetrics()};
    }

    @After
    public void configureNothing() throws Exception {
        configurations.getConfiguration(PID, "?").delete();
        awaitPage(PATH);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        ServiceReference<?> runtime = context.getServiceReference(RUNTIME);
        String[] endpoints = (String[]) runtime.getProperty("osgi.http.endpoint");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(endpoints[0]).resolve(path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private PrometheusPage scrape() throws IOException, InterruptedException {
        HttpResponse<String> page = get(PATH);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .replace(" ", "")
                        .toLowerCase())
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        return PrometheusPage.parse(page.body());
    }

    private void awaitPage(String path) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(path).statusCode()).isEqualTo(200));
    }

    private Cast playing() throws Exception {
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitMore(15);
        return cast;
    }

    @Test(timeout = 120_000)
    public void aPlayingCastIsOnThePageUntilItEnds() throws Exception {
        Cast cast = playing();
        Map<String, String> label = Map.of("cast", cast.id());

        PrometheusPage page = scrape();

        assertThat(page.value("miracast_casts", Map.of())).isEqualTo(1);
        assertThat(page.labels("cast")).containsExactly(cast.id());
        assertThat(page.values("miracast_cast_state", label)).hasSize(CastState.values().length);
        assertThat(page.value("miracast_cast_state", Map.of("cast", cast.id(), "state", "PLAYING")))
                .isEqualTo(1);
        assertThat(page.values("miracast_cast_state", label).stream()
                        .mapToDouble(value -> value)
                        .sum())
                .isEqualTo(1);
        assertThat(page.value("miracast_cast_frames_sent_total", label))
                .isBetween(1.0, (double) cast.statistics().framesSent());
        assertThat(page.value("miracast_cast_bytes_total", label))
                .isBetween(1.0, (double) cast.statistics().octets());
        assertThat(page.value("miracast_cast_latency_seconds", Map.of("cast", cast.id(), "quantile", "0.5")))
                .isPositive()
                .isLessThanOrEqualTo(
                        page.value("miracast_cast_latency_seconds", Map.of("cast", cast.id(), "quantile", "0.99")));
        assertThat(page.value("miracast_cast_frames_dropped_total", label)).isNotNegative();
        assertThat(page.value("miracast_cast_reconnections_total", label)).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            PrometheusPage later = scrape();
            assertThat(later.value("miracast_cast_frames_per_second", label)).isPositive();
            assertThat(later.value("miracast_cast_bytes_per_second", label)).isPositive();
        });

        stop(cast);

        assertThat(scrape().value("miracast_casts", Map.of())).isZero();
        assertThat(scrape().labels("cast")).isEmpty();
    }

    @Test(timeout = 120_000)
    public void aReconnectionIsCounted() throws Exception {
        retryWithin(100, 200);
        Television television = television(1);
        Cast cast = casts.cast(small(television).build());
        television.awaitMore(5);

        television.vanish();

        await().atMost(PATIENCE).untilAsserted(() -> {
            PrometheusPage page = scrape();
            assertThat(page.value("miracast_cast_reconnections_total", Map.of("cast", cast.id())))
                    .isEqualTo(1);
            assertThat(page.value("miracast_cast_sessions_total", Map.of("cast", cast.id())))
                    .isEqualTo(2);
        });
    }

    @Test(timeout = 120_000)
    public void aNameFromTheAirDoesNotBreakThePage() throws Exception {
        String name = "a \"lobby\"\\1 {x=\"y\"} 7\n# TYPE evil counter\nevil 1 \u65e5\u672c";
        casts.cast(CastRequest.to(CastTarget.device(name)).build());

        assertThat(scrape().labels("target")).containsExactly(name);
    }

    @Test(timeout = 120_000)
    public void httpMayGoAndComeBackUnderAPlayingCast() throws Exception {
        Cast cast = playing();
        Bundle http = bundle("org.apache.felix.http.jetty12");

        http.stop();
        assertThat(context.getServiceReference(RUNTIME)).isNull();
        televisions.get(0).awaitMore(15);
        http.start();

        awaitPage(PATH);
        assertThat(scrape().value("miracast_cast_sessions_total", Map.of("cast", cast.id())))
                .isEqualTo(1);
    }

    @Test(timeout = 120_000)
    public void theMetricsMayGoAndComeBackUnderAPlayingCast() throws Exception {
        Cast cast = playing();
        Bundle metrics = bundle("miracast.metrics");

        metrics.stop();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(PATH).statusCode()).isEqualTo(404));
        metrics.start();

        awaitPage(PATH);
        assertThat(scrape().value("miracast_cast_sessions_total", Map.of("cast", cast.id())))
                .isEqualTo(1);
    }

    @Test(timeout = 120_000)
    public void thePageIsWhereItIsConfigured() throws Exception {
        Dictionary<String, Object> elsewhere = new Hashtable<>(Map.of(SERVLET_PATH, "/metrics"));
        configurations.getConfiguration(PID, "?").update(elsewhere);

        awaitPage("/metrics");
        assertThat(get(PATH).statusCode()).isEqualTo(404);
    }

    private List<String> faults() throws Exception {
        List<String> faults = new ArrayList<>();
        for (ServiceReference<Inventory> reference : context.getServiceReferences(Inventory.class, null)) {
            faults.addAll(context.getService(reference).configurationFaults());
        }
        return faults;
    }

    @Test(timeout = 120_000)
    public void aPathThatIsNoneLeavesThePageWhereItIsAndIsTold() throws Exception {
        Cast cast = playing();
        configurations.getConfiguration(PID, "?").update(new Hashtable<>(Map.of(SERVLET_PATH, "/metrics")));
        awaitPage("/metrics");

        configurations.getConfiguration(PID, "?").update(new Hashtable<>(Map.of(SERVLET_PATH, "metrics")));

        await().atMost(PATIENCE).until(() -> !faults().isEmpty());
        assertThat(faults())
                .containsExactly("configuration miracast.metrics is not used, the one before stays: " + SERVLET_PATH
                        + " 'metrics' is no path such as /miracast/metrics, without wildcards");
        assertThat(get("/metrics").statusCode()).isEqualTo(200);

        configurations.getConfiguration(PID, "?").update(new Hashtable<>(Map.of(SERVLET_PATH, "/mended")));

        awaitPage("/mended");
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
        assertThat(faults()).isEmpty();
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    /** As with a file in etc that is read before the bundle starts. */
    @Test(timeout = 120_000)
    public void aPathThatIsNoneFromTheBeginningLeavesTheDefault() throws Exception {
        Bundle metrics = bundle("miracast.metrics");
        metrics.stop();
        configurations.getConfiguration(PID, "?").update(new Hashtable<>(Map.of(SERVLET_PATH, "/*")));

        metrics.start();

        awaitPage(PATH);
        assertThat(faults()).singleElement().asString().contains("the defaults hold", SERVLET_PATH + " '/*'");
    }

    @Test(timeout = 120_000)
    public void aJmxClientSeesThePlayingCast() throws Exception {
        Cast cast = playing();
        JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        try (JMXConnector connector = JMXConnectorFactory.connect(server.getAddress())) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();

            TabularData all = (TabularData) connection.getAttribute(new ObjectName("miracast:type=Casts"), "Casts");

            CompositeData row =
                    (CompositeData) all.get(new Object[] {cast.id()}).get("value");
            assertThat(row.get("state")).isEqualTo("PLAYING");
            TabularData figures = (TabularData) row.get("figures");
            assertThat((Double) figures.get(new Object[] {"frames_sent_total"}).get("value"))
                    .isPositive();
        } finally {
            server.stop();
        }
    }
}
