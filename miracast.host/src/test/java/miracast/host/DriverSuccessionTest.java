// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.MiracastDriver;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.fake.Hang;
import miracast.host.fake.TestDriver;
import miracast.host.session.DriverSupply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that cannot start, ranked before one that can. */
@Timeout(120)
class DriverSuccessionTest {
    /** How a driver fails by its own fault. */
    enum Fault {
        CANNOT_BE_ACTIVATED,
        HAS_NO_CONTEXT,
        THROWS,
        THROWS_A_STATUS_OF_ITS_OWN,
        TELLS_NOTHING,
        REPORTS_A_CRITICAL_ERROR,
        HANGS
    }

    private static final HostSettings SHORT_START = HostRig.startWithin(500);

    private final List<TestDriver> good = new CopyOnWriteArrayList<>();
    private final List<String> takes = new CopyOnWriteArrayList<>();
    private final Hang hang = new Hang();
    private HostRig rig;
    private Socket sink;

    @AfterEach
    void stopTheHost() throws Exception {
        hang.letGo();
        rig.close();
        if (sink != null) {
            sink.close();
        }
    }

    private final class Faulty extends TestDriver {
        private final Fault fault;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        public MiracastContext createContext(MiracastCallbacks newCallbacks) throws MiracastException {
            if (fault == Fault.HAS_NO_CONTEXT) {
                throw new MiracastException(NtStatus.STATUS_NOT_SUPPORTED, "no context");
            }
            return super.createContext(newCallbacks);
        }

        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            switch (fault) {
                case THROWS -> throw new NoClassDefFoundError("gone");
                case THROWS_A_STATUS_OF_ITS_OWN ->
                    throw new MiracastException(NtStatus.STATUS_UNSUCCESSFUL, "its library is missing");
                case REPORTS_A_CRITICAL_ERROR -> {
                    callbacks.reportSessionStatus(
                            MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_UNSUCCESSFUL, "it is broken");
                    return new SessionInfo(true, false);
                }
                case HANGS -> hang.await();
                default -> {
                    // Tells nothing.
                }
            }
            return null;
        }
    }

    /** A display that refuses whichever driver there is. */
    private static final class Refused extends TestDriver {
        @Override
        protected SessionInfo start(SocketChannel rtsp, WfdConnectionStats connection) throws MiracastException {
            throw new MiracastException(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "sink answered nonsense");
        }
    }

    private DriverSupply offer(String name, long id, int ranking, Supplier<? extends TestDriver> driver) {
        DriverSupply all = rig.supply(driver);
        DriverSupply counted = new DriverSupply() {
            @Override
            public MiracastDriver take() throws MiracastException {
                takes.add(name);
                MiracastDriver made = all.take();
                if (made instanceof Faulty faulty && faulty.fault == Fault.CANNOT_BE_ACTIVATED) {
                    throw new MiracastException(NtStatus.STATUS_INVALID_PARAMETER, "it cannot be activated");
                }
                return made;
            }

            @Override
            public void giveBack(MiracastDriver object) {
                all.giveBack(object);
            }
        };
        rig.host
                .drivers()
                .add(counted, Map.of("miracast.driver.name", name, "service.id", id, "service.ranking", ranking));
        return counted;
    }

    private TestDriver goodOne() {
        TestDriver made = new TestDriver();
        good.add(made);
        return made;
    }

    /** Only the drivers that a test offers. */
    private void begin() throws Exception {
        rig = new HostRig(TestDriver::new, SHORT_START);
        rig.host.drivers().remove(rig.supply);
    }

    /** Connects as often as it is let in, until the cast is where it should be. */
    private void connectUntil(Cast cast, Supplier<Boolean> there) {
        HostRig.until(() -> {
            if (!there.get() && cast.state() == CastState.AWAITING_SINK) {
                sink = rig.connect(cast);
            }
            return there.get();
        });
    }

    private static boolean plays(Cast cast) {
        return cast.state() == CastState.PLAYING;
    }

    @ParameterizedTest
    @EnumSource
    void theNextBestPlaysWhereTheBestCannotStart(Fault fault) throws Exception {
        begin();
        offer("bad", 90, 10, () -> new Faulty(fault));
        offer("spare", 91, 0, this::goodOne);
        Cast cast = rig.listening(rig.listen());

        connectUntil(cast, () -> plays(cast));

        HostRig.until(() -> !good.isEmpty() && !good.get(0).shown.isEmpty());
        assertThat(takes).containsExactly("bad", "spare");
        assertThat(cast.log())
                .filteredOn(entry -> entry.kind() == CastLogEntry.Kind.SESSION_OVER)
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).contains("; driver spare is tried instead of bad"));
        assertThat(cast.log())
                .extracting(CastLogEntry::detail)
                .anyMatch(detail -> detail.endsWith("; by driver spare, since bad has failed"));
        assertThat(cast.log()).extracting(CastLogEntry::state).doesNotContain(CastState.BACKING_OFF);
    }

    @Test
    void aDriverThatIsAloneIsTriedAgainAndAgainWithPauses() throws Exception {
        begin();
        offer("bad", 90, 10, () -> new Faulty(Fault.THROWS));
        Cast cast = rig.listening(rig.listen());

        connectUntil(cast, () -> takes.size() == 4);

        HostRig.until(() -> pauses(cast) == 4);
        assertThat(takes).containsOnly("bad");
    }

    @Test
    void whereAllFailThereIsAPauseWhenEachHasHadItsTry() throws Exception {
        begin();
        offer("bad", 90, 10, () -> new Faulty(Fault.THROWS));
        offer("worse", 91, 0, () -> new Faulty(Fault.TELLS_NOTHING));
        Cast cast = rig.listening(rig.listen());

        connectUntil(cast, () -> takes.size() >= 3);

        assertThat(takes).startsWith("bad", "worse");
        assertThat(takes.get(2)).isEqualTo("bad");
        HostRig.until(() -> pauses(cast) >= 1);
    }

    private static long pauses(Cast cast) {
        return cast.log().stream()
                .filter(entry -> entry.state() == CastState.BACKING_OFF)
                .count();
    }

    @Test
    void whatTheDisplayRefusesIsNoFaultOfTheDriver() throws Exception {
        begin();
        offer("best", 90, 10, Refused::new);
        offer("spare", 91, 0, this::goodOne);
        Cast cast = rig.listening(rig.listen());

        connectUntil(cast, () -> takes.size() == 3);

        assertThat(takes).containsOnly("best");
    }

    @Test
    void aSessionThatPlayedIsNoFaultOfItsDriver() throws Exception {
        begin();
        offer("best", 90, 10, this::goodOne);
        offer("other", 91, 0, TestDriver::new);
        Cast cast = rig.listening(rig.listen());
        connectUntil(cast, () -> plays(cast));

        good.get(0)
                .callbacks
                .reportSessionStatus(MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_UNSUCCESSFUL, "broke down");
        HostRig.until(() -> !plays(cast));
        connectUntil(cast, () -> plays(cast));

        assertThat(takes).containsExactly("best", "best");
    }

    @Test
    void aNewServiceBeginsAnewAndTheOldOneDoesNotInterruptWhatPlays() throws Exception {
        begin();
        DriverSupply bad = offer("bad", 90, 10, () -> new Faulty(Fault.THROWS));
        offer("spare", 91, 0, this::goodOne);
        Cast cast = rig.listening(rig.listen());
        connectUntil(cast, () -> plays(cast));

        // Any driver that comes has the cast look which one is the best.
        offer("least", 92, -1, TestDriver::new);
        rig.host.drivers().remove(bad);
        assertThat(takes).containsExactly("bad", "spare");
        offer("updated", 93, 10, TestDriver::new);
        HostRig.until(() -> !plays(cast));
        connectUntil(cast, () -> plays(cast));

        assertThat(takes).containsExactly("bad", "spare", "updated");
    }
}
