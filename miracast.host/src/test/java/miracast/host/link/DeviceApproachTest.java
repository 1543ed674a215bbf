// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.ManualLoop;
import miracast.host.parts.Offers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdStats;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** Providers that do not do what they promise. */
@Timeout(120)
class DeviceApproachTest {
    private static final long LINK_NS = TimeUnit.SECONDS.toNanos(45);

    private final ManualLoop loop = new ManualLoop();
    private final FakeWifiDirect air = new FakeWifiDirect().with("Kitchen", 0x020000000001L);
    private final Offers<LinkProvider> providers =
            new Offers<>("provider", WifiDirectProvider.NAME, TimeUnit.SECONDS.toNanos(1));
    private final List<CastState> progress = new CopyOnWriteArrayList<>();
    private final List<CastEnd> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch returns = new CountDownLatch(1);
    private Doorman doorman;
    private DeviceApproach approach;

    @AfterEach
    void closeAll() {
        returns.countDown();
        CompletableFuture<Void> closed = approach.close();
        until(() -> {
            loop.advance(TimeUnit.SECONDS.toNanos(1));
            return closed.isDone();
        });
        doorman.close();
    }

    /** A provider whose list of devices comes as a test wants it. */
    private record Listing(WifiDirect air, Supplier<List<WfdDevice>> list) implements WifiDirect {
        @Override
        public WfdHandle open(int version) throws WfdException {
            return air.open(version);
        }

        @Override
        public List<WfdDevice> devices() {
            return list.get();
        }

        @Override
        public void updateVisibility(MacAddress device) throws WfdException {
            air.updateVisibility(device);
        }
    }

    private final class Heard implements Approach.Listener {
        @Override
        public void progress(CastState state, String detail) {
            progress.add(state);
        }

        @Override
        public void connected(SocketChannel channel, String name, Supplier<WfdStats> link) {
            doorman.seeOff(channel);
        }

        @Override
        public void failed(CastEnd end) {
            failures.add(end);
        }

        @Override
        public void hopeless(CastEnd end) {
            failures.add(end);
        }

        @Override
        public void linkLost(CastEnd end) {
            failures.add(end);
        }
    }

    private void seek(Supplier<List<WfdDevice>> list) throws Exception {
        doorman = new Doorman("door");
        providers.add(
                new LinkProvider(new Listing(air, list), "fake"),
                Map.of(WifiDirectProvider.NAME, "fake", "service.id", 1L));
        approach = new DeviceApproach(
                "c1",
                DeviceWish.of((CastTarget.Device) CastTarget.device("Kitchen")),
                providers,
                doorman,
                loop,
                new LinkSettings(7236, LINK_NS, LINK_NS),
                new Heard());
        approach.seek();
    }

    private void until(Supplier<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> {
            loop.run();
            return condition.get();
        });
    }

    @Test
    void aListThatFailsWithAnErrorIsAnEmptyOne() throws Exception {
        seek(() -> {
            throw new AssertionError("no list");
        });

        until(() -> !failures.isEmpty());

        assertThat(failures.get(0).detail()).isEqualTo("device Kitchen is not in reach; there are none");
    }

    @Test
    void aListWithNothingInItEndsTheTry() throws Exception {
        seek(() -> Arrays.asList((WfdDevice) null));

        until(() -> !failures.isEmpty());

        assertThat(failures.get(0).detail()).startsWith("the search for Kitchen failed: ");
    }

    @Test
    void aListThatDoesNotComeEndsTheTry() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        seek(() -> {
            asked.countDown();
            awaitUninterruptibly(returns);
            return air.devices();
        });
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        loop.advance(LINK_NS);

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(failures.get(0).detail())
                .isEqualTo("the Wi-Fi Direct providers did not tell of Kitchen within 45 s");
        assertThat(approach.release()).isCompleted();
        returns.countDown();
        approach.seek();
        until(() -> progress.contains(CastState.AWAITING_SINK));
        assertThat(air.links).hasSize(1);
    }

    @Test
    void anApproachEndsThoughAProviderDoesNotReturn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        seek(() -> {
            asked.countDown();
            awaitUninterruptibly(returns);
            return air.devices();
        });
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = approach.close();
        loop.advance(TimeUnit.SECONDS.toNanos(10));

        assertThat(closed).isCompleted();
    }

    @Test
    void aLinkThatIsNeitherOpenedNorCancelledEndsTheTry() throws Exception {
        air.opensAtOnce = false;
        seek(() -> {
            awaitUninterruptibly(returns);
            return air.devices();
        });
        loop.advance(TimeUnit.SECONDS.toNanos(10));
        returns.countDown();
        // The limit of the search has given way to that of the opening.
        until(() -> loop.untilNext() == LINK_NS);

        loop.advance(LINK_NS);
        until(() -> air.link().cancelAsked);
        assertThat(failures).isEmpty();
        loop.advance(TimeUnit.SECONDS.toNanos(10));

        assertThat(failures.get(0).detail()).isEqualTo("link to Kitchen was neither opened nor cancelled in time");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A hostile provider does not care.
            }
        }
    }
}
