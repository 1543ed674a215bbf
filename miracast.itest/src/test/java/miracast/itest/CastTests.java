// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.encoder.VideoEncoder;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkSession;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.WifiDirect;

/**
 * What tests of casts have in common: a framework with all bundles, and televisions that are taken away in the end. All casts are
 * held to the transitions that are documented.
 */
public class CastTests {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    BundleContext context;

    @Inject
    CastService casts;

    @Inject
    MiracastSink sink;

    @Inject
    WifiDirect wifiDirect;

    @Inject
    ConfigurationAdmin configurations;

    final List<Television> televisions = new ArrayList<>();
    private Transitions transitions;

    @Configuration
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles()};
    }

    @Before
    public void watchTransitions() {
        transitions = Transitions.watch(context);
    }

    @After
    public void stopCasts() throws Exception {
        for (Cast cast : casts.casts()) {
            stop(cast);
        }
        for (Television television : televisions) {
            television.close();
        }
        transitions.assertKnown();
    }

    Television television(int number) throws IOException {
        return television(number, Map.of());
    }

    Television television(int number, Map<String, Object> properties) throws IOException {
        Television television = Television.on(configurations, wifiDirect, this::sinkSessions, number, properties);
        televisions.add(television);
        return television;
    }

    /** Of the sink service that there is now; the one that was injected may have gone since. */
    private List<SinkSession> sinkSessions() {
        ServiceReference<MiracastSink> reference = context.getServiceReference(MiracastSink.class);
        MiracastSink present = reference == null ? null : context.getService(reference);
        if (present == null) {
            return List.of();
        }
        List<SinkSession> sessions = present.sessions();
        context.ungetService(reference);
        return sessions;
    }

    /** A cast that costs little. */
    static CastRequest.Builder small(Television television) {
        return CastRequest.to(television.target())
                .mode(VideoMode.progressive(640, 480, 30))
                .bitRate(1_000_000);
    }

    /** Sets the pauses of casts that begin from now on, in ms. */
    void retryWithin(int first, int longest) throws IOException {
        configurations
                .getConfiguration("miracast.host", "?")
                .update(new Hashtable<>(Map.of("retryFirstMs", first, "retryLongestMs", longest)));
        // The host's service shows what it is configured with.
        await().atMost(PATIENCE)
                .until(() -> Integer.valueOf(longest)
                        .equals(context.getServiceReference(CastService.class).getProperty("retryLongestMs")));
    }

    static CastEnd stop(Cast cast) throws Exception {
        cast.stop();
        return cast.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The context of the bundle that has the type, since a service of this test's bundle may not be visible to others. */
    static BundleContext home(Class<?> type) {
        return FrameworkUtil.getBundle(type).getBundleContext();
    }

    boolean encoderIsThere(String name) throws InvalidSyntaxException {
        return !context.getServiceReferences(VideoEncoder.class, "(" + VideoEncoder.NAME + "=" + name + ")")
                .isEmpty();
    }

    Bundle bundle(String symbolicName) {
        for (Bundle bundle : context.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new IllegalArgumentException("no bundle " + symbolicName);
    }
}
