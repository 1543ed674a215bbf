// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.TestDriver;
import miracast.host.link.LinkProvider;
import miracast.host.link.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.WifiDirectProvider;

/** A hundred casts that have one provider of Wi-Fi Direct between them, and lose it in one moment. */
@Timeout(120)
class HundredCastsTest {
    private static final int CASTS = 100;
    private static final int PORT = 17_238;

    private final FakeWifiDirect air = airWithTelevisions();
    private final LinkProvider provider = new LinkProvider(air, "fake");
    private final List<Cast> casts = new ArrayList<>();
    private HostRig rig;

    private static FakeWifiDirect airWithTelevisions() {
        FakeWifiDirect air = new FakeWifiDirect();
        for (int i = 0; i < CASTS; i++) {
            air.with("Television " + i, 0x020000000100L + i);
        }
        return air;
    }

    private void link(Duration firstPause) throws Exception {
        HostSettings usual = HostRig.SETTINGS;
        rig = new HostRig(
                TestDriver::new,
                HostRig.settings(
                        new LinkSettings(PORT, usual.link().linkTimeoutNs(), Long.MAX_VALUE / 4),
                        usual.encoderGraceNs(),
                        firstPause.toNanos(),
                        TimeUnit.HOURS.toNanos(1)));
        rig.host.providers().add(provider, Map.of(WifiDirectProvider.NAME, "fake", "service.id", 4L));
        for (int i = 0; i < CASTS; i++) {
            casts.add(rig.host.cast(CastRequest.to(CastTarget.device("Television " + i))
                    .source("fake")
                    .build()));
        }
        awaitAll(CastState.AWAITING_SINK);
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
    }

    private void awaitAll(CastState state) {
        HostRig.until(() -> casts.stream().allMatch(cast -> cast.state() == state));
    }

    private void loseTheProvider() {
        rig.host.providers().remove(provider);
        provider.close(TimeUnit.SECONDS.toNanos(30));
        assertThat(air.links).noneMatch(FakeWifiDirect.Link::isUp);
    }

    @Test
    void theirNextTriesAreSpread() throws Exception {
        link(Duration.ofMinutes(10));

        loseTheProvider();

        awaitAll(CastState.BACKING_OFF);
        List<Long> pauses = casts.stream()
                .map(cast -> cast.log().get(cast.log().size() - 1))
                .map(HundredCastsTest::pauseS)
                .toList();
        // Half to one and a half of the first pause.
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(299L, 900L));
        // Of a hundred, ten fall into a tenth of that time; thirty never do.
        assertThat(LongStream.iterate(300, from -> from + 60).limit(10))
                .allSatisfy(from -> assertThat(pauses.stream().filter(pause -> pause >= from && pause < from + 60))
                        .hasSizeLessThan(30));
    }

    /** The entry's time is taken a moment after the pause began. */
    private static long pauseS(CastLogEntry entry) {
        return Duration.between(entry.time(), entry.nextTry().orElseThrow()).toSeconds();
    }

    @Test
    void allComeBackWithTheirProviderOneAfterTheOther() throws Exception {
        link(Duration.ofMinutes(10));
        loseTheProvider();
        awaitAll(CastState.BACKING_OFF);
        LinkProvider again = new LinkProvider(air, "fake");

        long beginNs = System.nanoTime();
        rig.host.providers().add(again, Map.of(WifiDirectProvider.NAME, "fake", "service.id", 5L));
        awaitAll(CastState.AWAITING_SINK);
        long tookNs = System.nanoTime() - beginNs;

        assertThat(TimeUnit.NANOSECONDS.toMillis(tookNs))
                .as("ms, with 20 between two tries")
                .isGreaterThanOrEqualTo(99 * 20);
        assertThat(air.links.stream().filter(FakeWifiDirect.Link::isUp).map(FakeWifiDirect.Link::device))
                .doesNotHaveDuplicates()
                .hasSize(CASTS);
        assertThat(air.handles).hasValue(1);
    }

    @Test
    void allGoToTheProviderThatIsLeft() throws Exception {
        link(Duration.ofMillis(20));
        FakeWifiDirect other = airWithTelevisions();
        rig.host
                .providers()
                .add(new LinkProvider(other, "other"), Map.of(WifiDirectProvider.NAME, "other", "service.id", 5L));

        loseTheProvider();

        HostRig.until(
                () -> other.links.stream().filter(FakeWifiDirect.Link::isUp).count() == CASTS);
        awaitAll(CastState.AWAITING_SINK);
    }
}
