// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;
import miracast.api.driver.MiracastDriver;
import miracast.itest.bundle.RelayWifiDirect;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WifiDirect;

/**
 * What a display has to connect again for: it does, by itself. How long the picture was away is logged; it is limited generously but
 * where a time is promised, since a machine that is busy with other things is slow with this too.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ReconnectIT extends CastTests {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectIT.class);
    private static final int A_WHILE = 20;
    /** How long the picture may be away after an exchange of the driver, on loopback. */
    private static final long BACK_MS = 3000;

    private Television television;
    private Cast cast;
    private Bundle relay;

    @Before
    public void cast() throws IOException {
        television = television(3, Map.of("decode", false));
        cast = casts.cast(small(television).audio(false).build());
        television.awaitMore(A_WHILE);
    }

    @After
    public void takeTheRelayAway() throws Exception {
        if (relay != null && relay.getState() != Bundle.UNINSTALLED) {
            relay.uninstall();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Waits for the picture of the next session; gives the time when it was there. */
    private long assertBackAfter(String what, Step step) throws Exception {
        long sessions = cast.statistics().sessions();
        long begin = System.nanoTime();
        step.run();
        await().atMost(PATIENCE)
                .until(() -> cast.statistics().sessions() > sessions && cast.state() == CastState.PLAYING);
        television.awaitNextSession();
        television.awaitMore(1);
        long back = System.nanoTime();
        LOG.info("{}: picture back after {} ms", what, TimeUnit.NANOSECONDS.toMillis(back - begin));
        television.awaitMore(A_WHILE);
        assertThat(television.shown().complaints()).isEmpty();
        assertThat(cast.statistics().sessions()).as("sessions").isEqualTo(sessions + 1);
        return back;
    }

    /** The best of three, since a machine may be busy with other things for as long as one of them lasts. */
    @Test(timeout = 180_000)
    public void pictureIsBackWithinThreeSecondsOfTheNextDriver() throws Exception {
        Bundle driver = bundle("miracast.driver");
        AtomicLong registered = new AtomicLong();
        BundleContext home = home(MiracastDriver.class);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                registered.set(System.nanoTime());
            }
        };
        home.addServiceListener(listener, "(objectClass=" + MiracastDriver.class.getName() + ")");
        try {
            List<Long> tookMs = new ArrayList<>();
            do {
                long back = assertBackAfter("driver exchanged", () -> {
                    driver.stop();
                    driver.start();
                });
                assertThat(registered.get()).as("time of the registration").isNotZero();
                tookMs.add(TimeUnit.NANOSECONDS.toMillis(back - registered.getAndSet(0)));
            } while (tookMs.size() < 3 && Collections.min(tookMs) > BACK_MS);
            assertThat(Collections.min(tookMs))
                    .as("ms from the registration of the next driver to the picture: " + tookMs)
                    .isLessThanOrEqualTo(BACK_MS);
        } finally {
            home.removeServiceListener(listener);
        }
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheDriverBundleIsStoppedAndStarted() throws Exception {
        Bundle driver = bundle("miracast.driver");
        assertBackAfter("driver bundle stopped and started", () -> {
            driver.stop();
            driver.start();
        });
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheDriverBundleIsUpdated() throws Exception {
        assertBackAfter("driver bundle updated", () -> bundle("miracast.driver").update());
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheDriverBundleIsUninstalledAndInstalled() throws Exception {
        Bundle driver = bundle("miracast.driver");
        assertBackAfter("driver bundle uninstalled and installed", () -> {
            driver.uninstall();
            context.installBundle(driver.getLocation()).start();
        });
    }

    @Test(timeout = 120_000)
    public void displayGoesOverToABetterDriverAndBackWithoutAPause() throws Exception {
        ServiceObjects<MiracastDriver> real =
                context.getServiceObjects(context.getServiceReference(MiracastDriver.class));
        AtomicReference<ServiceRegistration<MiracastDriver>> better = new AtomicReference<>();
        try {
            assertBackAfter(
                    "a better driver came",
                    () -> better.set(
                            new DriverLoan(real::getService).register(home(MiracastDriver.class), "better", 10_000)));
            assertBackAfter(
                    "the better driver went", () -> better.getAndSet(null).unregister());
        } finally {
            if (better.get() != null) {
                better.get().unregister();
            }
        }
        // So nothing but the dialogue itself takes time: less than the 3 s that are promised, on any machine.
        assertThat(cast.log()).extracting(CastLogEntry::state).doesNotContain(CastState.BACKING_OFF);
    }

    @Test(timeout = 120_000)
    public void castGoesToTheProviderThatIsLeftAndStaysThereWhenABetterOneComes() throws Exception {
        relay = TestBundle.start(context, RelayWifiDirect.class, "org.osgi.util.tracker", "wfd.api");
        television.awaitMore(A_WHILE);
        assertThat(cast.statistics().sessions())
                .as("sessions with a better provider there")
                .isEqualTo(1);

        Bundle simulation = bundle("wfd.sim");
        relay.uninstall();
        assertBackAfter("provider bundle stopped and started", () -> {
            simulation.stop();
            simulation.start();
        });
    }

    @Test(timeout = 120_000)
    public void castGoesToTheNextProviderWhenItsOwnGoes() throws Exception {
        relay = TestBundle.start(context, RelayWifiDirect.class, "org.osgi.util.tracker", "wfd.api");
        // The next link is opened through the better one.
        assertBackAfter("sink's plug pulled", television::vanish);

        assertBackAfter("provider bundle in use uninstalled, another one is there", relay::uninstall);

        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheSinkBundleIsStoppedAndStarted() throws Exception {
        Bundle receiver = bundle("miracast.sink");
        assertBackAfter("sink bundle stopped and started", () -> {
            receiver.stop();
            receiver.start();
        });
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheSinkBundleIsUpdated() throws Exception {
        assertBackAfter("sink bundle updated", () -> bundle("miracast.sink").update());
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenItsPlugWasPulled() throws Exception {
        assertBackAfter("sink's plug pulled", television::vanish);
    }

    @Test(timeout = 120_000)
    public void displayReconnectsAsSoonAsItIsInRangeAgain() throws Exception {
        assertBackAfter("television carried out and in", () -> {
            television.change(Map.of("decode", false, "inRange", false));
            await().atMost(PATIENCE).until(() -> cast.state() == CastState.BACKING_OFF);
            television.change(Map.of("decode", false));
        });
    }

    @Test(timeout = 120_000)
    public void displayReconnectsWhenTheServiceBehindTheProviderWasStopped() throws Exception {
        org.osgi.service.cm.Configuration simulation = configurations.getConfiguration("wfd.sim", "?");
        assertBackAfter("system service stopped and started", () -> {
            simulation.update(new java.util.Hashtable<>(Map.of("service", "stopped")));
            await().atMost(PATIENCE).until(() -> cast.state() == CastState.BACKING_OFF);
            simulation.delete();
        });
        assertThat(context.getServiceReferences(WifiDirect.class, null)).hasSize(1);
    }
}
